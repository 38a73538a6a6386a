/** English messages about records of dns-persist-01: what the inventory refuses, and what is found wrong; findings end with what mends them. */
export const persistFaults = {
  persistNameUnknown: (p: { name: string }) =>
    `The inventory has no such record of ${p.name}. List what it has with: sixfour persist list`,
  persistRecordExists: (p: { name: string; issuer: string }) =>
    `The inventory has a record of ${p.name} for this account of ${p.issuer} already. To change it, take it out first: sixfour persist remove ${p.name} --issuer ${p.issuer}`,
  tooManyPersistRecords: (p: { name: string; max: number }) =>
    `The inventory has ${p.max} records of ${p.name} already. Take those out that are not needed any more: sixfour persist remove ${p.name}`,
  persistRecordInvalid: (p: { value: string; reason: PersistProblem }) =>
    `"${p.value}" ${persistProblems[p.reason]()}.`,
  persistMissing: (p: { owner: string; record: string; servers: string }) =>
    `${p.owner} has not the record of the inventory at ${p.servers}. Publish: ${p.record}`,
  persistDrift: (p: { owner: string; differs: string; record: string }) =>
    `A record at ${p.owner} differs from the inventory in ${p.differs}. Publish instead: ${p.record}`,
  persistTwice: (p: { owner: string; issuer: string; count: number }) =>
    `${p.owner} has ${p.count} records for one account of ${p.issuer}; the one that lets it do most counts. Leave one of them.`,
  persistUnknownAccount: (p: { owner: string; issuer: string; account: string }) =>
    `A record at ${p.owner} lets an account of ${p.issuer} certify the name that is not in the inventory: ${p.account}. Take the record out of the zone, or put it into the inventory: sixfour persist add`,
  persistUnknownIssuer: (p: { owner: string; issuer: string }) =>
    `A record at ${p.owner} is for a CA that is not in the inventory: ${p.issuer}. Take the record out of the zone, or put it into the inventory: sixfour persist add`,
  persistUnreadable: (p: { owner: string; count: number }) =>
    `${p.owner} has ${p.count} TXT records that a CA cannot read as records of dns-persist-01. Take them out; the right ones are shown by: sixfour persist show`,
  persistEnded: (p: { owner: string; issuer: string; until: string }) =>
    `The record for ${p.issuer} at ${p.owner} ended with its persistUntil, ${p.until}: it proves nothing any more. Add it anew with a later end, or take it out: sixfour persist remove`,
  persistEndsSoon: (p: { owner: string; issuer: string; until: string; days: number }) =>
    `The record for ${p.issuer} at ${p.owner} ends with its persistUntil, ${p.until}, in less than ${p.days} days. Publish one with a later end: sixfour persist remove, then sixfour persist add`,
  persistServersDiffer: (p: { owner: string; zone: string }) =>
    `The name servers of ${p.zone} do not all answer the same at ${p.owner}. Wait until all have the zone's last version; if they stay apart, mend the transfer to those that lag behind.`,
  persistAliasElsewhere: (p: { owner: string; target: string; record: string }) =>
    `A CNAME leads from ${p.owner} to ${p.target}, where the record of the inventory is not. Publish it there, or take the CNAME away and publish: ${p.record}`,
};
export type PersistFaultMessages = typeof persistFaults;

export const persistProblems = {
  issuer: () => 'is no issuer domain name: a host name by which records mean the CA, e.g. ca.example.net',
  account: () => 'is no account URL, e.g. https://ca.example.net/acme/account/1 (at most 2,000 characters)',
  hash: () =>
    'is no hashed account URI (draft 02 ends it with sha-256/ and 43 characters); give the account URL with --thumbprint and --hash-prefix to have it made',
  until: () => 'is no date: 2027-01-31, or 2027-01-31T12:00:00Z',
  past: () => 'has passed already',
};
export type PersistProblem = keyof typeof persistProblems;
