/** English texts of `sixfour persist`. */
export const persist = {
  describe: {
    group: () => 'records of dns-persist-01 (a draft): which there are to be, and whether they are',
    add: () => 'put a record into the inventory, and print the line to publish',
    list: () => 'list the names of the inventory, and what was found of them last',
    show: () => 'show the records of a name, and the lines to publish',
    remove: () => 'take records of a name out of the inventory',
    check: () => 'ask every name server, over both families, for the records; ends with 1 on a finding',
  },
  arguments: {
    name: () => 'a host name, e.g. www.example.org; *.example.org is the same as --policy wildcard',
    names: () => 'host names (default: all of the inventory)',
  },
  flags: {
    issuer: () => 'the domain name by which records mean the CA',
    ofIssuer: () => 'only those of this CA',
    accountUri: () => "the account's URL; with draft 02 the hashed URI, as the CA shows it",
    ofAccountUri: () => 'only that of this account',
    policy: () => 'what else it proves: wildcard',
    until: () => 'when it ends: 2027-01-31 (its beginning, in UTC) or 2027-01-31T12:00:00Z (default: never)',
    draft: () => 'whose form it has: 01 or 02 (default: acme.dns_persist_version)',
    thumbprint: () => "draft 02, to have the URI made: the thumbprint of the account's key",
    hashPrefix: () => 'draft 02, to have the URI made: accountHashPrefix of the directory of the CA',
    limit: () => 'so many names at most (default: 50)',
    after: () => 'names after this one',
  },
  columns: {
    name: () => 'name',
    records: () => 'records',
    checked: () => 'looked at',
    says: () => 'says',
    at: () => 'at',
    server: () => 'name server',
    address: () => 'address',
    transport: () => 'over',
    outcome: () => 'answer',
    count: () => 'records',
  },
  publish: (p: { name: string; draft: string }) =>
    `Its owner publishes this record of ${p.name} (dns-persist-01, draft ${p.draft}), and leaves it there:`,
  afterAdd: (p: { name: string }) => `Then look whether it is there: sixfour persist check ${p.name}`,
  record: (p: { issuer: string; draft: string; until: string | null }) =>
    `${p.issuer}, draft ${p.draft}, ${p.until === null ? 'without an end' : `until ${p.until}`}`,
  removed: (p: { name: string; count: number }) =>
    `${p.count === 1 ? '1 record' : `${p.count} records`} of ${p.name} removed from the inventory. Take what is published out of the zone too: until then it proves the name.`,
  never: () => 'not yet',
  good: () => 'good',
  wellAt: (p: { owner: string }) => `${p.owner} is as the inventory has it, at every name server.`,
  found: (p: { name: string; count: number }) =>
    `${p.name}: ${p.count === 1 ? '1 finding' : `${p.count} findings`}`,
  looking: (p: { name: string }) => `Asking the name servers for ${p.name} ...`,
  more: (p: { next: string }) => `There are more: --after ${p.next}`,
};
