import type { Migration } from './types.ts';

/**
 * The audit: a chain of entries, each with the digest of the one before, and signatures over its end now and then. The first entry holds
 * nothing but chance, so that no two chains are alike. Entries are only ever appended, and taken away from the front up to a checkpoint.
 */
export const audit: Migration = {
  version: 7,
  name: 'audit',
  statements: [
    `CREATE TABLE audit_entries (
      sequence INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      action TEXT NOT NULL,
      object TEXT NOT NULL,
      details_json TEXT NOT NULL,
      previous TEXT NOT NULL,
      hash TEXT NOT NULL
    ) STRICT`,
    'CREATE INDEX audit_entries_by_time ON audit_entries (at)',
    `INSERT INTO audit_entries (sequence, at, actor, action, object, details_json, previous, hash)
      VALUES (0, 0, 'server', 'audit.begin', 'audit', '{}', '', lower(hex(randomblob(32))))`,

    `CREATE TABLE audit_checkpoints (
      sequence INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      hash TEXT NOT NULL,
      signature TEXT NOT NULL
    ) STRICT`,

    // the key that signs checkpoints: sealed, and there is one
    `CREATE TABLE audit_keys (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      sealed_key BLOB NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT`,
  ],
};
