import type { Migration } from './types.ts';

/**
 * DNS providers with their sealed credentials, the zones that each holds, and the journal of what is written there: a row is there before
 * the provider is asked, so that a crash at any moment leaves nothing of ours behind unknown.
 */
export const providers: Migration = {
  version: 5,
  name: 'providers',
  statements: [
    `CREATE TABLE providers (
      name TEXT NOT NULL PRIMARY KEY,
      kind TEXT NOT NULL,
      options_json TEXT NOT NULL,
      sealed_credentials BLOB NOT NULL,
      created_at INTEGER NOT NULL,
      credentials_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    // a zone has one provider
    `CREATE TABLE provider_zones (
      zone TEXT NOT NULL PRIMARY KEY,
      provider TEXT NOT NULL REFERENCES providers (name) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX provider_zones_by_provider ON provider_zones (provider)',
    `CREATE TABLE provider_records (
      provider TEXT NOT NULL REFERENCES providers (name) ON DELETE CASCADE,
      zone TEXT NOT NULL,
      name TEXT NOT NULL,
      value TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('adding', 'present', 'removing', 'foreign')),
      changed_at INTEGER NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      failure TEXT,
      PRIMARY KEY (provider, name, value)
    ) STRICT, WITHOUT ROWID`,
  ],
};
