/** English texts of `sixfour check --inside`. */
export const inside = {
  flags: {
    inside: () =>
      'look at this machine from inside only: addresses, routes, listeners, packet filters; nothing is changed',
    output: () =>
      'with --inside: write what was seen to this file (-: standard output), for --inside-report on another machine',
    outbound: () => "with --inside or --here: try this machine's own way out too, over each family",
    count: () =>
      'with --inside, as root: count for a minute what arrives from these addresses, while sixfour check looks from there (a table of nft of its own, removed afterwards)',
    report: () =>
      'join what was seen on the server: a file that --inside --output wrote there (-: standard input)',
  },
  progress: (p: { seconds: number }) => `this machine, from inside (${p.seconds} s)`,
  nameMissing: () => 'Give the host name to check, or --inside to look at this machine only.',
  insideAlone: () => '--inside looks at this machine only; leave out what belongs to a look from outside.',
  countAlone: () => '--count belongs to --inside.',
  countAddress: (p: { value: string; max: number }) =>
    `"${p.value}" is no address from which a look comes. Give up to ${p.max}, of both families, as the other machine has them.`,
  counting: (p: { seconds: number }) =>
    `Counting for ${p.seconds} s (Ctrl-C ends it earlier). Run now, on the machine with these addresses:`,
  nothingCame: () =>
    'Nothing arrived from these addresses over either family. That proves nothing: was the check run there meanwhile?',
  outputAlone: () => '--output belongs to --inside.',
  outboundAlone: () => '--outbound belongs to --inside or --here.',
  reportOrHere: () => 'Give either --here or --inside-report.',
  inputOnce: () =>
    'Standard input is read once: give a file to --inside-report, or the text itself to --error.',
  written: (p: { file: string }) => `Written to ${p.file}. Where you check from outside, it is joined with:`,
  headings: {
    addresses: () => 'addresses',
    routes: () => 'default routes',
    listeners: () => 'listeners',
    rules: () => 'rules that stop packets',
    outbound: () => 'own way out',
    arrivals: () => 'arrived',
  },
  columns: {
    interface: () => 'interface',
    address: () => 'address',
    scope: () => 'scope',
    flags: () => 'flags',
    family: () => 'family',
    via: () => 'via',
    from: () => 'from',
    port: () => 'port',
    families: () => 'families',
    process: () => 'process',
    table: () => 'table',
    chain: () => 'chain',
    rule: () => 'rule',
    outcome: () => 'outcome',
    packets: () => 'packets',
  },
  none: () => 'none',
  more: (p: { count: number }) => `and ${p.count} more (--json has them all)`,
};
