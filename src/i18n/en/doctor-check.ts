/** English texts of `sixfour check`. */
export const check = {
  describe: () =>
    'say why validation or visitors fail, over which family, and which line mends it; ends with 1 on a finding',
  argument: () => 'host name',
  flags: {
    network: () => 'reach this network although it is not public (CIDR; may be repeated)',
    confirm: () => 'look a second time, a minute later, at what connects: some causes need it',
  },
  progress: (p: { name: string; step: string; seconds: number }) => `${p.name}: ${p.step} (${p.seconds} s)`,
  confirm: {
    waiting: (p: { name: string; seconds: number }) => `${p.name}: the second look is in ${p.seconds} s`,
    second: (p: { seconds: number }) => `After a second look, ${p.seconds} s later:`,
    stopped: () => 'The second look was left out: what the first one saw stands.',
    withoutApply: () => '--apply looks again by itself: leave out --confirm.',
  },
  steps: {
    names: () => 'addresses',
    records: () => 'DNS records',
    answers: () => 'name servers',
    challenge: () => 'delegated challenge',
    signed: () => 'DNSSEC',
    caches: () => 'caches',
    connects: () => 'connections',
    reach: () => 'this place itself',
    handshakes: () => 'TLS',
    responses: () => 'HTTP',
    page: () => 'the page and what it needs',
    packets: () => 'large packets',
    quic: () => 'HTTP/3',
    latency: () => 'latency',
    trace: () => 'path',
    verdict: () => 'validation',
  },
  certainty: {
    proven: () => 'proven',
    strong: () => 'strong',
    likely: () => 'likely',
    ambiguous: () => 'ambiguous',
  },
};
