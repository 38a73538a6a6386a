// The programs themselves: `perspective join` and `perspective run` as processes, with a server that goes away.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../src/core/index.ts';
import { start } from '../support/process.ts';
import { makePerspectiveServer } from '../support/perspective-world.ts';
import { sixfour, sixfourJson } from '../support/sixfour.ts';
import { tempDir } from '../support/temp-dir.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
const WAIT_MS = 30_000;

test('a perspective that dials joins, runs, outlives its server, and stops with 0', {
  timeout: 120_000,
}, async (t) => {
  const server = await makePerspectiveServer(t, systemClock);
  const { url, token, pin } = await server.invite({ name: 'tokyo', region: 'APNIC' });
  const directory = join(tempDir(t), 'tokyo');
  const line = ['perspective', 'join', url, '--token', token, '--pin', pin, '--dir', directory];

  const unusable = await sixfour([...line.slice(0, -1), join(MAIN, 'below')]);
  assert.equal(unusable.code, 3, unusable.stderr);
  assert.match(unusable.stderr, /cannot be used \(ENOTDIR\)/);
  const joined = await sixfourJson(line); // the token was not spent on that
  assert.equal(joined.code, 0);
  assert.deepEqual(joined.body, { name: 'tokyo', role: 'perspective', region: 'APNIC', directory });
  const again = await sixfourJson(line);
  assert.equal(again.code, 1);
  assert.equal(again.body.error.code, 'agentJoinedAlready');

  const agent = start([
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    MAIN,
    'perspective',
    'run',
    '--dir',
    directory,
    '--json',
  ]);
  t.after(() => agent.stop('SIGKILL'));
  await agent.until(/^\{"ready":true,.*"name":"tokyo".*"connected":\{.*\}\}$/m, WAIT_MS);
  while ((await server.list())[0]?.state?.connection !== 'connected') await sleep(20);
  await server.perspectives.close();
  await agent.until(/^\{"event":"lost",.*"end":"stopping"\}$/m, WAIT_MS);
  // only a timer is left to it: it lives on
  await agent.until(/(^\{"event":"failed",.*"reason":"refused".*\}\n[^]*){2}/m, WAIT_MS);
  const ended = once(agent.child, 'exit');
  agent.child.kill('SIGTERM');
  agent.child.kill('SIGTERM'); // as a launcher does that passes on what a terminal has sent to both
  assert.deepEqual(await ended, [0, null]);
});
