// Clients of acme-dns after the move: the bytes that they always sent, the keys that they always had, and what wrong ones may cost.
import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import { silentLog } from '../../../../src/core/index.ts';
import { withImportedKeys } from '../../../../src/delegation/entrances/imported-logins.ts';
import { FAILURES_BURST } from '../../../../src/delegation/entrances/limits.ts';
import {
  type BcryptChecker,
  createBcryptChecker,
  readAccounts,
  readSqlite,
  takeOver,
} from '../../../../src/delegation/import/index.ts';
import { newAccount, openAcmeDns, type TestAccount } from '../../../support/acme-dns-database.ts';
import { delegationWorld, newValue, ZONE } from '../../../support/delegation.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { entrancesWorld } from './world.ts';

const FORBIDDEN = [401, '{"error": "forbidden"}'];
type World = Awaited<ReturnType<typeof delegationWorld>>;

/** The whole way: a database of acme-dns, read, and taken over. */
async function move(
  t: TestContext,
  at: World,
  accounts: readonly TestAccount[],
  names: readonly string[] = [],
) {
  const file = `${tempDir(t)}/acme-dns.db`;
  openAcmeDns(file, accounts).close();
  const rows = readSqlite(file);
  assert.ok(rows.ok);
  const outcomes: string[] = [];
  for (const account of readAccounts(rows.value).accounts) {
    const { plan } = await takeOver(
      { ...at, actor: 'administrator' },
      { ...account, names },
      { zone: ZONE, dryRun: false },
    );
    outcomes.push(plan.outcome);
  }
  return outcomes;
}

async function moved(t: TestContext, changes: Partial<TestAccount> = {}, names: readonly string[] = []) {
  const at = await entrancesWorld(t);
  const account = newAccount(changes);
  assert.deepEqual(await move(t, at, [account], names), ['new']);
  /** As goacmedns writes it. */
  const update = (txt: string, given: Partial<TestAccount> = {}, path = '/delegation/acme-dns/update') => {
    const { username, password, subdomain } = { ...account, ...given };
    const body = JSON.stringify({ subdomain, txt });
    const head = [
      'User-Agent: goacmedns (linux; amd64)',
      `Content-Length: ${body.length}`,
      'Content-Type: application/json',
      `X-Api-User: ${username}`,
      `X-Api-Key: ${password}`,
      'Accept-Encoding: gzip',
    ];
    return at.send(`POST ${path}`, head, body);
  };
  return { ...at, account, target: `${account.subdomain.toLowerCase()}.${ZONE}`, update };
}

suite('a client of acme-dns, after the move', () => {
  test('its update is served at its label; its key is known by a digest from then on', async (t) => {
    const at = await moved(t);
    assert.ok(await at.store.importedAccounts.findWaiting(at.account.username));
    for (const _ of ['by the hash', 'by the digest']) {
      const txt = newValue();
      const reply = await at.update(txt);
      assert.deepEqual([reply.status, reply.body], [200, `{"txt": "${txt}"}`]);
      assert.equal(at.served.get(at.target)?.at(-1), txt);
      assert.equal(await at.store.importedAccounts.findWaiting(at.account.username), undefined);
    }
    assert.equal(
      (await at.store.importedAccounts.ownerOf(at.account.username))?.name,
      at.account.subdomain.replaceAll('-', ''),
    );
  });

  test('with a hash of the cost that acme-dns uses', async (t) => {
    const password = 'nHgNSjc7FbkzUmTbPKYFKzlUS-DCvGKcrYzSYJ1s';
    const hash = '$2a$10$' + (await hashOf(password)).slice(7);
    const at = await moved(t, { password, hash });
    assert.equal((await at.update(newValue())).status, 200);
  });

  test('the same label in other letters, the user too, a base address with the key in it', async (t) => {
    const at = await moved(t, { subdomain: '5A3B0E5C-8C07-4D70-9D5E-31B8B6B0C0AA' });
    const { username, password, subdomain } = at.account;
    const other = { username: username.toUpperCase(), subdomain: subdomain.toLowerCase() };
    assert.equal((await at.update(newValue(), other)).status, 200);
    assert.equal((await at.update(newValue(), other)).status, 200, 'and known by its digest');
    assert.equal((await at.update(newValue(), {}, `/delegation/acme-dns/t/${password}/update`)).status, 200);
  });

  test('the name that leads to it, where one is known: its label shows what comes another way, too', async (t) => {
    const at = await moved(t, {}, ['api.example.com']);
    const txt = newValue();
    assert.equal((await at.update(txt)).status, 200);
    assert.deepEqual(at.served.get(at.target), [txt]);
    assert.deepEqual(at.served.get(`com-example-api.${ZONE}`), [txt], 'and at the readable one');
  });

  test('nothing but its own label', async (t) => {
    const at = await moved(t);
    const other = newAccount();
    await move(t, at, [other]);
    const rows: readonly [string, Partial<TestAccount>][] = [
      ['a wrong key', { password: newAccount().password }],
      ["another's key", { password: other.password }],
      ['a key that is no key', { password: 'short' }],
      ["another's label", { subdomain: other.subdomain }],
      ["another client's readable label", { subdomain: 'com-example-www' }],
      ['a label that nobody has', { subdomain: newAccount().subdomain }],
      ['a user that nobody has', { username: newAccount().username }],
    ];
    for (const [why, given] of rows) {
      const reply = await at.update(newValue(), given);
      assert.deepEqual([reply.status, reply.body], FORBIDDEN, why);
    }
    assert.equal((await at.update(newValue())).status, 200, 'nothing of it did harm');
  });

  test('from its networks alone: from elsewhere its hash is not even looked at', async (t) => {
    const far = await moved(t, { allowFrom: '["192.0.2.0/24"]' });
    const reply = await far.update(newValue());
    assert.deepEqual([reply.status, reply.body], FORBIDDEN);
    assert.ok(await far.store.importedAccounts.findWaiting(far.account.username), 'the hash waits');
    const near = await moved(t, { allowFrom: '["[::1]/128"]' });
    assert.equal((await near.update(newValue())).status, 200);
  });

  test('first uses at once: all are served, the hash is checked once or twice, the key is there once', async (t) => {
    const at = await moved(t);
    const all = await Promise.all(Array.from({ length: 8 }, () => at.update(newValue())));
    assert.deepEqual(new Set(all.map(({ status }) => status)), new Set([200]));
    const owner = await at.store.importedAccounts.ownerOf(at.account.username);
    assert.ok(owner);
    assert.equal((await at.store.clients.listKeys(owner.id, 10)).length, 1);
  });

  test('again, from the same database: nothing changes, used or not', async (t) => {
    const at = await moved(t);
    const waiting = newAccount();
    assert.deepEqual((await move(t, at, [at.account, waiting])).toSorted(), ['new', 'unchanged']);
    await at.update(newValue());
    assert.deepEqual(await move(t, at, [at.account, waiting]), ['unchanged', 'unchanged']);
  });

  test('a client that was removed takes its key with it; its account can be taken over again', async (t) => {
    const at = await moved(t);
    const owner = await at.store.importedAccounts.ownerOf(at.account.username);
    assert.ok(owner);
    await at.store.clients.remove(owner.id, { at: at.clock.now(), actor: 'administrator', name: owner.name });
    assert.equal((await at.update(newValue())).status, 401);
    assert.deepEqual(await move(t, at, [at.account]), ['new']);
    assert.equal((await at.update(newValue())).status, 200);
  });
});

