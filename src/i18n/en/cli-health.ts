/** English texts of `sixfour name check`. */
export const health = {
  describe: () =>
    'ask every name server, over both families, UDP and TCP, whether a name is rightly delegated; ends with 1 on a finding',
  looking: (p: { name: string }) => `Asking the name servers for ${p.name} ...`,
  good: (p: { challenge: string; target: string }) =>
    `${p.challenge} leads to ${p.target}, and every name server says so.`,
  goodHeld: (p: { challenge: string; zone: string }) =>
    `${p.challenge} is where its DNS provider writes, in ${p.zone}, and nothing is in the way there at any name server.`,
  findings: (p: { count: number }) => (p.count === 1 ? '1 finding' : `${p.count} findings`),
  unmeasured: (p: { family: string }) =>
    `Not measured: this machine has no way out over ${p.family}. Nothing is said of name servers over it.`,
  notAsked: (p: { addresses: string }) =>
    `Not asked, as the address policy forbids it: ${p.addresses}. Private networks are allowed with: sixfour allow --network`,
  columns: {
    zone: () => 'zone',
    server: () => 'name server',
    address: () => 'address',
    udp: () => 'UDP',
    tcp: () => 'TCP',
    says: () => 'says',
  },
};
