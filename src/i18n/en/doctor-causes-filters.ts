/** English texts of causes: a title, and what it means here; `p` is the finding's values. */
export const filterCauses = {
  D1: {
    title: () => 'the packet filter does not let the web in',
    says: (p: { port: string; places: string; table: string; chain: string; rule: string }) =>
      p.rule === ''
        ? `No answer comes from ${p.places}, while IPv4 answers: the rules for IPv6 may lack a line for port ${p.port}.`
        : `Nothing in ${p.table} ${p.chain} lets port ${p.port} in: "${p.rule}" decides. Rules for one family say nothing of the other.`,
  },
  D2: {
    title: () => 'the rule that lets the web in comes too late',
    says: (p: { port: string; places: string; table: string; chain: string; rule: string }) =>
      p.rule === ''
        ? `No answer comes from ${p.places}, while IPv4 answers: a rule may drop the packets before the one that accepts port ${p.port}.`
        : `In ${p.table} ${p.chain} "${p.rule}" decides before the rule that accepts port ${p.port}: the first that matches counts.`,
  },
  D3: {
    title: () => 'ICMPv6 is dropped, and Neighbour Discovery with it',
    says: (p: { places: string; table: string; chain: string; rule: string; type: string }) =>
      p.rule === ''
        ? `The last router finds nobody at ${p.places}, while IPv4 answers: the server may drop all of ICMPv6, by which its address is asked for.`
        : `"${p.rule}" in ${p.table} ${p.chain} drops ${p.type}: without Neighbour Discovery, which is part of ICMPv6, the router cannot find the server.`,
  },
  D4: {
    title: () => 'the packet filter rejects the web',
    says: (p: { port: string; places: string; table: string; chain: string; rule: string }) =>
      p.rule === ''
        ? `A packet filter refuses connections to ${p.places}, while IPv4 answers.`
        : `"${p.rule}" in ${p.table} ${p.chain} refuses connections to port ${p.port} at once: no connection timeout lets a CA try IPv4 instead.`,
  },
  D5: {
    title: () => 'only one of ports 80 and 443 is let in',
    says: (p: { port: string; places: string; rule: string }) =>
      p.rule === ''
        ? `Port ${p.port} is not let in at ${p.places}; the same address answers on the other port, and IPv4 on both.`
        : `"${p.rule}" does not let port ${p.port} in (${p.places}), while the other port is open.`,
  },
  D6: {
    title: () => 'the rules of now are not saved',
    says: (p: { file: string; port: string }) =>
      `The rules of now let port ${p.port} in; those of ${p.file}, which come back with the next start, do not.`,
  },
  D7: {
    title: () => 'the firewalld zone lacks http and https',
    says: (p: { zone: string; port: string; places: string }) =>
      p.zone === ''
        ? `No answer comes from ${p.places}, while IPv4 answers: the firewalld zone of the interface may lack http and https.`
        : `The firewalld zone ${p.zone} does not let port ${p.port} in (${p.places}).`,
  },
  D8: {
    title: () => 'ufw does not let the web in over IPv6',
    says: (p: { setting: string; port: string; places: string }) =>
      p.setting === ''
        ? `No answer comes from ${p.places}, while IPv4 answers: ufw may have IPV6=no, or rules for IPv4 alone.`
        : `ufw is on, with IPV6=${p.setting}, and lets port ${p.port} in over IPv4 alone (${p.places}).`,
  },
  D9: {
    title: () => 'a filter before the server opens IPv4 only',
    says: (p: { packets: string; places: string }) =>
      p.packets === ''
        ? `No answer comes from ${p.places}, while IPv4 answers: the provider's firewall (security group, network ACL) may have no rule for ::/0.`
        : `The server itself would let ${p.places} in, and none of the packets that were sent there arrived: a filter before it drops them.`,
  },
  D10: {
    title: () => "a router's firewall lets no IPv6 in",
    says: (p: { places: string }) =>
      `Nothing answers at ${p.places}, not even a closed port, while IPv4 answers: a router at home or in an office may forward ports of IPv4 and drop all of IPv6.`,
  },
  D11: {
    title: () => 'the provider blocks port 80',
    says: (p: { places: string }) =>
      `Port 80 is dead (${p.places}) and port 443 of the same addresses answers: something before the server drops port 80 over every family.`,
  },
  D12: {
    title: () => 'networks or countries are kept out',
    says: (p: { places: string; table: string; chain: string; rule: string }) =>
      p.rule === ''
        ? `Some places reach ${p.places}, and others do not: addresses are kept out by where they are.`
        : `"${p.rule}" in ${p.table} ${p.chain} decides by the address that a packet comes from (${p.places}).`,
  },
  D13: {
    title: () => 'who looks is banned',
    says: (p: { places: string; owner: string; rule: string }) =>
      p.rule === ''
        ? `No answer comes from ${p.places}: a program that bans addresses (fail2ban, CrowdSec) may have banned those that look.`
        : `${p.owner} has banned the address that looks: "${p.rule}" (${p.places}).`,
  },
  D14: {
    title: () => 'a table of connections is full',
    says: (p: { what: string; count: string; max: string; port: string; places: string }) => {
      if (p.what === 'conntrack')
        return `The kernel tracks ${p.count} connections of at most ${p.max}: it drops new ones.`;
      if (p.what === 'queue') {
        return `${p.count} connections to port ${p.port} wait to be taken, of at most ${p.max}: the server does not keep up.`;
      }
      return `${p.places} takes a connection once, and another time does not: a table may be full.`;
    },
  },
  D15: {
    title: () => 'Docker publishes the port on IPv4 only',
    says: (p: { port: string; container: string }) =>
      p.container === ''
        ? `Docker publishes port ${p.port} on IPv4 alone.`
        : `Docker publishes port ${p.port} of ${p.container} on IPv4 alone.`,
  },
  D16: {
    title: () => 'services are open over IPv6 that IPv4 hides',
    says: (p: { port: string; process: string; places: string }) =>
      p.process === ''
        ? `Port ${p.port} is open to everybody over IPv6 and to nobody over IPv4 (${p.places}).`
        : `${p.process} on port ${p.port} is open to everybody over IPv6; over IPv4 a filter or address translation hides it.`,
  },
};
