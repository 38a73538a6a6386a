/** English texts of what `sixfour check` prints, on a terminal and for a forum. Options and commands are never translated. */
export const report = {
  flags: {
    error: () =>
      'what the CA or the client said, as it was printed (- reads standard input): joined with what is seen',
    markdown: () => 'print it for a post in a forum, without private details',
    full: () =>
      'with --markdown: with addresses of other hosts, file paths, other names and the lines that mend',
  },
  fullAlone: () => '--full goes with --markdown.',
  labels: {
    validation: () => 'validation',
    families: () => 'each alone',
    dual: () => 'both families',
    six: () => 'IPv6 only',
    four: () => 'IPv4 only',
    effects: () => 'effect',
    decide: () => 'to decide',
    now: () => 'now',
    permanent: () => 'for good',
    verify: () => 'verify',
    undo: () => 'undo',
    more: () => 'more',
    next: () => 'next',
    pasted: () => 'pasted error',
    unmeasured: () => 'not measured',
  },
  rules: {
    all: (p: { challenge: string; judgement: string }) =>
      `${p.challenge} ${p.judgement} under every retry rule`,
    some: (p: { challenge: string; rules: string }) => `${p.challenge}: ${p.rules}`,
    one: (p: { rule: string; judgement: string }) => `${p.rule} ${p.judgement}`,
    none: () => 'not measured',
  },
  judgements: {
    valid: () => 'passes',
    invalid: () => 'fails',
    'not-measured': () => 'not measured',
    absent: () => 'no usable address',
  },
  familyAlone: (p: { family: string; judgement: string }) => `${p.family} ${p.judgement}`,
  visitors: {
    fine: () => 'fine',
    delayed: () => 'works, each connection some 0.3 s late: IPv6 fails, IPv4 comes to the rescue',
    broken: () => 'broken: it connects, then it fails',
    unreachable: () => 'cannot reach it',
    'not-measured': () => 'not measured',
  },
  validationEffects: {
    passes: () => 'validation passes',
    retried: () => 'validation goes on to IPv4 after a timeout',
    'retried-by-code': () =>
      "validation fails by the written rule, and passes over IPv4 by the code of Let's Encrypt",
    fails: () => 'validation fails',
    depends: () => 'validation passes or fails by chance',
    perspectives: () => 'validation fails from some places',
    'dns-fails': () => 'validation of dns-01 fails',
    none: () => 'validation does not mind',
  },
  visitorEffects: {
    none: () => 'visitors do not notice',
    delayed: () => 'visitors wait some 0.3 s for each connection',
    broken: () => 'it is broken for whoever gets IPv6',
    'six-only': () => 'visitors with IPv6 alone cannot use it',
    'four-only': () => 'visitors with IPv4 alone cannot use it',
    slow: () => 'it is slow',
    down: () => 'it is down for everybody',
    regional: () => 'it fails in some places',
    exposed: () => 'services are open that should not be',
  },
  finding: (p: { id: string; title: string; certainty: string }) => `${p.id} ${p.title} (${p.certainty})`,
  notes: () => 'To know:',
  decide: {
    inside: () => 'Look from inside too, on the server:',
    'inside-root': () => 'Look from inside too, on the server, as root:',
    counter: () =>
      'See whether packets arrive at all, on the server, as root; ADDRESS is where you look from:',
    confirm: () => 'Look a second time, a minute later:',
    perspectives: () => 'Look from another place too, in another network:',
    provider: () => "Look at the provider's console: its firewall, and whether IPv6 is switched on.",
    'dns-panel': () => "Look in the DNS provider's panel who made the record, and when.",
    'client-log': () => 'Paste the error of the ACME client:',
  },
  remedy: (p: { id: string; title: string }) => `${p.title} [${p.id}]`,
  labelled: (p: { id: string; label: string; title: string }) => `${p.label}: ${p.title} [${p.id}]`,
  others: (p: { titles: string }) => `or: ${p.titles}`,
  staysAnyway: () => 'stays after a reboot',
  next: {
    apply: () => 'Have it done, each change asked for, and taken back where it does not help:',
    host: () => 'Do the lines above on the server, then look again:',
    dns: () => 'Change the records as above, then look again:',
    elsewhere: () => 'Do what is said above, then look again:',
  },
  well: (p: { name: string; addresses: number; connections: number; requests: number; after: string }) =>
    `${p.name} is well. Tried in ${p.after}: ${p.addresses} addresses, ${p.connections} connections, ${p.requests} handshakes and requests.`,
  unexplained: () =>
    'Validation fails here, and nothing that was seen says why. What fails stands in the hops of --json.',
  wellInside: () => 'Nothing that would keep visitors or a validation away is to be seen on this machine.',
  pasted: {
    shown: (p: { causes: string }) => `What is seen now shows it: ${p.causes}.`,
    itself: () => 'No look can measure that: the error itself is the finding.',
    other: () => 'What is found now is something else than what brings this error as a rule.',
    nothing: () =>
      'Nothing that was measured now explains it: it was mended since, comes and goes, or shows only from where the CA looks.',
    unknown: () =>
      'The text given with --error is not known, or says only that something failed. sixfour explain says which line of it to paste.',
    otherName: (p: { name: string }) =>
      `The error given with --error is about another name than ${p.name}. sixfour explain says what it means.`,
  },
  unmeasured: {
    time: () => 'no time left',
    blind: (p: { family: string }) =>
      `${p.family}: this machine has no ${p.family} itself, so nothing is said of it`,
    refused: (p: { address: string }) => `${p.address}: not a public address (--network permits it)`,
    unread: (p: { what: string; why: string }) => `${p.what}: ${p.why}`,
    'needs-root': () => 'only root may read it',
    absent: () => 'not there',
    timeout: () => 'did not answer in time',
    failed: () => 'ended with an error',
    unreadable: () => 'cannot be read',
    'no-udp-6': () =>
      'nothing shows that UDP over IPv6 gets out of this place, so silence is not held against the name',
    'no-udp-4': () =>
      'nothing shows that UDP over IPv4 gets out of this place, so silence is not held against the name',
    'no-large-body': () => 'nothing of the site is large enough',
    cut: () => 'too large to be read whole',
    'no-program': () => 'no traceroute or tracepath here',
    'too-large': () => 'too much to be kept',
  },
  markdown: {
    heading: (p: { name: string }) => `Check of ${p.name}`,
    seen: () => 'What was seen',
    columns: { address: () => 'address', port: () => 'port', outcome: () => 'outcome' },
    answers: () => 'connects',
    findings: () => 'Findings',
    mend: () => 'What mends it',
    by: (p: { version: string; time: string }) => `sixfour ${p.version}, ${p.time}`,
    hidden: { address: () => 'address', path: () => 'path', host: () => 'host' },
  },
};
