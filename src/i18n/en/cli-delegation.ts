import { denyReasons } from './faults-delegation.ts';

/** English texts of `sixfour name`, `client` and `rule`. */
export const delegation = {
  describe: {
    name: () => 'where the challenge of a name is answered, and the record that its owner publishes',
    zone: () => 'zones that challenges are delegated to',
    zoneRoll: () => 'change the key of a signed zone, step by step; `zone show` says what comes next',
    zoneSecondaryKey: () => 'make a TSIG key for a secondary, and print it as a file for both sides',
    zoneShow: () => 'show zones, and the NS and DS records that the zones above them publish',
    client: () => 'programs that may answer challenges of delegated names',
    clientAdd: () => 'make a client and its key; the key is shown once',
    clientList: () => 'list clients',
    clientShow: () => 'show a client: its keys and rules, and what happened to its challenges',
    clientKeyRemove: () => 'take a TSIG key away',
    clientRemove: () => 'remove a client; its keys, rules and values go at once',
    rule: () => 'which client may answer challenges of which names; without a rule nobody may',
    ruleAdd: () => 'let a client answer the challenges of names',
    ruleList: () => 'list rules, newest first',
    ruleRemove: () => 'take rules away; values that they allowed go at once',
    ruleExplain: () => 'say who may answer the challenge of a name, and why',
    approval: () => 'what clients wait to be approved, for rules that ask for it',
    approvalList: () => 'list what waits, and the answers that stand',
    approvalApprove: () => 'let a client answer the challenge of a name, for a time',
    approvalDeny: () => 'say no for a time; an approval that stands ends',
  },
  arguments: {
    names: () => 'host names; without any, a list is read from standard input',
    zone: () => 'one of delegation.zones (default: all)',
    signedZone: () => 'a signed one of delegation.zones',
    secondaryKey: () => 'the name of the key: a domain name, e.g. ns2.acme-transfer',
    name: () => 'a host name, e.g. www.example.org',
    client: () => "the client's name: lower-case letters, digits and hyphens",
    tsigKey: () => 'the name of the TSIG key',
    ruleNames: () => 'NAME (itself), *.NAME (the names one label below it), **.NAME (all below it)',
    ids: () => 'their ids, from the list',
  },
  flags: {
    zone: () => 'one of delegation.zones (default: the first)',
    abort: () => 'give the change up: the old key stays',
    dsPublished: () => 'say that the zone above has the new DS record, where it cannot be asked from here',
    purpose: () => 'what for: dns-01, dns-account-01 or dns-persist-01',
    accountUrl: () => 'with dns-account-01: the URL of the ACME account',
    style: () => 'how the label is made, where the zone is not of this server',
    ns: () => 'NS records instead of a CNAME: the challenge becomes a zone of its own',
    file: () => 'read the names from this file, one in a line',
    decode: () => 'say which name a label stands for',
    type: () => 'type of challenge (repeatable): dns-01, dns-account-01',
    network: () => 'only from these addresses, e.g. 2001:db8::/32 (repeatable)',
    window: () =>
      'only then (repeatable): days, hours and a time zone, e.g. "Mon-Fri 08:00-18:00 Europe/Berlin"',
    from: () => 'only from this moment on, e.g. 2027-01-31 or 2027-01-31T12:00:00Z',
    until: () => 'only before this moment',
    live: () => 'at most so many values at once',
    presentsPerHour: () => 'at most so many presents in an hour',
    namesPerDay: () => 'at most so many names in a day',
    approval: () =>
      'ask an administrator: "first", before the first use of each name; "always", before each use',
    lifetime: () => 'how long a value lives, e.g. 10m (default and most: 1h)',
    at: () => 'asked at this moment, e.g. 2027-01-31T12:00:00Z',
    state: () => 'only these: pending, approved or denied',
    approvalFor: () => 'for how long, e.g. 2h or 7d (default: 1d)',
    account: () =>
      'only for these ACME accounts: thumbprints of their keys (repeatable; httpreq in RAW mode)',
    tsig: () => 'the name of the key, as the client sends it: a domain name, e.g. web1.acme-update',
    algorithm: () => 'what it signs with',
    ofClient: () => 'only of this client',
    source: () => 'asked from this address',
    forAccount: () => 'asked for this ACME account (thumbprint of its key)',
    forType: () => 'for this type of challenge',
  },
  columns: {
    zone: () => 'zone',
    dnssec: () => 'DNSSEC',
    name: () => 'name',
    challenge: () => 'challenge',
    target: () => 'answered at',
    publish: () => 'publish',
    client: () => 'client',
    created: () => 'created',
    user: () => 'user',
    tsigKey: () => 'TSIG key',
    algorithm: () => 'algorithm',
    key: () => 'key',
    rule: () => 'rule',
    types: () => 'types',
    conditions: () => 'only',
    at: () => 'when',
    event: () => 'what',
    source: () => 'from',
    says: () => 'says',
    state: () => 'state',
    until: () => 'until',
    by: () => 'by',
    id: () => 'id',
  },
  zoneSigned: (p: { dnssec: boolean; keyTag: number | null }) => {
    if (!p.dnssec) return p.keyTag === null ? 'off' : `off (its key ${p.keyTag} is kept)`;
    return p.keyTag === null ? 'on' : `on, key ${p.keyTag}`;
  },
  rollover: () => 'change of key',
  rolloverPhase: {
    'key-published': (p: { keyTag: number }) => `the new key ${p.keyTag} is published beside the old one`,
    'ds-awaited': (p: { keyTag: number }) =>
      `the DS record of the new key ${p.keyTag} is waited for at the zone above`,
    'ds-changed': (p: { keyTag: number }) =>
      `the new key ${p.keyTag} signs; the old one goes when no cache needs it`,
    aborting: (p: { keyTag: number }) => `given up: the new key ${p.keyTag} goes when nobody relies on it`,
  },
  rolloverNext: (p: { at: string | null }) =>
    p.at === null ? 'goes on when the zone above has the DS record' : `goes on at ${p.at}`,
  dsSeen: {
    unknown: () => 'not known: the zone above could not be asked',
    old: () => 'the old one',
    both: () => 'both',
    new: () => 'the new one',
    neither: () => 'none of these keys',
  },
  dsAbove: () => 'DS above',
  nextStep: () => 'next',
  dsToPublish: () =>
    'The zone above now publishes this DS record instead of the old one (or reads CDS, RFC 8078):',
  secondary: () => 'secondary',
  secondaryServes: (p: { serial: number | null; wanted: number; since: string | null }) => {
    const has = p.serial === null ? 'has not said what it serves' : `serves serial ${p.serial}`;
    return p.since === null ? has : `LAGS since ${p.since}: ${has}; the zone has ${p.wanted}`;
  },
  lag: () => 'lagged',
  lagLine: (p: { secondary: string; address: string; since: string; until: string | null }) =>
    `${p.secondary} (${p.address}) from ${p.since} ${p.until === null ? 'on' : `to ${p.until}`}`,
  zoneKeyToCome: () =>
    'It has no key yet: the server makes it at its next start. Then this shows the DS record to publish.',
  zoneMissing: () =>
    'Which zone? Set one up (delegation.zones in docs/settings.md), or name one with --zone.',
  accountUrlMissing: () => 'dns-account-01 has a name for each account: give its URL with --account-url.',
  nothingToName: () => 'Name a host, give a list with --file, or pipe one in.',
  tooManyLines: (p: { max: number }) => `A list has at most ${p.max} names: cut it into several.`,
  fileUnreadable: (p: { file: string; cause: string }) => `${p.file} cannot be read (${p.cause}).`,
  badLine: (p: { line: number; message: string }) => `line ${p.line}: ${p.message}`,
  styleDiffers: (p: { zone: string; style: string }) =>
    `This server gives ${p.style} labels in ${p.zone}: a name of another style is not answered there.`,
  challengeZonesOff: () =>
    'This server answers for challenges that are zones of their own only with delegation.challenge_zones = true.',
  decoded: (p: { label: string; name: string; purpose: string }) =>
    `${p.label} stands for ${p.name} (${p.purpose}).`,
  decodedHash: (p: { label: string; readable: string; purpose: string }) =>
    `${p.label} stands for a name that is too long for a label and begins, from its end, with ${p.readable} (${p.purpose}). Only its hash is in the label.`,
  decodedNone: (p: { label: string }) => `${p.label} is no label that this program would make for a name.`,
  clientAdded: (p: { name: string; user: string; key: string }) =>
    `Client "${p.name}" is made. Give it both; the key is not shown again.\nuser: ${p.user} (or ${p.name})\nkey: ${p.key}`,
  clientNext: (p: { name: string }) =>
    `It may do nothing yet. For example: sixfour rule add ${p.name} www.example.org`,
  clientRemoved: (p: { name: string }) =>
    `Client "${p.name}" is removed; none of its values is served any more.`,
  tsigKeyAdded: (p: { client: string; name: string }) =>
    `TSIG key "${p.name}" is made for client "${p.client}". Its secret is not shown again.`,
  tsigKeyFile: () => 'For nsupdate -k and knsupdate -k, in a file:',
  tsigKeyCertbot: () => 'For certbot, in the file of --dns-rfc2136-credentials:',
  tsigKeyNoServer: () =>
    'Nobody takes updates yet: set delegation.updates.addresses, start the server, and put its address and port there.',
  tsigKeyRemoved: (p: { client: string; key: string }) =>
    `TSIG key "${p.key}" of client "${p.client}" is removed.`,
  tsigKeys: () => 'TSIG keys',
  keyForAll: () => 'all that its rules allow',
  keyFrom: (p: { networks: string }) => `, from ${p.networks}`,
  keys: () => 'Keys',
  rules: () => 'Rules',
  events: () => 'What happened',
  conditions: {
    networks: (p: { networks: string }) => `from ${p.networks}`,
    accounts: (p: { accounts: string }) => `ACME account ${p.accounts}`,
    windows: (p: { windows: string }) => p.windows,
    from: (p: { at: string }) => `from ${p.at} on`,
    until: (p: { at: string }) => `before ${p.at}`,
    live: (p: { max: number }) => `at most ${p.max} values at once`,
    presentsPerHour: (p: { max: number }) => `at most ${p.max} presents in an hour`,
    namesPerDay: (p: { max: number }) => `at most ${p.max} names in a day`,
    approval: (p: { approval: 'first' | 'always' }) =>
      p.approval === 'first' ? 'first use of a name approved' : 'approved each time',
    lifetime: (p: { seconds: number }) =>
      `values live ${p.seconds % 60 === 0 ? `${p.seconds / 60} minutes` : `${p.seconds} s`}`,
  },
  ruleAdded: (p: { client: string; name: string; id: string }) =>
    `"${p.client}" may answer the challenge of ${p.name} (rule ${p.id}).`,
  ruleBelow: (p: { name: string }) =>
    `The record that each of them needs is printed by: sixfour name ${p.name}`,
  publish: () => 'Its owner publishes, once:',
  approvalAnswered: (p: { client: string; name: string; state: string; until: string }) =>
    p.state === 'approved'
      ? `"${p.client}" may answer the challenge of ${p.name} until ${p.until}.`
      : `"${p.client}" may not answer the challenge of ${p.name} until ${p.until}.`,
  approvalState: {
    pending: () => 'pending',
    approved: () => 'approved',
    denied: () => 'denied',
    used: () => 'approved and used',
  },
  ruleRemoved: (p: { id: string }) => `Rule ${p.id} is removed; what it allowed is served no more.`,
  event: {
    presented: () => 'presented',
    cleaned: () => 'cleaned up',
    refused: () => 'refused',
    fetched: () => 'fetched by a resolver',
  },
  nobody: (p: { name: string }) => `Nobody may answer the challenge of ${p.name}: no rule covers it.`,
  says: {
    allows: () => 'may',
    depends: (p: { on: string }) => `may, depending on ${p.on}`,
    denies: (p: { reason: string; opens: string | null }) =>
      `may not: ${p.reason}${p.opens === null ? '' : `; opens at ${p.opens}`}`,
  },
  dependsOn: {
    source: () => 'the source address',
    account: () => 'the ACME account',
    time: () => 'the time',
    quota: () => 'the room in its quota',
    approval: () => 'approval',
  },
  denyReasons,
};