/** A checker that counts, and says nothing is right. */
async function counted(t: TestContext) {
  const at = await delegationWorld(t);
  const account = newAccount();
  await move(t, at, [account]);
  let checks = 0;
  let outcome: Awaited<ReturnType<BcryptChecker['check']>> = 'wrong';
  const checker: BcryptChecker = {
    check: () => {
      checks++;
      return Promise.resolve(outcome);
    },
    close: () => Promise.resolve(),
  };
  const { importedAccounts } = at.store;
  const broker = withImportedKeys(at.broker, {
    importedAccounts,
    checker,
    clock: at.clock,
    log: silentLog,
  });
  const ask = async (source: string, user = account.username) => {
    const who = await broker.authenticate({ user, key: newAccount().password }, source);
    assert.ok(!who.ok);
    if (who.fault.code !== 'clientKeyUnknown') assert.ok(who.fault.retryAfterSeconds, who.fault.code);
    return who.fault.code;
  };
  return { ...at, ask, checks: () => checks, say: (next: typeof outcome) => (outcome = next) };
}

suite('what wrong keys cost', () => {
  test('one account has its budget, wherever the keys come from', async (t) => {
    const at = await counted(t);
    for (let i = 0; i < FAILURES_BURST; i++)
      assert.equal(await at.ask(`2001:db8:${i.toString(16)}::1`), 'clientKeyUnknown');
    assert.equal(await at.ask('2001:db8:ffff::1'), 'tooManyWrongKeys');
    assert.equal(at.checks(), FAILURES_BURST);
    await at.clock.advance(6_000);
    assert.equal(await at.ask('2001:db8:ffff::1'), 'clientKeyUnknown', 'one more every six seconds');
  });

  test('a user that nobody has costs no check', async (t) => {
    const at = await counted(t);
    for (let i = 0; i < 10; i++) assert.equal(await at.ask('::1', newAccount().username), 'clientKeyUnknown');
    assert.equal(at.checks(), 0);
  });

  test('who has to wait is told so, and was not wrong', async (t) => {
    const at = await counted(t);
    at.say('busy');
    for (let i = 0; i < FAILURES_BURST + 5; i++) assert.equal(await at.ask('::1'), 'importedKeysBusy');
  });
});

suite('bcrypt', () => {
  test('right and wrong, one after the other; too many at once are told to wait; closed, it knows nothing', async (t) => {
    const { clock } = await delegationWorld(t);
    const checker = createBcryptChecker({ clock, log: silentLog });
    t.after(() => checker.close());
    const { password, hash } = newAccount();
    assert.equal(await checker.check(password, hash), 'right');
    assert.equal(await checker.check(`${password}x`, hash), 'wrong');
    const all = await Promise.all(Array.from({ length: 300 }, () => checker.check(password, hash)));
    assert.deepEqual([all.filter((one) => one === 'right').length, all.at(-1)], [256, 'busy']);
    await clock.advance(60_000);
    assert.equal(await checker.check(password, hash), 'right', 'in a new thread');
    const last = checker.check(password, hash);
    await checker.close();
    assert.equal(await last, 'busy');
    assert.equal(await checker.check(password, hash), 'busy');
  });
});

async function hashOf(password: string): Promise<string> {
  const { hash } = await import('bcryptjs');
  return hash(password, 10);
}
