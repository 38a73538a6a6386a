import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VALIDATIONS_PER_ACCOUNT_MAX } from '../../../../src/authority/acme/limits.ts';
import { createValidations } from '../../../../src/authority/acme/work/validations.ts';
import { silentLog, systemClock } from '../../../../src/core/index.ts';
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
