/** English texts of causes: a title, and what it means here; `p` is the finding's values. */
export const visitorCauses = {
  G1: {
    title: () => 'TLS stalls on large messages',
    says: (p: { places: string }) =>
      `A handshake that fits one packet is answered, one as large as those of browsers is not (${p.places}): packets of that size are lost. Validation over port 80 does not notice.`,
  },
  G2: {
    title: () => 'the page needs a host without IPv6',
    says: (p: { name: string; resource: string }) =>
      `The page of ${p.name} takes parts from ${p.resource}, which has no AAAA record: visitors with nothing but IPv6 do not get them.`,
  },
  G3: {
    title: () => 'the page needs a host whose IPv6 is dead',
    says: (p: { name: string; resource: string; places: string }) =>
      `The page of ${p.name} takes parts from ${p.resource}, whose IPv6 address does not answer (${p.places}): each connection to it waits for IPv4 first.`,
  },
  G4: {
    title: () => 'the page names IPv4 addresses',
    says: (p: { name: string; literal: string; count: string }) =>
      `The page of ${p.name} names the address ${p.literal} in place of a host (${p.count} times): visitors with nothing but IPv6 cannot get there, even through NAT64.`,
  },
  G5: {
    title: () => 'an IPv6 address that a resolver made up',
    says: (p: { name: string; address: string }) =>
      `Some resolvers give ${p.address} for ${p.name}, which nobody published: DNS64 made it of the IPv4 address. With an AAAA record of its own none would be made.`,
  },
  G6: {
    title: () => 'IPv6 is slower than IPv4',
    says: (p: { name: string; ms: string }) =>
      `A connection to ${p.name} takes ${p.ms} ms longer over IPv6 than over IPv4, and visitors with both are given IPv6 all the same.`,
  },
  G7: {
    title: () => 'the certificate that is served ends soon, or is an old one',
    says: (p: { name: string; places: string; days: string; file: string }) =>
      `The certificate of ${p.name} at ${p.places} has ${p.days} days left.${p.file === '' ? '' : ` A newer one is in ${p.file}, and the server has not been told.`}`,
  },
  G8: {
    title: () => 'the machine cannot reach the CA over IPv6',
    says: (p: { to: string; outcome: string }) =>
      `From this machine ${p.to} answers over IPv4, and not over IPv6 (${p.outcome}): an ACME client that takes IPv6 first never begins.`,
  },
  G9: {
    title: () => 'the CA itself refuses for now',
    says: (p: { name: string }) =>
      `The error that was given is no fault of ${p.name}: the CA has a limit, an outage, or does not issue for it.`,
  },
  G10: {
    title: () => 'the challenge does not fit what is asked for',
    says: (p: { name: string }) =>
      `The error that was given says that this kind of challenge cannot prove ${p.name}: a wildcard needs dns-01.`,
  },
};
