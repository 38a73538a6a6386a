import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { silentLog } from '../../src/core/index.ts';
import { auditHash, openSqliteStore, type Store } from '../../src/store/index.ts';
import { tempDir } from '../support/temp-dir.ts';

const KILLS = 3;
const CHILD = fileURLToPath(new URL('./store/crash-child.ts', import.meta.url));

test('after SIGKILL every acknowledged write is there, and the directory is free', {
  timeout: 60_000,
}, async (t) => {
  const directory = tempDir(t);
  const acknowledged: string[] = [];
  for (let i = 0; i < KILLS; i++) acknowledged.push(...(await writeUntilKilled(directory)));
  assert.ok(acknowledged.filter((line) => line.startsWith('issued')).length >= KILLS);

  const store = await openSqliteStore({ file: join(directory, 'store.sqlite'), log: silentLog });
  t.after(() => store.close());
  for (const line of acknowledged) {
    const [what = '', id = ''] = line.split(' ');
    assert.ok(await isThere(store, what, id), `${line} was acknowledged`);
  }
  // nothing is stuck: what was being issued is known, with what to sign
  for (const { order, certificate } of await store.orders.listProcessing(1_000)) {
    assert.equal(order.certificateSerial, certificate.serial);
    assert.ok(certificate.tbs.length > 0);
  }
  await auditTellsAll(store);
});

/** The chain is whole, and tells what is there: no more, and no less. */
async function auditTellsAll(store: Store): Promise<void> {
  const told: Record<string, number> = {};
  let [before] = await store.audit.walk(-1, 1);
  assert.ok(before);
  for (let after = 0; ; ) {
    const entries = await store.audit.walk(after, 1_000);
    for (const entry of entries) {
      assert.deepEqual([entry.sequence, entry.previous], [before.sequence + 1, before.hash]);
      assert.equal(entry.hash, auditHash(entry));
      told[entry.action] = (told[entry.action] ?? 0) + 1;
      before = entry;
    }
    if (entries.length === 0) break;
    after = before.sequence;
  }
  const clients = await store.clients.list();
  assert.equal(told['client.add'], clients.length);
  const there: Record<string, number> = { presented: 0, cleaned: 0, rules: 0 };
  for (const { id: clientId } of clients) {
    there['rules'] = (there['rules'] ?? 0) + (await store.rules.list({ clientId }, { limit: 9 })).length;
    for (const { event } of await store.challenges.listEvents({ clientId, limit: 9 })) {
      there[event] = (there[event] ?? 0) + 1;
    }
  }
  assert.deepEqual(
    [told['rule.add'], told['challenge.present'], told['challenge.clean-up']],
    [there['rules'], there['presented'], there['cleaned']],
  );
}

/** What the child printed as acknowledged before it was killed, some while after its first certificate. */
async function writeUntilKilled(directory: string): Promise<string[]> {
  const child = spawn(process.execPath, [CHILD, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8');
  const issued = new Promise<void>((resolve) => {
    child.stdout.on('data', (text: string) => {
      output += text;
      if (output.includes('issued ')) resolve();
    });
  });
  const closed = once(child, 'close');
  await Promise.race([issued, closed]);
  await sleep(100 + Math.random() * 200); // any moment will do
  child.kill('SIGKILL');
  await closed;
  return output.split('\n').slice(0, -1); // the last line may be torn
}

async function isThere(store: Store, what: string, id: string): Promise<boolean> {
  if (what === 'account') return (await store.accounts.get(id)) !== undefined;
  if (what === 'order') return (await store.orders.find(id)) !== undefined;
  if (what === 'rule') return (await store.rules.get(id)) !== undefined;
  if (what === 'authorization') return (await store.authorizations.find(id))?.status === 'valid';
  const certificate = await store.certificates.get(id);
  if (what === 'reserved') return certificate !== undefined;
  return certificate?.state === 'issued' && Buffer.from(certificate.der ?? []).toString() === id;
}
