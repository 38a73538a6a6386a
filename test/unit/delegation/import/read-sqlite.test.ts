// Databases of acme-dns, in use and left behind, read without a change of any byte.
import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { suite, test, type TestContext } from 'node:test';
import { readAccounts, readSqlite } from '../../../../src/delegation/import/index.ts';
import { addAccount, newAccount, openAcmeDns, type TestAccount } from '../../../support/acme-dns-database.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const ONE = newAccount();
const TWO = newAccount({ allowFrom: '["192.0.2.0/24"]' });

/** All files beside the database, byte by byte. */
function bytesIn(directory: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(directory).map((name) => [name, readFileSync(join(directory, name)).toString('base64')]),
  );
}

function usersIn(file: string): string[] {
  const rows = readSqlite(file);
  assert.ok(rows.ok, JSON.stringify(rows));
  return rows.value.map(({ user }) => user);
}

const users = (...accounts: readonly TestAccount[]) => accounts.map(({ username }) => username).toSorted();

function place(t: TestContext) {
  const directory = tempDir(t);
  return { directory, file: join(directory, 'acme-dns.db') };
}

function row({ username, hash, subdomain, allowFrom }: TestAccount) {
  return { user: username, hash, subdomain, allowFrom };
}

function refused(path: string): string {
  const rows = readSqlite(path);
  return rows.ok ? 'read' : rows.fault.code;
}

suite('a database of acme-dns', () => {
  test('its rows, with a hash that is a blob', (t) => {
    const { directory, file } = place(t);
    openAcmeDns(file, [ONE, TWO]).close();
    const before = bytesIn(directory);
    const rows = readSqlite(file);
    assert.ok(rows.ok);
    const [first, second] = [ONE, TWO].toSorted((a, b) => (a.username < b.username ? -1 : 1));
    assert.ok(first && second);
    assert.deepEqual(rows.value, [row(first), row(second)]);
    assert.equal(readAccounts(rows.value).accounts.length, 2);
    assert.deepEqual(bytesIn(directory), before);
  });

  test('from before it had a version', (t) => {
    const { file } = place(t);
    openAcmeDns(file, [ONE], '0').close();
    assert.deepEqual(usersIn(file), users(ONE));
  });

  test('in use: what is committed is read, what is not is not', (t) => {
    const { directory, file } = place(t);
    const db = openAcmeDns(file, [ONE]);
    t.after(() => db.close());
    db.exec('BEGIN IMMEDIATE');
    addAccount(db, TWO);
    const before = bytesIn(directory);
    assert.deepEqual(usersIn(file), users(ONE));
    assert.deepEqual(bytesIn(directory), before);
    db.exec('COMMIT');
    assert.deepEqual(usersIn(file), users(ONE, TWO));
  });

  test('in use with a write-ahead log: its rows are read, the file and the log stay as they are', (t) => {
    const { directory, file } = place(t);
    const db = openAcmeDns(file, [ONE]);
    t.after(() => db.close());
    db.exec('PRAGMA journal_mode = WAL');
    addAccount(db, TWO);
    const before = bytesIn(directory);
    assert.deepEqual(usersIn(file), users(ONE, TWO));
    const { 'acme-dns.db-shm': _, ...after } = bytesIn(directory); // the locks of readers are in there
    const { 'acme-dns.db-shm': __, ...wanted } = before;
    assert.deepEqual(after, wanted);
  });

  test('left behind with a write-ahead log: the rows in it are read, nothing appears beside it', (t) => {
    const { file } = place(t);
    const db = openAcmeDns(file, [ONE]);
    db.exec('PRAGMA journal_mode = WAL');
    addAccount(db, TWO);
    const left = place(t);
    for (const ending of ['', '-wal']) copyFileSync(`${file}${ending}`, `${left.file}${ending}`);
    db.close();
    const before = bytesIn(left.directory);
    assert.deepEqual(usersIn(left.file), users(ONE, TWO));
    assert.deepEqual(bytesIn(left.directory), before);
  });

  test('left behind in the middle of a change: it is read as it was before', (t) => {
    const { file } = place(t);
    const db = openAcmeDns(file, [ONE]);
    const whole = readFileSync(file);
    db.exec('PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE; DELETE FROM records;');
    for (let i = 0; i < 200; i++) addAccount(db, newAccount({ hash: `hash ${i}` })); // more than the cache holds
    const left = place(t);
    for (const ending of ['', '-journal']) copyFileSync(`${file}${ending}`, `${left.file}${ending}`);
    db.close();
    assert.ok(!readFileSync(left.file).equals(whole), 'half of the change is in the file');
    const before = bytesIn(left.directory);
    assert.deepEqual(usersIn(left.file), users(ONE));
    assert.deepEqual(bytesIn(left.directory), before);
  });

  test('what is none is refused by name', (t) => {
    const { directory, file } = place(t);
    assert.equal(refused(file), 'importUnreadable');
    assert.equal(refused(directory), 'importUnreadable');
    writeFileSync(file, 'no database, but a text that is longer than a header');
    assert.equal(refused(file), 'importUnreadable');
    const other = new DatabaseSync(join(directory, 'other.db'));
    other.exec('CREATE TABLE records (id INTEGER)');
    other.close();
    assert.equal(refused(join(directory, 'other.db')), 'importNotAcmeDns');
    const later = openAcmeDns(join(directory, 'later.db'), [ONE]);
    later.exec("UPDATE acmedns SET Value = '2'");
    later.close();
    const rows = readSqlite(join(directory, 'later.db'));
    assert.ok(!rows.ok);
    assert.deepEqual(rows.fault, {
      code: 'importVersionUnknown',
      params: { source: join(directory, 'later.db'), version: 2 },
    });
  });

  test('one that stays locked is not copied', (t) => {
    const { file } = place(t);
    const db = openAcmeDns(file, [ONE]);
    t.after(() => db.close());
    db.exec('BEGIN EXCLUSIVE');
    const rows = readSqlite(file, 50);
    assert.ok(!rows.ok);
    assert.deepEqual(rows.fault, { code: 'importUnreadable', params: { source: file, cause: 'busy' } });
  });
});
