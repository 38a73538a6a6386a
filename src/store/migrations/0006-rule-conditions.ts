import type { Migration } from './types.ts';

/**
 * Conditions of rules beyond who, what and from where, what counts against their quotas, and approvals. What is counted is counted in the
 * unit that writes the value, by the statements themselves. Rows of
 * quotas go with the next present after their time, those of approvals with their end.
 */
export const ruleConditions: Migration = {
  version: 6,
  name: 'rule-conditions',
  statements: [
    "ALTER TABLE rules ADD COLUMN conditions_json TEXT NOT NULL DEFAULT '{}'",

    // the presents of the last hour, of rules that count them
    `CREATE TABLE rule_presents (
      number INTEGER PRIMARY KEY,
      rule_id TEXT NOT NULL REFERENCES rules (id) ON DELETE CASCADE,
      at INTEGER NOT NULL
    ) STRICT`,
    'CREATE INDEX rule_presents_by_rule ON rule_presents (rule_id, at)',

    // the names of the last day, of rules that count them
    `CREATE TABLE rule_names (
      rule_id TEXT NOT NULL REFERENCES rules (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      last_at INTEGER NOT NULL,
      PRIMARY KEY (rule_id, name)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX rule_names_by_time ON rule_names (rule_id, last_at)',

    // one of each client and challenge: waiting for an answer, or the answer
    `CREATE TABLE approvals (
      client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
      challenge TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'denied')),
      source TEXT NOT NULL,
      requested_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      decided_at INTEGER,
      decided_by TEXT,
      used_at INTEGER,
      PRIMARY KEY (client_id, challenge)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX approvals_unused ON approvals (expires_at) WHERE used_at IS NULL',
    "CREATE INDEX approvals_pending ON approvals (expires_at, client_id) WHERE state = 'pending'",
  ],
};
