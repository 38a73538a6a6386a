// Databases as acme-dns makes them: its statements, in SQLite and in PostgreSQL, and rows as its code writes them.
import { randomBytes, randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { hashSync } from 'bcryptjs';

/** Of a version before it had one, and of the one that it has. */
export const SCHEMA = {
  '0': [
    `CREATE TABLE IF NOT EXISTS records(
        Username TEXT UNIQUE NOT NULL PRIMARY KEY,
        Password TEXT UNIQUE NOT NULL,
        Subdomain TEXT UNIQUE NOT NULL,
        Value   TEXT,
        LastActive INT,
        AllowFrom TEXT
    );`,
  ],
  '1': [
    `CREATE TABLE IF NOT EXISTS acmedns(
        Name TEXT,
        Value TEXT
    );`,
    `CREATE TABLE IF NOT EXISTS records(
        Username TEXT UNIQUE NOT NULL PRIMARY KEY,
        Password TEXT UNIQUE NOT NULL,
        Subdomain TEXT UNIQUE NOT NULL,
        AllowFrom TEXT
    );`,
    `CREATE TABLE IF NOT EXISTS txt(
        Subdomain TEXT NOT NULL,
        Value   TEXT NOT NULL DEFAULT '',
        LastUpdate INT
    );`,
    "INSERT INTO acmedns (Name, Value) values('db_version', '1')",
  ],
} as const;
export const SCHEMA_POSTGRESQL = SCHEMA['1'].map((one) =>
  one.replace('EXISTS txt(', 'EXISTS txt(\n        rowid SERIAL,'),
);

export type TestAccount = {
  readonly username: string;
  readonly password: string;
  readonly subdomain: string;
  readonly hash: string;
  readonly allowFrom: string | null;
};

/** 4 instead of its 10, so that tests do not wait. */
const COST = 4;

export function newAccount(changes: Partial<TestAccount> = {}): TestAccount {
  const password = changes.password ?? randomBytes(30).toString('base64url');
  return {
    username: randomUUID(),
    password,
    subdomain: randomUUID(),
    hash: hashSync(password, COST).replace('$2b$', '$2a$'),
    allowFrom: '[]',
    ...changes,
  };
}

/** The connection stays open: acme-dns runs on. */
export function openAcmeDns(
  file: string,
  accounts: readonly TestAccount[],
  version: keyof typeof SCHEMA = '1',
): DatabaseSync {
  const db = new DatabaseSync(file);
  for (const one of SCHEMA[version]) db.exec(one);
  for (const account of accounts) addAccount(db, account);
  return db;
}

export function addAccount(db: DatabaseSync, account: TestAccount): void {
  const { username, hash, subdomain, allowFrom } = account;
  db.prepare('INSERT INTO records(Username, Password, Subdomain, AllowFrom) values(?, ?, ?, ?)').run(
    username,
    Buffer.from(hash), // as bytes: so Go hands it over
    subdomain,
    allowFrom,
  );
}
