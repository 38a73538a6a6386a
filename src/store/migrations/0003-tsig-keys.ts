import type { Migration } from './types.ts';

/** TSIG keys of clients (RFC 8945). A MAC needs the secret itself: it is sealed, and the name of the key is known on the wire. */
export const tsigKeys: Migration = {
  version: 3,
  name: 'tsig-keys',
  statements: [
    `CREATE TABLE tsig_keys (
      name TEXT NOT NULL PRIMARY KEY,
      client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
      algorithm TEXT NOT NULL,
      sealed_secret BLOB NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX tsig_keys_by_client ON tsig_keys (client_id)',
  ],
};
