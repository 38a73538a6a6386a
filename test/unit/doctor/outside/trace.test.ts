// A path is traced by a program of the machine: what it prints is read, and it is killed at its time.
import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { createStop, systemClock } from '../../../../src/core/index.ts';
import { createTracer } from '../../../../src/doctor/outside/index.ts';
import { readHops } from '../../../../src/doctor/outside/trace.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { startSite } from './world.ts';

const ADDRESS = { text: '127.0.0.1', family: 4 } as const;

test('lines of traceroute and of tracepath', () => {
  const output = `traceroute to 2001:db8::10 (2001:db8::10), 24 hops max, 80 byte packets
 1  2001:db8::1  0.512 ms
 2  *
 3  2001:db8::3  12.1 ms !X
99  2001:db8::99  1 ms`;
  assert.deepEqual(readHops({ output }), [
    { ttl: 1, address: '2001:db8::1', ms: 0.512 },
    { ttl: 2 },
    { ttl: 3, address: '2001:db8::3', ms: 12.1, note: '!X' },
  ]);
  const path = ` 1?: [LOCALHOST]                      pmtu 1500
 1:  192.0.2.1                                             0.213ms
 2:  no reply
 3:  192.0.2.10                                            9.4ms reached
     Resume: pmtu 1500 hops 3 back 3`;
  assert.deepEqual(readHops({ output: path }), [
    { ttl: 1, address: '192.0.2.1', ms: 0.213 },
    { ttl: 2 },
    { ttl: 3, address: '192.0.2.10', ms: 9.4 },
  ]);
});

describe('the program', { timeout: 60_000 }, () => {
  test('is asked for one address of one family, and its output is brought', async () => {
    const path = programs({ traceroute: 'echo "$@"' });
    const traced = await tracer(path).trace({ address: ADDRESS, port: 80, ...until(20_000) });
    assert.deepEqual(traced, {
      tool: 'traceroute',
      output: '-4 -n -q 1 -w 1 -m 24 127.0.0.1\n',
    });
    const raw = createTracer({ clock: systemClock, path, raw: true });
    const tcp = await raw.trace({ address: ADDRESS, port: 443, ...until(20_000) });
    assert.match(tcp?.output ?? '', /-T -p 443 127\.0\.0\.1/);
  });

  test('is tracepath where there is no traceroute, and nothing where there is neither', async () => {
    const other = programs({ tracepath: 'echo path' });
    const traced = await tracer(other).trace({ address: ADDRESS, port: 80, ...until(20_000) });
    assert.deepEqual(traced, { tool: 'tracepath', output: 'path\n' });
    const none = await tracer(programs({})).trace({ address: ADDRESS, port: 80, ...until(20_000) });
    assert.equal(none, undefined);
  });

  test('is killed when its time is over, when it prints too much, and when the look ends', async () => {
    const slow = programs({ traceroute: 'echo " 1  192.0.2.1  1 ms"; exec /bin/sleep 100' });
    const cut = await tracer(slow).trace({ address: ADDRESS, port: 80, ...until(500) });
    assert.equal(cut?.tool, 'traceroute');
    const loud = programs({ traceroute: 'while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done' });
    const much = await tracer(loud).trace({ address: ADDRESS, port: 80, ...until(50_000) });
    assert.ok((much?.output.length ?? 0) < 200_000);
    const { signal, stop } = createStop();
    const running = tracer(slow).trace({ address: ADDRESS, port: 80, timeoutMs: 50_000, signal });
    stop();
    assert.ok(await running);
  });

  test('runs only where a connection was lost', async () => {
    await using site = await startSite({});
    const asked: string[] = [];
    const spy = {
      trace: async ({ address }: { address: { text: string } }) => {
        asked.push(address.text);
        return { tool: 'traceroute', output: ' 1  192.0.2.1  1 ms' } as const;
      },
    };
    const refused = await site.look({ tracer: spy });
    assert.deepEqual([asked, refused.traces], [[], []]);
    const report = await site.look({
      tracer: spy,
      dialer: {
        dial: async ({ address }) =>
          address.family === 6
            ? { ok: false, outcome: 'connect-timeout', ms: 5_000 }
            : { ok: false, outcome: 'refused', ms: 1 },
      },
    });
    assert.deepEqual(asked, ['::1']);
    assert.deepEqual(
      report.traces.map(({ family, reached, hops }) => [family, reached, hops.length]),
      [[6, false, 1]],
    );
  });
});

function tracer(path: string) {
  return createTracer({ clock: systemClock, path, raw: false });
}

function until(timeoutMs: number) {
  return { timeoutMs, signal: createStop().signal };
}

/** A folder with these shell scripts. */
function programs(scripts: Readonly<Record<string, string>>): string {
  const dir = tempDir({ after });
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(dir, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(dir, name), 0o755);
  }
  return dir;
}
