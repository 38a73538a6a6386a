// The server is killed in the middle of its work, again and again: what a client saw is still there, what was begun is
// finished, and no signature is without its row. KILLS=500 for a long run.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LoadClient, openLoadClient } from '../support/load-client.ts';
import { serve } from '../support/sixfour.ts';
import { tempDir } from '../support/temp-dir.ts';
import { makeLoopbackWorld } from './loopback-world.ts';

const KILLS = Number(process.env['KILLS'] ?? 50);
const WORKERS = 6;
const LOAD_MS_MIN = 100;
const LOAD_MS_MAX = 700;
const COMPLETE_MS = 30_000;

/** What one worker saw of its order; an order that has no certificate yet is taken up after the restart. */
type Seen = { readonly worker: Worker; readonly name: string; url: string; valid: boolean; pem?: string };
type Worker = { readonly client: LoadClient };

test(`nothing that was seen is lost over ${KILLS} kills`, { timeout: 60_000 + KILLS * 20_000 }, async (t) => {
  const data = tempDir(t);
  const world = await makeLoopbackWorld(data);
  t.after(() => world.close());
  const seen: Seen[] = [];
  const signed = new Set<string>();
  let workers: Worker[] = [];
  let server = await start(t, data, world.env);
  workers = await Promise.all(
    Array.from({ length: WORKERS }, async () => ({
      client: await openLoadClient(server.ready.directoryUrl),
    })),
  );

  for (let kill = 0; kill < KILLS; kill++) {
    let running = true;
    const load = Promise.all(workers.map((worker) => work(worker, world, seen, () => running)));
    await sleep(randomInt(LOAD_MS_MIN, LOAD_MS_MAX));
    server.child.kill('SIGKILL');
    running = false;
    await load;
    await server.stop();
    for (const [, serial = ''] of server.output().matchAll(SIGNED)) signed.add(serial);

    server = await start(t, data, world.env);
    const unfinished = seen.filter((one) => one.url !== '' && one.pem === undefined);
    await Promise.all(unfinished.map((one) => takeUp(one, world)));
  }
  await server.stop();
  for (const [, serial = ''] of server.output().matchAll(SIGNED)) signed.add(serial);

  const issued = seen.filter(({ pem }) => pem !== undefined);
  const facts = readDatabase(data);
  t.diagnostic(
    `${seen.length} orders, ${issued.length} certificates seen, ${signed.size} signatures, ${KILLS} kills`,
  );
  assert.ok(issued.length > KILLS, 'the load was real');
  assert.ok(signed.size >= issued.length, 'every signature was logged');
  for (const { pem = '' } of issued)
    assert.ok(facts.ders.has(derOf(pem)), 'a downloaded certificate is gone');
  for (const serial of signed) assert.ok(facts.serials.has(serial), `signature without row: ${serial}`);
  for (const { url, valid } of seen) {
    if (valid) assert.equal(facts.orders.get(url.split('/').at(-1) ?? ''), 'valid', `${url} was seen valid`);
  }
  assert.deepEqual(facts.stuck, [], 'no order is stuck');
});

const SIGNED = /"serial":"([0-9a-f]+)"[^\n]*"certificate signed"/g;

function start(t: TestContext, data: string, env: Readonly<Record<string, string>>) {
  return serve(data, { ...env, SIXFOUR_LOG_FORMAT: 'json' }).then((server) => {
    t.after(() => server.stop());
    return server;
  });
}

type World = Awaited<ReturnType<typeof makeLoopbackWorld>>;

async function work(worker: Worker, world: World, seen: Seen[], running: () => boolean): Promise<void> {
  while (running()) {
    const one: Seen = { worker, name: world.nextName(), url: '', valid: false };
    seen.push(one);
    try {
      await worker.client.issue(one.name, watch(one, world));
    } catch (error) {
      if (running()) throw error; // only the kill may end a request
    }
  }
}

/** The restarted server brings an order that it had answered for to its end, whatever it was doing when it died. */
async function takeUp(one: Seen, world: World): Promise<void> {
  const limit = AbortSignal.timeout(COMPLETE_MS);
  for (;;) {
    try {
      await one.worker.client.complete(one.url, one.name, watch(one, world));
      return;
    } catch (error) {
      // the kept connection of before the kill fails once
      if (limit.aborted || !/ECONNRESET|hang up|EPIPE|ECONNREFUSED/.test(String(error))) throw error;
    }
  }
}

function watch(one: Seen, world: World) {
  return {
    answer: world.answer,
    ordered: (url: string) => void (one.url = url),
    valid: () => void (one.valid = true),
    downloaded: (_: string, pem: string) => void (one.pem = pem),
  };
}

function readDatabase(data: string) {
  const database = new DatabaseSync(join(data, 'sixfour.sqlite'), { readOnly: true });
  const certificates = database.prepare('SELECT serial, der FROM certificates').all();
  const orders = database.prepare('SELECT id, status FROM orders').all();
  const attempted = database
    .prepare(`SELECT id FROM authorizations WHERE status = 'pending' AND attempted_at IS NOT NULL`)
    .all();
  database.close();
  return {
    serials: new Set(certificates.map(({ serial }) => serial)),
    ders: new Set(
      certificates.flatMap(({ der }) =>
        der instanceof Uint8Array ? [Buffer.from(der).toString('base64')] : [],
      ),
    ),
    orders: new Map(orders.map(({ id, status }) => [id, status])),
    stuck: [...orders.filter(({ status }) => status === 'processing').map(({ id }) => id), ...attempted],
  };
}

function derOf(chain: string): string {
  const [leaf = ''] = chain.split('-----END CERTIFICATE-----');
  return leaf.replace('-----BEGIN CERTIFICATE-----', '').replaceAll('\n', '').trim();
}
