import type { Migration } from './types.ts';

/**
 * Secondaries that were behind with a zone, for people to read afterwards; and changes of zones' keys, one for each zone, with what the
 * next step rests on. The new key is sealed as the other one is (`zone_keys`), and takes its place at the end.
 */
export const zoneTransfer: Migration = {
  version: 9,
  name: 'zone-transfer',
  statements: [
    `CREATE TABLE secondary_lags (
      number INTEGER PRIMARY KEY,
      zone TEXT NOT NULL,
      secondary TEXT NOT NULL,
      address TEXT NOT NULL,
      since INTEGER NOT NULL,
      wanted INTEGER NOT NULL,
      serial INTEGER,
      until INTEGER
    ) STRICT`,
    'CREATE INDEX secondary_lags_by_zone ON secondary_lags (zone, number)',

    `CREATE TABLE zone_rollovers (
      zone TEXT NOT NULL PRIMARY KEY,
      phase TEXT NOT NULL CHECK (phase IN ('key-published', 'ds-awaited', 'ds-changed', 'aborting')),
      public_key BLOB NOT NULL,
      sealed_key BLOB NOT NULL,
      started_at INTEGER NOT NULL,
      phase_at INTEGER NOT NULL,
      ds_ttl INTEGER NOT NULL,
      ds_seen TEXT NOT NULL CHECK (ds_seen IN ('unknown', 'old', 'both', 'new', 'neither')),
      ds_seen_at INTEGER
    ) STRICT, WITHOUT ROWID`,
  ],
};
