/** English texts of `sixfour client import`. */
export const imports = {
  describe: () => 'take accounts over from another program; what is there already is left as it is',
  arguments: { from: () => 'the program: acme-dns' },
  flags: {
    sqlite: () => "acme-dns's database file; it is only read, also while acme-dns runs",
    postgresql: () => "acme-dns's database: postgresql://USER@HOST/NAME; a password better in PGPASSWORD",
    zone: () => "the zone that was acme-dns's domain, one of delegation.zones (default: the first)",
    names: () => 'look up which of the host names in this file lead to which account',
    dryRun: () => 'say what would be done, and do nothing',
  },
  oneSource: () => 'Say where the accounts are: --sqlite FILE or --postgresql URL, one of both.',
  reading: (p: { count: number }) => `${p.count} accounts read`,
  looking: (p: { done: number; all: number }) => `looking names up: ${p.done} of ${p.all}`,
  columns: {
    subdomain: () => 'subdomain',
    names: () => 'names',
    from: () => 'only from',
    becomes: () => 'becomes',
  },
  outcome: {
    new: () => 'a client',
    'more-rules': () => 'more rules',
    unchanged: () => 'as it is',
  },
  conflict: {
    client: () => 'conflict: a client of that name is there already',
    user: () => 'conflict: its user is known here with another subdomain',
    label: () => 'conflict: its subdomain stands for another name here',
  },
  problem: {
    user: () => 'left out: its user is no UUID',
    hash: () => 'left out: its password is no bcrypt hash that is taken',
    subdomain: () => 'left out: its subdomain is no label',
    networks: () => 'left out: its networks (AllowFrom) cannot be read',
    twice: () => 'left out: another account has the same user or subdomain in other letters',
    'too-many-names': () => 'left out: too many names lead to it',
  },
  done: (p: { added: number; more: number; unchanged: number; left: number }) =>
    `${p.added} taken over, ${p.more} with more rules, ${p.unchanged} as they were, ${p.left} left out.`,
  would: (p: { added: number; more: number; unchanged: number; left: number }) =>
    `Nothing was done. It would be: ${p.added} taken over, ${p.more} with more rules, ${p.unchanged} as they are, ${p.left} left out.`,
  waiting: () => 'Keys of acme-dns, not used yet',
  elsewhere: (p: { names: string }) => `Leading to no account of this database: ${p.names}.`,
  unknown: (p: { names: string }) => `Not to be found out, look again later: ${p.names}.`,
  next: (p: { zone: string }) =>
    `Each is a client now, by the name of its subdomain without hyphens. The programs go on with their user and key, at the address /delegation/acme-dns of this server. Let the name server records of ${p.zone} lead here.`,
};
