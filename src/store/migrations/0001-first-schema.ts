import type { Migration } from './types.ts';

/**
 * Why the tables look so: ids and serials grow with time, so every primary key and nearly every index is written at one
 * end, and the cost of an issuance does not grow with what is stored. `WITHOUT ROWID` where rows are small and found by
 * their key; not for rows with blobs or evidence, which would spill into overflow pages. Partial indexes hold only what is
 * still open. The one index in random order is `certificate_names`, for the search by name.
 */
export const firstSchema: Migration = {
  version: 1,
  name: 'first schema',
  statements: [
    `CREATE TABLE accounts (
      id TEXT NOT NULL PRIMARY KEY,
      thumbprint TEXT NOT NULL UNIQUE,
      jwk TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('valid', 'deactivated', 'revoked')),
      contacts_json TEXT NOT NULL,
      terms_agreed_at INTEGER,
      external_key_id TEXT,
      created_at INTEGER NOT NULL,
      created_from TEXT NOT NULL,
      closed_at INTEGER
    ) STRICT, WITHOUT ROWID`,

    // keys that were changed for others: records of dns-persist-01 were made with them (draft 02 section 4.2)
    `CREATE TABLE past_account_keys (
      account_id TEXT NOT NULL REFERENCES accounts (id),
      thumbprint TEXT NOT NULL,
      replaced_at INTEGER NOT NULL,
      PRIMARY KEY (account_id, thumbprint)
    ) STRICT, WITHOUT ROWID`,

    `CREATE TABLE external_keys (
      id TEXT NOT NULL PRIMARY KEY,
      sealed_key BLOB NOT NULL,
      label TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      account_id TEXT REFERENCES accounts (id),
      revoked_at INTEGER
    ) STRICT, WITHOUT ROWID`,

    `CREATE TABLE orders (
      id TEXT NOT NULL PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES accounts (id),
      directory TEXT NOT NULL,
      profile TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('pending', 'ready', 'processing', 'valid', 'invalid')),
      plan TEXT NOT NULL,
      identifiers_json TEXT NOT NULL,
      authorization_ids_json TEXT NOT NULL,
      unproven INTEGER NOT NULL CHECK (unproven >= 0),
      not_before INTEGER,
      not_after INTEGER,
      created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      error_json TEXT,
      certificate_serial TEXT
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX orders_by_account ON orders (account_id, id)',
    // open orders: the limit on pending ones, reuse, expiry, and what a restarted server has to finish
    `CREATE INDEX orders_open ON orders (account_id, plan, expires_at)
      WHERE status = 'pending' OR status = 'ready' OR status = 'processing'`,
    "CREATE INDEX orders_invalid ON orders (id) WHERE status = 'invalid'",

    `CREATE TABLE authorizations (
      id TEXT NOT NULL PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES accounts (id),
      directory TEXT NOT NULL,
      identifier_type TEXT NOT NULL CHECK (identifier_type IN ('dns', 'ip')),
      name TEXT NOT NULL,
      wildcard INTEGER NOT NULL CHECK (wildcard IN (0, 1)),
      standing TEXT CHECK (standing IN ('name', 'subdomains')),
      status TEXT NOT NULL
        CHECK (status IN ('pending', 'valid', 'invalid', 'deactivated', 'expired', 'revoked')),
      token TEXT NOT NULL,
      challenge_types_json TEXT NOT NULL,
      attempted_type TEXT,
      attempted_at INTEGER,
      validated_at INTEGER,
      error_json TEXT,
      created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX authorizations_live ON authorizations (account_id, name, wildcard)
      WHERE status = 'pending' OR status = 'valid'`,
    `CREATE INDEX authorizations_standing ON authorizations (account_id, expires_at)
      WHERE standing IS NOT NULL AND (status = 'pending' OR status = 'valid')`,
    `CREATE INDEX authorizations_expiry ON authorizations (expires_at)
      WHERE status = 'pending' OR status = 'valid'`,

    // no reference to orders: a deleted order leaves its links until its authorizations go
    `CREATE TABLE order_authorizations (
      authorization_id TEXT NOT NULL REFERENCES authorizations (id) ON DELETE CASCADE,
      order_id TEXT NOT NULL,
      PRIMARY KEY (authorization_id, order_id)
    ) STRICT, WITHOUT ROWID`,

    // evidence has its own time to live, so it does not hang on its authorization
    `CREATE TABLE validations (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL,
      authorization_id TEXT NOT NULL,
      type TEXT NOT NULL,
      valid INTEGER NOT NULL CHECK (valid IN (0, 1)),
      rule TEXT NOT NULL,
      judgements_json TEXT NOT NULL,
      evidence_json TEXT NOT NULL,
      evidence_cut INTEGER NOT NULL,
      error_json TEXT,
      started_at INTEGER NOT NULL,
      finished_at INTEGER NOT NULL
    ) STRICT`,
    'CREATE INDEX validations_by_authorization ON validations (authorization_id)',

    // never deleted, so their numbers are never given twice
    `CREATE TABLE certificates (
      number INTEGER PRIMARY KEY,
      serial TEXT NOT NULL UNIQUE,
      issuer_id TEXT NOT NULL,
      account_id TEXT NOT NULL REFERENCES accounts (id),
      order_id TEXT NOT NULL,
      profile TEXT NOT NULL,
      names_json TEXT NOT NULL,
      spki_sha256 TEXT NOT NULL,
      not_before INTEGER NOT NULL,
      not_after INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('reserved', 'issued', 'abandoned')),
      tbs BLOB,
      der BLOB,
      created_at INTEGER NOT NULL,
      revoked_at INTEGER,
      revocation_reason INTEGER
    ) STRICT`,
    'CREATE INDEX certificates_by_account ON certificates (account_id)',
    `CREATE INDEX certificates_with_bytes ON certificates (not_after)
      WHERE der IS NOT NULL OR tbs IS NOT NULL`,
    'CREATE INDEX certificates_revoked ON certificates (issuer_id, not_after) WHERE revoked_at IS NOT NULL',
    "CREATE INDEX certificates_abandoned ON certificates (number) WHERE state = 'abandoned'",
    'CREATE INDEX certificates_compromised ON certificates (spki_sha256) WHERE revocation_reason = 1',
    `CREATE TABLE certificate_names (
      name TEXT NOT NULL,
      number INTEGER NOT NULL,
      PRIMARY KEY (name, number)
    ) STRICT, WITHOUT ROWID`,

    `CREATE TABLE crl_numbers (
      issuer_id TEXT NOT NULL PRIMARY KEY,
      number INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE crls (
      issuer_id TEXT NOT NULL,
      number INTEGER NOT NULL,
      this_update INTEGER NOT NULL,
      next_update INTEGER NOT NULL,
      der BLOB NOT NULL,
      UNIQUE (issuer_id, number)
    ) STRICT`,

    `CREATE TABLE allowances (
      kind TEXT NOT NULL CHECK (kind IN ('name', 'exact', 'address', 'network')),
      value TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      PRIMARY KEY (kind, value)
    ) STRICT, WITHOUT ROWID`,

    `CREATE TABLE perspectives (
      name TEXT NOT NULL PRIMARY KEY,
      role TEXT NOT NULL CHECK (role IN ('perspective', 'client')),
      region TEXT,
      url TEXT,
      created_at INTEGER NOT NULL,
      token_sha256 TEXT,
      token_expires_at INTEGER NOT NULL,
      spki_sha256 TEXT UNIQUE,
      joined_at INTEGER
    ) STRICT, WITHOUT ROWID`,
    // no reference to perspectives: a removed one leaves its certificates, revoked
    `CREATE TABLE perspective_certificates (
      number INTEGER PRIMARY KEY,
      serial TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('perspective', 'client', 'coordinator')),
      spki_sha256 TEXT NOT NULL,
      not_before INTEGER NOT NULL,
      not_after INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('reserved', 'issued', 'abandoned')),
      created_at INTEGER NOT NULL,
      revoked_at INTEGER
    ) STRICT`,
    'CREATE INDEX perspective_certificates_by_name ON perspective_certificates (name)',

    `CREATE TABLE jobs (
      key TEXT NOT NULL PRIMARY KEY,
      kind TEXT NOT NULL,
      due_at INTEGER NOT NULL,
      attempts INTEGER NOT NULL,
      lease_until INTEGER,
      again_at INTEGER
    ) STRICT, WITHOUT ROWID`,
  ],
};
