import type { Migration } from './types.ts';

/**
 * Keys of clients end and are seen in use; and clients prove themselves without a key of ours: by a certificate, or by a token of an
 * issuer. `value` is what is bound: a name of the certificate, its digest, or the subject. Empty texts stand for what a kind does not
 * have, so that one index keeps a binding from being made twice.
 */
export const workloadIdentities: Migration = {
  version: 8,
  name: 'workload-identities',
  statements: [
    'ALTER TABLE client_keys ADD COLUMN expires_at INTEGER',
    'ALTER TABLE client_keys ADD COLUMN last_used_at INTEGER',
    `CREATE TABLE client_identities (
      id TEXT NOT NULL PRIMARY KEY,
      client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      value TEXT NOT NULL,
      issuer TEXT NOT NULL,
      audience TEXT NOT NULL,
      claims_json TEXT NOT NULL,
      issuer_ca TEXT,
      challenge TEXT,
      networks_json TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      expires_at INTEGER,
      last_used_at INTEGER
    ) STRICT, WITHOUT ROWID`,
    'CREATE UNIQUE INDEX client_identities_by_value ON client_identities (kind, value, issuer, audience, claims_json)',
    "CREATE INDEX client_identities_by_issuer ON client_identities (issuer) WHERE issuer <> ''",
    'CREATE INDEX client_identities_by_client ON client_identities (client_id)',
  ],
};
