import type { Migration } from './types.ts';

/**
 * Keys of accounts that were taken over from acme-dns, for as long as nobody has used them: a bcrypt hash cannot be looked up by what it is
 * a hash of, so they are found by their user. And the records of dns-persist-01 that are to be in the DNS, with what the last look found.
 */
export const importedAccountsAndPersist: Migration = {
  version: 10,
  name: 'imported-accounts-and-persist',
  statements: [
    `CREATE TABLE imported_keys (
      user TEXT NOT NULL PRIMARY KEY,
      client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
      hash TEXT NOT NULL,
      networks_json TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX imported_keys_by_client ON imported_keys (client_id)',

    `CREATE TABLE persist_records (
      name TEXT NOT NULL,
      issuer TEXT NOT NULL,
      account_uri TEXT NOT NULL,
      draft TEXT NOT NULL CHECK (draft IN ('01', '02')),
      wildcard INTEGER NOT NULL,
      until INTEGER,
      created_at INTEGER NOT NULL,
      PRIMARY KEY (name, issuer, account_uri)
    ) STRICT, WITHOUT ROWID`,

    // one row for each name that has a record: the one that was looked at longest ago comes first
    `CREATE TABLE persist_checks (
      name TEXT NOT NULL PRIMARY KEY,
      checked_at INTEGER,
      findings_json TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX persist_checks_by_time ON persist_checks (checked_at)',
  ],
};
