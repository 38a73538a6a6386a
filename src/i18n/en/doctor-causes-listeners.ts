/** English texts of causes: a title, and what it means here; `p` is the finding's values. */
export const listenerCauses = {
  E1: {
    title: () => 'the server listens on IPv4 only',
    says: (p: { places: string; port: string; process: string; directive: string; file: string }) => {
      if (p.directive !== '')
        return `"${p.directive}" in ${p.file} gives a socket for IPv4 alone: nothing listens on port ${p.port} for IPv6.`;
      if (p.process !== '')
        return `${p.process} listens on port ${p.port} for IPv4 alone: nothing listens there for IPv6.`;
      return `Port ${p.port} answers over IPv4 and refuses over IPv6 (${p.places}): nothing listens there for IPv6.`;
    },
  },
  E2: {
    title: () => 'the server listens on IPv6 only',
    says: (p: { places: string; port: string; process: string; directive: string; file: string }) => {
      if (p.directive !== '')
        return `"${p.directive}" in ${p.file} gives a socket for IPv6 alone: nothing listens on port ${p.port} for IPv4.`;
      if (p.process !== '')
        return `${p.process} listens on port ${p.port} for IPv6 alone: nothing listens there for IPv4.`;
      return `Port ${p.port} answers over IPv6 and refuses over IPv4 (${p.places}): nothing listens there for IPv4.`;
    },
  },
  E3: {
    title: () => 'nothing listens there for outsiders',
    says: (p: { what: string; places: string; port: string; process: string; address: string }) => {
      if (p.what === 'loopback')
        return `${p.process} listens on port ${p.port} of ${p.address} alone, which nobody but the server itself reaches.`;
      if (p.what === 'address')
        return `${p.process} listens on port ${p.port} of ${p.address}, and not of the address that is published (${p.places}).`;
      if (p.what === 'nothing') return `No program listens on port ${p.port}.`;
      return `Every address refuses port ${p.port} (${p.places}): the server is stopped, or listens on another address.`;
    },
  },
  E4: {
    title: () => 'one port lacks IPv6',
    says: (p: { places: string; port: string; directive: string; file: string }) =>
      p.directive === ''
        ? `Port ${p.port} refuses over IPv6 (${p.places}), while the other port of the same address answers, and IPv4 on both.`
        : `"${p.directive}" in ${p.file} gives a socket for IPv4 alone: port ${p.port} lacks IPv6, which the other port has.`,
  },
  E5: {
    title: () => 'two listens claim the same port',
    says: (p: { directive: string; other: string; file: string; port: string }) =>
      `"${p.directive}" in ${p.file} claims port ${p.port} of IPv4 too, which "${p.other}" has already: nginx does not start again.`,
  },
  E6: {
    title: () => 'over IPv6 another virtual host answers',
    says: (p: { places: string; port: string; directive: string; file: string; name: string }) =>
      p.directive === ''
        ? `The same software answers with another page over IPv6 (${p.places}): the block of ${p.name} may have no listen for it.`
        : `No block of ${p.name} listens on port ${p.port} for that family; "${p.directive}" in ${p.file} answers instead.`,
  },
  E7: {
    title: () => 'one family is shown a bad certificate',
    says: (p: { fault: string; certificate: string; places: string; other: string }) => {
      if (p.certificate !== '')
        return `One family is shown ${p.certificate}, which is not valid now, and the other one ${p.other}.`;
      if (p.fault === 'expired')
        return `The certificate that ${p.places} shows has expired; over the other family a good one is shown.`;
      if (p.fault === 'not-yet')
        return `The certificate that ${p.places} shows is not valid yet; over the other family a good one is shown.`;
      return `${p.places} leaves intermediate certificates out; over the other family they are sent.`;
    },
  },
  E8: {
    title: () => 'TLS does not know the name over one family',
    says: (p: { places: string; directive: string; file: string; name: string; port: string }) =>
      p.directive === ''
        ? `${p.places} refuses TLS for ${p.name}; the other family takes it.`
        : `No block of ${p.name} listens on port ${p.port} for that family; "${p.directive}" in ${p.file} takes the handshake.`,
  },
  E9: {
    title: () => 'the port speaks another protocol',
    says: (p: { speaks: string; places: string; port: string; directive: string; file: string }) =>
      p.directive === ''
        ? `Port ${p.port} speaks ${p.speaks} (${p.places}).`
        : `Port ${p.port} speaks ${p.speaks}: "${p.directive}" in ${p.file}.`,
  },
  E10: {
    title: () => 'the PROXY protocol is expected over one family',
    says: (p: { places: string; directive: string; file: string }) =>
      p.directive === ''
        ? `${p.places} takes the connection and ends it without an answer, while the other family answers: it may expect the PROXY protocol.`
        : `"${p.directive}" in ${p.file} expects the PROXY protocol, which visitors do not speak.`,
  },
  E11: {
    title: () => 'the application does not listen where the proxy asks',
    says: (p: { upstream: string; listening: string; file: string; status: string; places: string }) => {
      if (p.upstream === '')
        return `The proxy answers ${p.status} over every family (${p.places}): it does not reach its application.`;
      if (p.listening === '') return `The proxy asks ${p.upstream} (${p.file}), where nothing listens.`;
      return `The proxy asks ${p.upstream} (${p.file}), and the application listens on ${p.listening} alone.`;
    },
  },
  E12: {
    title: () => 'an access list knows IPv4 only',
    says: (p: { places: string; rule: string; file: string }) =>
      p.rule === ''
        ? `Over IPv6 everybody gets 403 (${p.places}), over IPv4 not: an access list may know addresses of IPv4 alone.`
        : `"${p.rule}" in ${p.file} names addresses of IPv4 alone: everybody who comes over IPv6 gets 403.`,
  },
  E13: {
    title: () => 'HTTP/3 is offered, and UDP port 443 is closed',
    says: (p: { what: string; table: string; chain: string; rule: string; places: string }) => {
      if (p.what === 'filter')
        return `HTTP/3 is offered, and "${p.rule}" in ${p.table} ${p.chain} does not let UDP port 443 in (${p.places}).`;
      if (p.what === 'silent')
        return `HTTP/3 is offered, and what is sent to UDP port 443 is not answered (${p.places}): browsers try it, and go back to TCP.`;
      return p.what === 'refused'
        ? `HTTP/3 is offered, and UDP port 443 refuses (${p.places}): browsers try it, and go back to TCP.`
        : `HTTP/3 is offered, and nothing listens on UDP port 443 (${p.places}).`;
    },
  },
};
