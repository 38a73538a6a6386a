/** English texts of causes: a title, and what it means here; `p` is the finding's values. */
export const routingCauses = {
  C1: {
    title: () => 'no IPv6 default route',
    says: (p: { ifname: string; places: string }) =>
      p.ifname === ''
        ? `No answer comes from ${p.places}: the server may have no way out over IPv6.`
        : `The server has a global IPv6 address on ${p.ifname} and no default route: packets come in, and no answer goes out.`,
  },
  C2: {
    title: () => 'forwarding has taken the default route away',
    says: (p: { ifname: string; places: string }) =>
      p.ifname === ''
        ? `No answer comes from ${p.places}: a program that forwards packets (Docker, libvirt, a VPN) may have taken the IPv6 default route away.`
        : `${p.ifname} forwards packets (Docker, libvirt and VPNs want that) and therefore does not listen to routers: accept_ra is 1, and the default route is gone.`,
  },
  C3: {
    title: () => 'no router offers itself any more',
    says: (p: { ifname: string; places: string }) =>
      p.ifname === ''
        ? `No answer comes from ${p.places}: the router may no longer advertise itself.`
        : `${p.ifname} got its address from a router, and no router advertises itself there any more: the default route has run out.`,
  },
  C4: {
    title: () => 'the gateway is on no link',
    says: (p: { gateway: string; ifname: string }) =>
      `The gateway ${p.gateway} is configured, but lies in no prefix of ${p.ifname}: the route was refused, as nothing says that it is on the link.`,
  },
  C5: {
    title: () => 'the prefix is not routed to the server',
    says: (p: { places: string }) =>
      `A router on the way says that there is no route to ${p.places}: the provider does not announce the prefix, or does not pass it on to the server.`,
  },
  C6: {
    title: () => 'some networks do not reach the server over IPv6',
    says: (p: { places: string }) =>
      `${p.places} is reached from some places and not from others, which reach the name over IPv4: networks between them do not hear of each other.`,
  },
  C7: {
    title: () => 'a reverse-path filter drops what comes in',
    says: (p: { address: string; ifname: string; filter: string; places: string }) =>
      p.filter === ''
        ? `No answer comes from ${p.places}: where a server has several ways, a reverse-path filter may drop what comes in by one of them.`
        : `Packets to ${p.address} come in by ${p.ifname}, answers would leave by another interface, and a filter drops what comes in so (${p.filter}).`,
  },
  C8: {
    title: () => 'large packets are lost (path MTU)',
    says: (p: { address: string; bytes: string; rule: string }) =>
      p.rule === ''
        ? `${p.address} answers, and a large answer stops after ${p.bytes} bytes: large packets are lost on the way, and the message that says so does not arrive.`
        : `The message "packet too big" is dropped on the server (${p.rule}): large answers from ${p.address} stop on the way.`,
  },
  C9: {
    title: () => 'IPv6 goes through a tunnel',
    says: (p: { ifname: string; type: string; mtu: string; ms: string; places: string }) =>
      p.ifname === ''
        ? `${p.places} answers ${p.ms} ms later than IPv4: IPv6 may go through a tunnel.`
        : `IPv6 leaves by ${p.ifname} (${p.type}, packets up to ${p.mtu} bytes), and not the way that IPv4 goes.`,
  },
  C10: {
    title: () => 'neighbours are not found',
    says: (p: {
      what: string;
      entries: string;
      most: string;
      gateway: string;
      ifname: string;
      places: string;
    }) => {
      if (p.what === 'full')
        return `The table of IPv6 neighbours is full (${p.entries} of ${p.most}): new neighbours, the router among them, are not found.`;
      if (p.what === 'gateway')
        return `The gateway ${p.gateway} on ${p.ifname} does not answer to Neighbour Discovery.`;
      return `The last router finds no host that has ${p.places}: Neighbour Discovery may be blocked, or its table full.`;
    },
  },
  C11: {
    title: () => 'two routers offer themselves',
    says: (p: { routers: string; ifname: string; places: string }) =>
      p.routers === ''
        ? `${p.places} answers at one time and not at another: two routers may offer themselves to the server.`
        : `On ${p.ifname} more than one router offers itself (${p.routers}): answers go by the one or the other.`,
  },
  C12: {
    title: () => 'outgoing connections begin at the wrong address',
    says: (p: { address: string; ifname: string }) =>
      `Connections that the server opens over IPv6 begin at ${p.address} (${p.ifname}), to which no answer comes for long: its ACME client does not reach the CA.`,
  },
};
