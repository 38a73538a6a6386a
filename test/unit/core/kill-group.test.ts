// A group ends as a whole: what a program left running goes with it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { killGroup } from '../../../src/core/index.ts';

const TIMEOUT = { timeout: 30_000 };

test('the leader ends, and what it started in the background', TIMEOUT, async () => {
  const child = spawn('sh', ['-c', 'sleep 600 & echo begun; wait'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  killGroup(child.pid);
  // the background process holds the output open: it closes when nobody is left
  const [code, signal] = await once(child, 'close');
  assert.deepEqual([code, signal], [null, 'SIGKILL']);
  killGroup(child.pid); // gone already
});

test('what leads no group is let alone, and what was never started', TIMEOUT, async () => {
  const child = spawn('sh', ['-c', 'echo begun; read -r line; exit 7'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  killGroup(child.pid);
  killGroup(undefined);
  child.stdin.end('\n');
  const [code] = await once(child, 'close');
  assert.equal(code, 7);
});
