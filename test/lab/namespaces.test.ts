// The lab itself: families per node, private files, and that nothing outlives a test that is killed.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildNetwork } from '../support/namespaces.ts';
import { labSkip, worldRefused } from './world.ts';

const refused = await worldRefused();
const GONE_MS = 10_000;

describe('networks of namespaces', { skip: labSkip(refused) }, () => {
  it('a node has the families that it was given, and reaches others through the router', async () => {
    const network = await buildNetwork({ nodes: ['a', 'b', 'six'], families: { six: [6] } });
    try {
      const [a, b, six] = [network.node('a'), network.node('b'), network.node('six')];
      for (const address of [b.v6, b.v4, six.v6]) await a.must(['ping', '-n', '-c', '1', '-W', '2', address]);
      assert.notEqual((await six.run(['ping', '-n', '-c', '1', '-W', '1', a.v4])).code, 0);
    } finally {
      await network.close();
    }
  });

  it('what a node writes to /etc and /var is its own', async () => {
    const network = await buildNetwork({ nodes: ['a', 'b'] });
    try {
      const [a, b] = [network.node('a'), network.node('b')];
      for (const path of ['/etc/resolv.conf', '/var/lib/lego/x']) {
        await a.write(path, 'of a');
        assert.equal((await a.must(['cat', path])).stdout, 'of a');
        assert.notEqual((await b.run(['cat', path])).stdout, 'of a');
      }
      assert.ok(!existsSync('/var/lib/lego/x'));
    } finally {
      await network.close();
    }
  });

  it('two networks side by side do not see each other', async () => {
    const networks = await Promise.all([buildNetwork({ nodes: ['a'] }), buildNetwork({ nodes: ['a', 'b'] })]);
    try {
      const [first, second] = networks;
      assert.notEqual(
        (await first.node('a').run(['ping', '-n', '-c', '1', '-W', '1', 'fd64:0:0:2::2'])).code,
        0,
      );
      await second.node('a').must(['ping', '-n', '-c', '1', '-W', '2', 'fd64:0:0:2::2']);
    } finally {
      for (const network of networks) await network.close();
    }
  });

  it('nothing outlives a process that is killed in the middle', async () => {
    const script = `import { buildNetwork } from ${JSON.stringify(fileURLToPath(new URL('../support/namespaces.ts', import.meta.url)))};
const network = await buildNetwork({ nodes: ['a'] });
network.node('a').start(['sleep', '600']);
setTimeout(() => console.log('built'), 200);`;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const made = descendants(child.pid ?? -1);
    assert.ok(made.length >= 4, `only ${made.length} processes were found`);
    child.kill('SIGKILL');
    const limit = performance.now() + GONE_MS;
    while (made.some(alive)) {
      assert.ok(performance.now() < limit, `still there: ${made.filter(alive).join(', ')}`);
      await sleep(20);
    }
  });
});

/** Process ids of all that a process started, at any depth. */
function descendants(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: parentOf(Number(name)) }));
  const below = (of: number): number[] =>
    parents.filter(({ parent }) => parent === of).flatMap((one) => [one.pid, ...below(one.pid)]);
  return below(pid);
}

function parentOf(pid: number): number | undefined {
  return Number(/^PPid:\t(\d+)$/m.exec(statusOf(pid))?.[1]);
}

/** A zombie is gone already; only whoever adopted it has not looked yet. */
function alive(pid: number): boolean {
  return /^State:\t[^ZX]/m.test(statusOf(pid));
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
