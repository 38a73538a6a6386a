// Who is asked for a dry validation, and how many run at once.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createDryValidations } from '../../../src/cli/serve/dry-validations.ts';
import { DRY_VALIDATIONS_MAX } from '../../../src/cli/serve/limits.ts';
import { loadSettings } from '../../../src/config/index.ts';
import { createStop, ok, silentLog } from '../../../src/core/index.ts';
import type { ValidationReport, ValidationRequest, Validator } from '../../../src/validation/index.ts';
import { tempDir } from '../../support/temp-dir.ts';

const REPORT: ValidationReport = {
  verdict: { valid: true },
  rule: 'documented',
  judgements: { documented: 'valid', boulder: 'valid', 'per-hop': 'valid' },
  evidence: [],
  startedAt: 0,
  finishedAt: 0,
};
const KEY_AUTHORIZATION = 'token.LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ';
const ASK = { name: 'www.example.org', type: 'http-01', directory: 'default' } as const;

function make(t: TestContext, { server = true, held }: { server?: boolean; held?: Promise<void> } = {}) {
  const loaded = loadSettings({ directory: tempDir(t), environment: {} });
  assert.ok(loaded.ok);
  const asked: { who: string; request: ValidationRequest }[] = [];
  const validator = (who: string): Validator => ({
    async validate(request) {
      asked.push({ who, request });
      await held;
      return REPORT;
    },
    checkCaa: () => Promise.reject(new Error('not asked')),
    close: async () => {},
  });
  const perspective = { role: 'perspective', joinedAt: 1 };
  const rows = [perspective, { ...perspective, joinedAt: null }, { role: 'client', joinedAt: 1 }];
  const store = {
    allowances: { list: async () => [{ kind: 'name', value: 'example.org', createdAt: 0 }] },
    perspectives: { list: async () => rows },
  } as unknown as Parameters<typeof createDryValidations>[0]['store'];
  const dry = createDryValidations({
    loaded: loaded.value,
    issuer: {},
    store,
    local: async () => ok(validator('local')),
    ...(server && { everywhere: validator('everywhere') }),
    perspectives: { foreign: () => [{ name: 'f', region: 'RIPE', url: 'https://f.example' }] },
    log: silentLog,
  });
  return { dry, asked };
}

test('perspectives get whole key authorizations; the token alone stays here; without a server so does everything', async (t) => {
  const { signal } = createStop();
  for (const [server, known, who] of [
    [true, { keyAuthorization: KEY_AUTHORIZATION }, 'everywhere'],
    [true, { token: 'token' }, 'local'],
    [false, { keyAuthorization: KEY_AUTHORIZATION }, 'local'],
  ] as const) {
    const { dry, asked } = make(t, { server });
    const done = await dry.run({ ...ASK, ...known }, signal);
    assert.ok(done.ok);
    assert.equal(done.value.perspectives, 2, 'those that have joined, and the foreign one');
    assert.deepEqual(
      asked.map((one) => one.who),
      [who],
    );
    assert.equal(asked[0]?.request.dry?.signal, signal);
  }
});

test('no more than a few run at once; a refusal takes no place', async (t) => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const { dry, asked } = make(t, { held });
  const run = () => dry.run({ ...ASK, token: 'token' }, createStop().signal);
  const refused = await dry.run({ ...ASK, name: 'www.example.net', token: 'token' }, createStop().signal);
  assert.ok(!refused.ok && refused.fault.code === 'nameNotAllowed');
  const running = Array.from({ length: DRY_VALIDATIONS_MAX }, run);
  const more = await run();
  assert.ok(!more.ok && more.fault.code === 'dryValidationsBusy');
  release();
  assert.ok((await Promise.all(running)).every((one) => one.ok));
  assert.ok((await run()).ok);
  assert.equal(asked.length, DRY_VALIDATIONS_MAX + 1);
});
