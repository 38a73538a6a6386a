// The daily look at the inventory of persist records: whose turn it is, what is kept, what is told, and that a stop waits for nobody's server.
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { join } from 'node:path';
import { suite, test, type TestContext } from 'node:test';
import { persistJob } from '../../../src/cli/serve/persist.ts';
import { loadSettings } from '../../../src/config/index.ts';
import { type Clock, silentLog, systemClock } from '../../../src/core/index.ts';
import { openSqliteStore } from '../../../src/store/index.ts';
import { startDnsServer } from '../../support/dns-server.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const NAMES = ['a.example.internal', 'b.example.internal'];
const DAY = 86_400_000;

async function world(t: TestContext, port: number, clock: Clock) {
  const directory = tempDir(t);
  const loaded = loadSettings({
    file: undefined,
    directory,
    environment: { SIXFOUR_VALIDATION_DNS_SERVERS: `127.0.0.1:${port}` },
  });
  assert.ok(loaded.ok);
  const store = await openSqliteStore({ file: join(directory, 'store.sqlite'), log: silentLog });
  t.after(() => store.close());
  for (const name of NAMES) {
    const account = { issuer: 'ca.example', accountUri: 'https://ca.example/1', draft: '01' } as const;
    assert.ok(await store.persist.add({ name, ...account, wildcard: false, until: null, createdAt: 0 }, 5));
  }
  const told: unknown[] = [];
  const log = { ...silentLog, warn: (what: object) => void told.push(what) };
  const { validation } = loaded.value.settings;
  return { store, told, job: persistJob({ validation, store, clock, log }) };
}

const JOB = { key: 'persist-check', kind: 'persist-check', dueAt: 0, attempts: 0 };

suite('the daily look at persist records', () => {
  test('every name is looked at once a day; what was found before is not told again', async (t) => {
    const dns = await startDnsServer({ zones: ['elsewhere.test'] }); // it refuses all others
    t.after(() => dns.close());
    let now = Date.UTC(2026, 10, 20);
    const clock: Clock = { ...systemClock, now: () => now };
    const { store, told, job } = await world(t, dns.port, clock);
    assert.equal(await job.run(JOB), now + 600_000);
    assert.deepEqual(
      told,
      NAMES.map((name) => ({ name, found: ['delegationZoneUnknown'] })),
    );
    for (const name of NAMES) {
      const kept = await store.persist.check(name);
      assert.deepEqual([kept?.checkedAt, kept?.findings.length], [now, 1]);
    }
    const asked = dns.queries.length;
    now += DAY - 1;
    await job.run(JOB);
    assert.equal(dns.queries.length, asked, 'nobody has his turn');
    now += 1;
    await job.run(JOB);
    assert.ok(dns.queries.length > asked);
    assert.equal((await store.persist.check(NAMES[0] ?? ''))?.checkedAt, now);
    assert.equal(told.length, 2, 'nothing new');
  });

  test('a stop ends it with the question that is under way, and nothing is kept', async (t) => {
    const silent = createSocket('udp4');
    silent.bind(0, '127.0.0.1');
    await once(silent, 'listening');
    t.after(() => silent.close());
    const clock = createVirtualClock();
    const { store, told, job } = await world(t, silent.address().port, clock);
    const asked = once(silent, 'message');
    const running = job.run(JOB);
    await asked;
    job.stop();
    let questions = 0;
    silent.on('message', () => questions++);
    let next: number | null | 'running';
    do {
      await clock.advance(1_000);
      const turn = new Promise<'running'>((resolve) => setImmediate(() => resolve('running')));
      next = await Promise.race([running, turn]);
    } while (next === 'running');
    assert.ok(next !== null && next <= clock.now(), 'it is due at once, at the next start');
    assert.ok(questions <= 3, 'tries of the one question');
    assert.deepEqual(told, []);
    for (const name of NAMES) assert.equal((await store.persist.check(name))?.checkedAt, null);
  });
});
