import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { exec } from '../../../../src/delegation/providers/exec/index.ts';
import { openKind, within } from '../../../support/providers/open-kind.ts';
import { acmeShProgram, keptValues, script } from '../../../support/providers/programs.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const VALUE = {
  zone: 'example.com',
  name: '_acme-challenge.www.example.com',
  value: '-oqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0',
};

describe('a program of the administrator', { timeout: 60_000 }, () => {
  test('gets the arguments of lego, and the environment of the credentials and nothing else', async (t) => {
    const folder = tempDir(t);
    const seen = join(folder, 'seen');
    const text = `#!${process.execPath}
require('node:fs').writeFileSync(process.env.SEEN, JSON.stringify([process.argv.slice(2), process.env, process.cwd()]));
`;
    const environment = { SEEN: seen, TOKEN: '$(reboot) `x` "y"' };
    const provider = await open(script(folder, 'tell', text), environment);
    assert.ok((await provider.add(VALUE, within())).ok);
    const told = () => JSON.parse(readFileSync(seen, 'utf8')) as unknown;
    assert.deepEqual(told(), [['present', `${VALUE.name}.`, VALUE.value], environment, '/']);
    assert.ok((await provider.remove(VALUE, within())).ok);
    assert.deepEqual(told(), [['cleanup', `${VALUE.name}.`, VALUE.value], environment, '/']);
  });

  const endings = [
    ['exit 3', 'echo "the password is hunter2" >&2; exit 3', { outcome: 'refused', code: 'exit 3' }],
    ['a signal', 'kill -SEGV $$', { outcome: 'refused', code: 'SIGSEGV' }],
    ['output without end', 'exec yes', { outcome: 'malformed', code: 'output' }],
    ['complaints without end', 'exec yes >&2', { outcome: 'malformed', code: 'output' }],
  ] as const;
  for (const [what, line, failure] of endings) {
    test(`${what} is told by its kind, and nothing that was printed`, async (t) => {
      const provider = await open(script(tempDir(t), 'program', `#!/bin/sh\n${line}\n`));
      assert.deepEqual(await provider.add(VALUE, within()), { ok: false, ...failure });
    });
  }

  test('what cannot be run is told', async (t) => {
    const folder = tempDir(t);
    const file = join(folder, 'text');
    writeFileSync(file, 'no program');
    for (const [program, code] of [
      [join(folder, 'missing'), 'ENOENT'],
      [file, 'EACCES'],
    ] as const) {
      const done = await (await open(program)).add(VALUE, within());
      assert.deepEqual(done, { ok: false, outcome: 'unreachable', code });
    }
  });

  test('at the deadline everything that it has started is gone', async (t) => {
    const folder = tempDir(t);
    const pids = join(folder, 'pids');
    const text = `#!/bin/sh\ntrap '' TERM\nsleep 1000 &\necho $$ $! >>${pids}\nwait\nsleep 1000\n`;
    const provider = await open(script(folder, 'hangs', text));
    assert.deepEqual(await provider.add(VALUE, within(300)), { ok: false, outcome: 'timeout' });
    await gone(pids);
  });

  test('what it leaves behind when it ends is gone too, and is not waited for', async (t) => {
    const folder = tempDir(t);
    const pids = join(folder, 'pids');
    const provider = await open(script(folder, 'leaves', `#!/bin/sh\nsleep 1000 &\necho $! >>${pids}\n`));
    assert.ok((await provider.add(VALUE, within())).ok);
    await gone(pids);
  });
});

describe('a script of acme.sh', { timeout: 60_000 }, () => {
  test('finds what acme.sh has written down, and neither writes a credential there nor clears one', async (t) => {
    const folder = tempDir(t);
    const program = acmeShProgram(folder);
    const file = join(folder, 'account.conf');
    const saved = `SAVED_FILE_State='${folder}'\nSAVED_FILE_Other='x'\n`;
    writeFileSync(file, saved);
    const options = { convention: 'acme.sh', program, api: 'dns_file' };
    const run = (environment: object) =>
      openKind(exec, { options, credentials: { environment: { LE_CONFIG_HOME: folder, ...environment } } });
    assert.ok((await (await run({})).add(VALUE, within())).ok);
    assert.deepEqual(keptValues(folder, VALUE.name), [VALUE.value]);
    assert.ok((await (await run({ FILE_State: folder })).remove(VALUE, within())).ok);
    assert.deepEqual(keptValues(folder, VALUE.name), []);
    assert.equal(readFileSync(file, 'utf8'), saved);
  });

  test('that is not there, and one that fails', async (t) => {
    const folder = tempDir(t);
    const program = acmeShProgram(folder);
    const run = async (api: string, file = program) => {
      const options = { convention: 'acme.sh', program: file, api };
      const provider = await openKind(exec, { options, credentials: { environment: {} } });
      const done = await provider.add(VALUE, within());
      assert.ok(!done.ok);
      return done;
    };
    assert.equal((await run('dns_missing')).outcome, 'refused');
    assert.equal((await run('dns_file', join(folder, 'missing'))).outcome, 'refused');
    assert.deepEqual(await run('dns_file'), { ok: false, outcome: 'refused', code: 'exit 1' });
  });
});

test('what is no program, no script and no environment is refused by the schemas', () => {
  const program = '/usr/local/bin/x';
  const good = { convention: 'acme.sh', program, api: 'dns_cf' };
  assert.ok(exec.options.safeParse(good).success);
  for (const bad of [
    { program: 'x' },
    { program: '' },
    { program: '/x\0' },
    { api: 'cf' },
    { api: 'dns_../x' },
    { api: 'dns_x;y' },
  ]) {
    assert.ok(!exec.options.safeParse({ ...good, ...bad }).success, JSON.stringify(bad));
  }
  assert.ok(!exec.options.safeParse({ convention: 'lego', program, more: 1 }).success);
  for (const bad of [{ 'A=B': 'x' }, { '1A': 'x' }, { A: 'x\0' }, { A: 1 }]) {
    assert.ok(!exec.credentials.safeParse({ environment: bad }).success, JSON.stringify(bad));
  }
});

function open(program: string, environment: Readonly<Record<string, string>> = {}) {
  return openKind(exec, { options: { convention: 'lego', program }, credentials: { environment } });
}

/** A killed process is one until it is collected: then it is a zombie, or nothing. */
async function gone(file: string): Promise<void> {
  const pids = readFileSync(file, 'utf8').trim().split(/\s+/).map(Number);
  assert.ok(pids.length > 0 && pids.every((pid) => pid > 0));
  for (let tries = 0; pids.some(isRunning); tries++) {
    assert.ok(tries < 200, `${pids.join(' ')} is still running`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
