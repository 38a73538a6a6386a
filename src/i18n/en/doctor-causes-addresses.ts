/** English texts of causes: a title, and what it means here; `p` is the finding's values. */
export const addressCauses = {
  B1: {
    title: () => 'IPv6 is switched off',
    says: (p: { ifname: string; setting: string; file: string; places: string }) =>
      p.setting === ''
        ? `No connection to ${p.places} comes about: IPv6 may be switched off on the server.`
        : `IPv6 is switched off on the server${p.ifname === '' ? '' : `, on ${p.ifname}`} (${p.setting}${p.file === '' ? '' : `, ${p.file}`}).`,
  },
  B2: {
    title: () => 'IPv6 is on, but the address is not there',
    says: (p: { what: string; address: string; ifname: string; file: string; places: string }) => {
      if (p.what === 'configured')
        return `${p.address} is configured in ${p.file}, and is on no interface: what was lost when IPv6 went off was not applied again.`;
      if (p.what === 'bare')
        return 'IPv6 is on, and the server has no global address: what was lost when IPv6 went off was not applied again.';
      return `No connection to ${p.places} comes about: the address may have been lost when IPv6 was switched off and on again.`;
    },
  },
  B3: {
    title: () => 'set by hand, lost at a reboot',
    says: (p: {
      what: string;
      address: string;
      via: string;
      ifname: string;
      file: string;
      places: string;
    }) => {
      if (p.what === 'switch')
        return `IPv6 is on now, and ${p.file} switches it off on ${p.ifname} at the next start.`;
      if (p.what === 'route')
        return `The default route by ${p.via} (${p.ifname}) is in no file (${p.file}): it is gone after the next start.`;
      if (p.what === 'address')
        return `${p.address} (${p.ifname}) is in no file (${p.file}): it is gone after the next start.`;
      if (p.what === 'gone')
        return `${p.file} gives ${p.ifname} no IPv6 address: what was set by hand did not survive the last start.`;
      return `No connection to ${p.places} comes about: an address or route that was set by hand may not have survived the last start.`;
    },
  },
  B4: {
    title: () => 'no lasting global IPv6 address',
    says: (p: { addresses: string }) =>
      p.addresses === ''
        ? 'The server has no IPv6 address that others can reach and that stays.'
        : `The server has no IPv6 address that others can reach and that stays, only ${p.addresses}.`,
  },
  B5: {
    title: () => 'another host has the same IPv6 address',
    says: (p: { address: string; ifname: string }) =>
      p.ifname === ''
        ? `${p.address} answers at one time and not at another: two hosts of one link may have it.`
        : `Another host of the link of ${p.ifname} has ${p.address} already, so the server does not use it.`,
  },
  B6: {
    title: () => 'the service began before its address was there',
    says: (p: { unit: string; port: string; places: string }) =>
      p.unit === ''
        ? `Nothing listens on port ${p.port} (${p.places}): the service may have given up because its address was not ready when the server started.`
        : `${p.unit} could not listen on its address when the server started, because the address was not ready yet: nothing listens on port ${p.port} over IPv6.`,
  },
  B7: {
    title: () => 'the published address is running out',
    says: (p: { address: string; ifname: string; seconds: string }) =>
      `${p.address} (${p.ifname}) is deprecated: it takes no new connections of its own, and ends in ${p.seconds} s. Its prefix was replaced by another one.`,
  },
  B8: {
    title: () => 'a temporary address is published',
    says: (p: { address: string; ifname: string; seconds: string }) =>
      `${p.address} (${p.ifname}) is a privacy address, which changes by itself: it ends in ${p.seconds} s.`,
  },
  B9: {
    title: () => 'the address is not the one that the cloud assigned',
    says: (p: { address: string; what: string; places: string }) => {
      if (p.what === 'unset')
        return `The cloud has assigned ${p.address} to this server, and it is on no interface.`;
      if (p.what === 'foreign')
        return `${p.address} is on the server, and the cloud has not assigned it: packets of it are dropped.`;
      return `No connection to ${p.places} comes about: the address in the cloud's console and the one of the server may differ.`;
    },
  },
  B10: {
    title: () => 'wrong prefix length',
    says: (p: { address: string; prefix: string; ifname: string }) =>
      p.prefix === ''
        ? `Some places reach ${p.address} and others do not: the prefix length of the address may be wrong.`
        : `${p.address}/${p.prefix} on ${p.ifname} is wider than a link: the server takes hosts elsewhere for neighbours and never answers them.`,
  },
};
