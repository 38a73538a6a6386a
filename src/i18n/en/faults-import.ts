/** English messages of what can go wrong when accounts of acme-dns are taken over. */
export const importFaults = {
  importUnreadable: (p: { source: string; cause: string }) =>
    `${p.source} cannot be read (${p.cause}). Is it the database that acme-dns has in its settings, and may this user read it?`,
  importNotAcmeDns: (p: { source: string }) =>
    `${p.source} is no database of acme-dns: it has no table "records" with Username, Password, Subdomain and AllowFrom.`,
  importVersionUnknown: (p: { source: string; version: number }) =>
    `${p.source} has version ${p.version} of acme-dns's tables, which this program does not know. Look for a newer sixfour.`,
  importTooLarge: (p: { source: string; max: number }) =>
    `${p.source} has more than ${p.max} accounts, which is more than is taken over from one database.`,
  importedKeysBusy: () =>
    'Many clients of acme-dns use their keys here for the first time, which takes a moment each. Try again in a minute.',
};
export type ImportFaultMessages = typeof importFaults;
