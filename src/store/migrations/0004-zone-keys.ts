import type { Migration } from './types.ts';

/** The keys of signed zones: the private one sealed, the public one as its DNSKEY record has it, for the DS record to be told. */
export const zoneKeys: Migration = {
  version: 4,
  name: 'zone-keys',
  statements: [
    `CREATE TABLE zone_keys (
      zone TEXT NOT NULL PRIMARY KEY,
      public_key BLOB NOT NULL,
      sealed_key BLOB NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
  ],
};
