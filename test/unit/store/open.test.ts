import assert from 'node:assert/strict';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { silentLog } from '../../../src/core/index.ts';
import { lockDataDirectory, openSqliteStore, StoreError } from '../../../src/store/index.ts';
import { MIGRATIONS } from '../../../src/store/migrations/index.ts';
import { createAccount } from '../../contract/store/world.ts';
import { run } from '../../support/process.ts';
import { tempDir } from '../../support/temp-dir.ts';

const withFault = (code: string) => (error: unknown) =>
  error instanceof StoreError && error.fault.code === code;

test('what was written is there after closing and opening again', async (t) => {
  const file = join(tempDir(t), 'store.sqlite');
  const first = await openSqliteStore({ file, log: silentLog });
  const account = await createAccount(first);
  await first.close();
  const second = await openSqliteStore({ file, log: silentLog });
  t.after(() => second.close());
  assert.deepEqual(await second.accounts.get(account.id), account);
});

test('closing waits for what was accepted, and refuses what comes after', async (t) => {
  const file = join(tempDir(t), 'store.sqlite');
  const store = await openSqliteStore({ file, log: silentLog });
  const accepted = Promise.all(
    Array.from({ length: 1_000 }, (_, i) => store.jobs.schedule(`job ${i}`, 'x', i)),
  );
  const closed = store.close();
  await assert.rejects(store.jobs.schedule('late', 'x', 0), withFault('storeClosed'));
  await accepted;
  await closed;
  await store.close(); // twice is once
  await assert.rejects(store.accounts.get('x'), withFault('storeClosed'));
  const db = new DatabaseSync(file);
  assert.equal(db.prepare('SELECT count(*) AS jobs FROM jobs').get()?.['jobs'], 1_000);
  db.close();
});

test('a directory has one owner', async (t) => {
  const directory = tempDir(t);
  const file = join(directory, 'store.sqlite');
  const store = await openSqliteStore({ file, log: silentLog });
  await assert.rejects(openSqliteStore({ file, log: silentLog }), withFault('dataDirectoryInUse'));
  const refused = lockDataDirectory(directory);
  assert.ok(!refused.ok);
  assert.deepEqual(refused.fault.params, { directory, pid: process.pid });
  await store.close();

  const lock = lockDataDirectory(directory);
  assert.ok(lock.ok);
  const again = await openSqliteStore({ file, log: silentLog, lock: lock.value });
  await again.close();
  assert.ok(!lockDataDirectory(directory).ok, 'who took the lock gives it back');
  lock.value.release();
  lock.value.release();
  const free = lockDataDirectory(directory);
  assert.ok(free.ok);
  free.value.release();
});

test('database and lock are for their owner alone, whatever the umask and an earlier version made of them', async (t) => {
  const directory = tempDir(t);
  const file = join(directory, 'store.sqlite');
  const before = process.umask(0o022);
  t.after(() => process.umask(before));
  const store = await openSqliteStore({ file, log: silentLog });
  await createAccount(store);
  const modes = () => readdirSync(directory).map((name) => statSync(join(directory, name)).mode & 0o777);
  assert.ok(modes().length >= 4, 'database, WAL, lock and pid file at least');
  assert.deepEqual(new Set(modes()), new Set([0o600]));
  await store.close();
  chmodSync(file, 0o644);
  await (await openSqliteStore({ file, log: silentLog })).close();
  assert.deepEqual(new Set(modes()), new Set([0o600]));
});

test('a directory that others may write to is refused', (t) => {
  const directory = tempDir(t);
  for (const mode of [0o777, 0o770, 0o702]) {
    chmodSync(directory, mode);
    const lock = lockDataDirectory(directory);
    assert.ok(!lock.ok);
    assert.equal(lock.fault.code, 'dataDirectoryExposed');
    assert.deepEqual(readdirSync(directory), [], 'nothing was written there');
  }
  chmodSync(directory, 0o755);
  const lock = lockDataDirectory(directory);
  assert.ok(lock.ok, 'reading is no danger: every secret file is 0600');
  lock.value.release();
});

test('a second try of this process does not end the lock that it holds', async (t) => {
  const directory = tempDir(t);
  const lock = lockDataDirectory(directory);
  assert.ok(lock.ok);
  assert.ok(!lockDataDirectory(directory).ok);
  const locking = `new (require('node:sqlite').DatabaseSync)(process.argv[1], { timeout: 0 }).exec('BEGIN EXCLUSIVE')`;
  const other = await run([process.execPath, '-e', locking, join(directory, 'sixfour.lock')]);
  assert.match(other.stderr, /database is locked/);
  lock.value.release();
});

test('a directory that is not there is a fault, not a crash', async () => {
  const lock = lockDataDirectory('/nonexistent/sixfour');
  assert.ok(!lock.ok);
  assert.equal(lock.fault.code, 'dataDirectoryUnusable');
  const opening = openSqliteStore({ file: '/nonexistent/sixfour/store.sqlite', log: silentLog });
  await assert.rejects(opening, withFault('dataDirectoryUnusable'));
});

test('a database of a newer sixfour is refused and left as it is', async (t) => {
  const file = join(tempDir(t), 'store.sqlite');
  await (await openSqliteStore({ file, log: silentLog })).close();
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
  db.close();
  const before = readFileSync(file);
  await assert.rejects(openSqliteStore({ file, log: silentLog }), withFault('storeTooNew'));
  assert.deepEqual(readFileSync(file), before);
});

test("another program's database, or no database, is refused and left as it is", async (t) => {
  const directory = tempDir(t);
  const foreign = join(directory, 'foreign.sqlite');
  const db = new DatabaseSync(foreign);
  db.exec('CREATE TABLE letters (id INTEGER PRIMARY KEY)');
  db.close();
  const before = readFileSync(foreign);
  await assert.rejects(openSqliteStore({ file: foreign, log: silentLog }), withFault('storeNotOurs'));
  assert.deepEqual(readFileSync(foreign), before);

  const text = join(directory, 'text.sqlite');
  writeFileSync(text, 'x'.repeat(5_000));
  await assert.rejects(openSqliteStore({ file: text, log: silentLog }), withFault('storeUnusable'));
  assert.equal(readFileSync(text, 'utf8'), 'x'.repeat(5_000));
  const free = lockDataDirectory(directory);
  assert.ok(free.ok, 'a refused store holds no lock');
  free.value.release();
});

test('migrations are numbered without gaps', () => {
  assert.deepEqual(
    MIGRATIONS.map(({ version }) => version),
    MIGRATIONS.map((_, i) => i + 1),
  );
});
