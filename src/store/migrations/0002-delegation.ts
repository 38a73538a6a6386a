import type { Migration } from './types.ts';

/**
 * Delegated names and the challenge values in them. A value belongs to the challenge's own name (`_acme-challenge.www.example.com`), not
 * to a label of a zone, so that every label that was given to the name shows it. Rules are found by the name they are about and its
 * ancestors: a client with a million rules costs no more than one with ten.
 */
export const delegation: Migration = {
  version: 2,
  name: 'delegation',
  statements: [
    `CREATE TABLE clients (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,

    // found by the digest of the key, which is random: no other secret is kept
    `CREATE TABLE client_keys (
      sha256 TEXT NOT NULL PRIMARY KEY,
      user TEXT NOT NULL UNIQUE,
      client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
      challenge TEXT,
      networks_json TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX client_keys_by_client ON client_keys (client_id)',

    `CREATE TABLE rules (
      id TEXT NOT NULL PRIMARY KEY,
      client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      scope TEXT NOT NULL CHECK (scope IN ('exact', 'one-label', 'subtree')),
      types_json TEXT NOT NULL,
      networks_json TEXT NOT NULL,
      thumbprints_json TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX rules_by_client ON rules (client_id, name)',
    'CREATE INDEX rules_of_client ON rules (client_id, id)',
    'CREATE INDEX rules_by_name ON rules (name)',

    // never deleted: a label stands for its challenge for ever, whoever may answer it
    `CREATE TABLE delegated_names (
      zone TEXT NOT NULL,
      label TEXT NOT NULL,
      challenge TEXT NOT NULL,
      client_id TEXT REFERENCES clients (id) ON DELETE SET NULL,
      created_at INTEGER NOT NULL,
      PRIMARY KEY (zone, label)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX delegated_names_by_challenge ON delegated_names (challenge)',
    'CREATE INDEX delegated_names_by_client ON delegated_names (client_id, zone, label)',

    `CREATE TABLE challenge_values (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      challenge TEXT NOT NULL,
      client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
      rule_id TEXT NOT NULL REFERENCES rules (id) ON DELETE CASCADE,
      value TEXT NOT NULL,
      reference_count INTEGER NOT NULL CHECK (reference_count > 0),
      expires_at INTEGER NOT NULL,
      UNIQUE (challenge, client_id, value)
    ) STRICT`,
    'CREATE INDEX challenge_values_by_client ON challenge_values (client_id)',
    'CREATE INDEX challenge_values_by_rule ON challenge_values (rule_id)',
    'CREATE INDEX challenge_values_by_expiry ON challenge_values (expires_at)',

    // the serial of the zones: no restart takes it back
    'CREATE TABLE zone_sequence (id INTEGER PRIMARY KEY CHECK (id = 1), value INTEGER NOT NULL) STRICT',
    'INSERT INTO zone_sequence (id, value) VALUES (1, 0)',

    // no reference to clients: what a removed one did stays until it is old
    `CREATE TABLE challenge_events (
      number INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      client_id TEXT,
      challenge TEXT NOT NULL,
      event TEXT NOT NULL CHECK (event IN ('presented', 'cleaned', 'refused', 'fetched')),
      source TEXT NOT NULL,
      reason TEXT
    ) STRICT`,
    'CREATE INDEX challenge_events_by_client ON challenge_events (client_id, number)',
    'CREATE INDEX challenge_events_by_challenge ON challenge_events (challenge, number)',
  ],
};
