import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  RESUME_BATCH,
  RESUME_PAUSE_MS,
  UNCLAIMED_MS,
  VALIDATIONS_PER_ACCOUNT_MAX,
} from '../../../../src/authority/acme/limits.ts';
import { createValidations } from '../../../../src/authority/acme/work/validations.ts';
import { type Fault, fault, silentLog, systemClock } from '../../../../src/core/index.ts';
import type { Authorization, Store } from '../../../../src/store/index.ts';
import type { ValidationRequest } from '../../../../src/validation/index.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

test('an account with slow targets fills its own share of the validations, not that of others', () => {
  const asked: ValidationRequest[] = [];
  const validations = createValidations({
    store: { authorizations: { claim: () => Promise.resolve(true) } } as unknown as Store, // no validation ends
    validator: {
      validate(request) {
        asked.push(request);
        return new Promise(() => {});
      },
      checkCaa: () => Promise.reject(new Error('not asked for')),
      close: () => Promise.resolve(),
    },
    clock: systemClock,
    log: silentLog,
    settings: { builtInNames: new Set(), bases: [], directories: [], dnsPersistVersion: '01' },
    authorizationLifetimeMs: 1,
    countFailure() {},
  });
  for (let n = 0; n < VALIDATIONS_PER_ACCOUNT_MAX; n++) {
    assert.ok(validations.hasRoom('slow'));
    void validations.begin({
      authorization: pending(n),
      type: 'http-01',
      subscriber: { accountUrls: [], thumbprint: 'x' },
    });
  }
  assert.equal(validations.hasRoom('slow'), false);
  assert.ok(validations.hasRoom('other'));
  assert.equal(asked[0]?.owner, 'slow', 'the validator shares out its turns by account');
});

test('what failed for want of our own is no failure of the account: it may try again', async () => {
  const counted: string[] = [];
  let refusal: Fault = fault('validationBusy', { name: 'n0.example', waiting: 1 });
  const validations = createValidations({
    store: { authorizations: { conclude: () => Promise.resolve(true) } } as unknown as Store,
    validator: {
      validate: () => Promise.resolve({ ...UNMEASURED, verdict: { valid: false, fault: refusal } }),
      checkCaa: () => Promise.reject(new Error('not asked for')),
      close: () => Promise.resolve(),
    },
    clock: systemClock,
    log: silentLog,
    settings: { builtInNames: new Set(), bases: [], directories: [], dnsPersistVersion: '01' },
    authorizationLifetimeMs: 1,
    countFailure: (_, name) => void counted.push(name),
  });
  const begin = (n: number) =>
    validations.begin({
      authorization: pending(n),
      type: 'http-01',
      subscriber: { accountUrls: [], thumbprint: 'x' },
    });
  await begin(0);
  assert.deepEqual(counted, []);
  refusal = fault('validationTxtName', { name: 'n1.example' });
  await begin(1);
  assert.deepEqual(counted, ['n1.example']);
});

test('conclusions that could not be stored are taken up again once each, however many they are', async () => {
  const { validations, clock, asked, world } = resumable();
  const begun = 20;
  for (let n = 0; n < begun; n++)
    void validations.begin({ authorization: pending(n), type: 'http-01', subscriber: NOBODY });
  await clock.advance(UNCLAIMED_MS);
  world.attempted = Array.from({ length: begun }, (_, n) => ({ ...pending(n), attemptedType: 'http-01' }));
  world.broken = true;
  for (const end of asked.splice(0)) end();
  await clock.advance(0);
  world.broken = false;
  // many questions of one moment are answered in one moment
  const held = Promise.withResolvers<void>();
  world.held = held.promise;
  await clock.advance(RESUME_PAUSE_MS);
  held.resolve();
  await clock.advance(0);
  assert.equal(asked.length, begun);
});

test('what a crash left is taken up, also when the first batch of the store is all under way already', async () => {
  const { validations, clock, asked, world } = resumable();
  for (let n = 0; n < RESUME_BATCH; n++)
    void validations.begin({ authorization: pending(n), type: 'http-01', subscriber: NOBODY });
  await clock.advance(UNCLAIMED_MS);
  world.attempted = Array.from({ length: RESUME_BATCH + 1 }, (_, n) => ({
    ...pending(n),
    attemptedType: 'http-01',
  }));
  await validations.resume();
  assert.equal(asked.length, RESUME_BATCH);
  for (const end of asked.splice(0)) end();
  world.attempted = world.attempted.slice(RESUME_BATCH);
  await clock.advance(RESUME_PAUSE_MS);
  assert.equal(asked.length, 1, 'the one that was left');
});

/** A store and a validator in memory: validations end when told to, and are then concluded, or not where the store is broken. */
function resumable() {
  const clock = createVirtualClock();
  const asked: (() => void)[] = [];
  const world = { attempted: [] as Authorization[], broken: false, held: Promise.resolve() };
  const store = {
    accounts: { get: () => Promise.resolve({ id: 'slow', thumbprint: 'x' }) },
    authorizations: {
      claim: () => Promise.resolve(true),
      conclude: () => (world.broken ? Promise.reject(new Error('disk full')) : Promise.resolve(true)),
      listAttempted: (limit: number) => world.held.then(() => world.attempted.slice(0, limit)),
    },
  };
  const validations = createValidations({
    store: store as unknown as Store,
    validator: {
      validate: () =>
        new Promise((resolve) => asked.push(() => resolve({ ...UNMEASURED, verdict: { valid: true } }))),
      checkCaa: () => Promise.reject(new Error('not asked for')),
      close: () => Promise.resolve(),
    },
    clock,
    log: silentLog,
    settings: { builtInNames: new Set(), bases: [], directories: [], dnsPersistVersion: '01' },
    authorizationLifetimeMs: 1,
    countFailure() {},
  });
  return { validations, clock, asked, world };
}

const NOBODY = { accountUrls: [], thumbprint: 'x' };

const UNMEASURED = {
  rule: 'documented',
  judgements: { documented: 'not-measured', boulder: 'not-measured', 'per-hop': 'not-measured' },
  evidence: [],
  startedAt: 0,
  finishedAt: 0,
} as const;

function pending(n: number): Authorization {
  return {
    id: `a${n}`,
    accountId: 'slow',
    directory: 'default',
    identifier: { type: 'dns', value: `n${n}.example` },
    wildcard: false,
    standing: null,
    status: 'pending',
    token: 'token',
    challengeTypes: ['http-01'],
    attemptedType: null,
    attemptedAt: null,
    validatedAt: null,
    error: null,
    createdAt: 0,
    expiresAt: 1,
  };
}
