// A kill cannot show a missing fsync, because the kernel keeps what was written. So the system calls themselves are read:
// between the last write to the WAL and the reply that acknowledges it stands a completed fdatasync.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createAcmeClient } from '../support/acme-client.ts';
import { makeCsr } from '../support/csr.ts';
import { tempDir } from '../support/temp-dir.ts';

const ISSUANCES = 3;
const START_MS = 60_000;
const SCRIPT = fileURLToPath(new URL('./durability-server.ts', import.meta.url));
const noStrace = spawnSync('strace', ['-V']).error === undefined ? false : 'needs strace (Debian: strace)';

/** One system call that matters, in the order in which it began (reply) or was done (everything else). */
type Call = { readonly kind: 'request' | 'wal' | 'sync' | 'reply'; readonly line: string };
/** What stands between one request that changes something and its reply. */
type Answered = { readonly request: string; readonly written: boolean; readonly synced: boolean };

test('no reply leaves before the fdatasync that covers it', {
  skip: noStrace,
  timeout: 180_000,
}, async (t) => {
  const answered = await trace(t, 'FULL');
  const changes = answered.filter(({ written }) => written);
  // account, and for each issuance: order, challenge, finalize
  assert.ok(changes.length >= 1 + 3 * ISSUANCES, `${changes.length} requests changed something`);
  assert.deepEqual(
    changes.filter(({ synced }) => !synced),
    [],
  );
});

test('the same trace shows that synchronous=OFF would fail', {
  skip: noStrace,
  timeout: 180_000,
}, async (t) => {
  const changes = (await trace(t, 'OFF')).filter(({ written }) => written);
  assert.ok(changes.length >= 1 + 3 * ISSUANCES);
  assert.ok(
    changes.every(({ synced }) => !synced),
    'OFF never waits for the disk',
  );
});

async function trace(t: TestContext, synchronous: 'FULL' | 'OFF'): Promise<Answered[]> {
  const directory = tempDir(t);
  const file = join(directory, 'trace');
  const calls = 'trace=read,write,writev,pwrite64,fdatasync,fsync';
  const strace = ['-f', '-y', '-qq', '-s', '60', '-e', calls, '-o', file];
  const server = spawn('strace', [...strace, process.execPath, SCRIPT, directory, synchronous], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => server.kill('SIGKILL'));
  const [line] = (await once(server.stdout, 'data', { signal: AbortSignal.timeout(START_MS) })) as [Buffer];
  const client = await createAcmeClient(line.toString().trim());
  await client.newAccount();
  for (let n = 0; n < ISSUANCES; n++) {
    const name = `n${n}.example`;
    const order = await client.newOrder([name]);
    await client.proveAll(order);
    const done = await client.finalize(order, makeCsr([name]));
    assert.equal(done.body.status, 'valid');
    assert.equal((await client.post(done.body.certificate)).status, 200);
  }
  client.close();
  server.stdin.end();
  await once(server, 'exit');
  return follow(readFileSync(file, 'utf8').split('\n').flatMap(classify));
}

/** One client asks one thing at a time, so everything between a request and its reply belongs to it. */
function follow(calls: readonly Call[]): Answered[] {
  const answered: Answered[] = [];
  let request: string | undefined;
  let written = false;
  let synced = false;
  for (const { kind, line } of calls) {
    if (kind === 'request') [request, written, synced] = [line, false, false];
    else if (kind === 'wal')
      [written, synced] = [true, false]; // a later write needs a later sync
    else if (kind === 'sync') synced = true;
    else if (request !== undefined) {
      answered.push({ request, written, synced });
      request = undefined;
    }
  }
  return answered;
}

function classify(line: string): Call[] {
  if (/ (read|<\.\.\. read resumed>).*"POST \/acme\//.test(line)) return [{ kind: 'request', line }];
  if (/ pwrite64\(\d+<[^>]*traced\.db-wal>/.test(line)) return [{ kind: 'wal', line }];
  // a call that another thread's output splits counts when it is done: at its second half
  if (/ (fdatasync|fsync)\(\d+<[^>]*traced\.db-wal>\)\s+= 0/.test(line)) return [{ kind: 'sync', line }];
  if (/ <\.\.\. (fdatasync|fsync) resumed>.*= 0/.test(line)) return [{ kind: 'sync', line }];
  if (/ writev?\(\d+<(socket|TCP)[^>]*>.*"HTTP\/1\.1 \d/.test(line)) return [{ kind: 'reply', line }];
  return [];
}
