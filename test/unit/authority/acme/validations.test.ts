import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VALIDATIONS_PER_ACCOUNT_MAX } from '../../../../src/authority/acme/limits.ts';
import { createValidations } from '../../../../src/authority/acme/work/validations.ts';
import { type Fault, fault, silentLog, systemClock } from '../../../../src/core/index.ts';
import type { Authorization, Store } from '../../../../src/store/index.ts';
import type { ValidationRequest } from '../../../../src/validation/index.ts';

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
