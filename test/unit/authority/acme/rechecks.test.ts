// CAA records once more at finalize: whose proof is old or of an ancestor, whatever the settings have become, and for how many at once.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { join } from 'node:path';
import { CAA_RECHECK_AFTER_MS, VALIDATIONS_PER_ACCOUNT_MAX } from '../../../../src/authority/acme/limits.ts';
import { createRechecks } from '../../../../src/authority/acme/work/rechecks.ts';
import { silentLog, systemClock } from '../../../../src/core/index.ts';
import { type Authorization, openSqliteStore, type Order } from '../../../../src/store/index.ts';
import type { ValidationReport, ValidationRequest } from '../../../../src/validation/index.ts';
import { startTestAcme } from '../../../support/acme-server.ts';
import { makeTestCa } from '../../../support/ca.ts';
import { makeCsr } from '../../../support/csr.ts';

const DIRECTORY = {
  name: 'default',
  profile: 'default',
  profiles: ['default'],
  caa: { mode: 'enforce', issuers: ['ca.example'] },
} as const;
const SUBSCRIBER = { accountUrls: [], thumbprint: '' };

describe('CAA records at finalize', () => {
  test('are asked for where an ancestor is the proof, also when the directory no longer offers that', async (t) => {
    const { ca, data } = await makeTestCa(t, systemClock);
    const store = await openSqliteStore({ file: join(data, 'sixfour.db'), log: silentLog });
    t.after(() => store.close());
    const offering = { ...DIRECTORY, subdomainAuthorizations: true };
    const first = await startTestAcme(t, { store, ca, directories: [offering] });
    const client = await first.client();
    const identifiers = [{ type: 'dns', value: 'a.one.example', ancestorDomain: 'one.example' }];
    const order = await client.newOrder([], { identifiers });
    await client.proveAll(order, 'dns-01');

    const second = await startTestAcme(t, { store, ca, directories: [DIRECTORY] });
    const other = await second.client(client.key);
    const last = await other.post(order.body.finalize.replace(first.base, second.base), {
      csr: Buffer.from(makeCsr(['a.one.example'])).toString('base64url'),
    });
    assert.equal(last.body.status, 'valid', last.text);
    assert.deepEqual(
      second.validator.requests.map(({ identifier }) => identifier.value),
      ['a.one.example'],
    );
  });

  test('one account has only so many lookups under way, whatever it finalizes at once', async () => {
    const asked: ValidationRequest[] = [];
    const ends: (() => void)[] = [];
    const names = 100;
    const rechecks = createRechecks({
      store: {
        authorizations: {
          listByOrder: async (id: string) => Array.from({ length: names }, (_, n) => proven(id, n)),
        },
        validations: { add: async () => {} },
      } as never,
      validator: {
        checkCaa(request) {
          asked.push(request);
          return new Promise((resolve) => ends.push(() => resolve(REPORT)));
        },
      },
      log: silentLog,
      settings: {
        builtInNames: new Set(),
        directories: [{ ...DIRECTORY, prefix: '' }],
        dnsPersistVersion: '01',
      },
    });
    const now = CAA_RECHECK_AFTER_MS + 1;
    const full = VALIDATIONS_PER_ACCOUNT_MAX / names;
    const begun = Array.from({ length: full }, (_, n) =>
      rechecks.check(order('a', n, names), SUBSCRIBER, now),
    );
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(asked.length, VALIDATIONS_PER_ACCOUNT_MAX);
    const refused = await rechecks.check(order('a', full, names), SUBSCRIBER, now);
    assert.equal(refused?.code, 'validationsBusy');
    const others = rechecks.check(order('b', 0, names), SUBSCRIBER, now);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(asked.length, VALIDATIONS_PER_ACCOUNT_MAX + names, 'another account is not kept waiting');
    for (const end of ends.splice(0)) end();
    assert.deepEqual(await Promise.all([...begun, others]), Array(full + 1).fill(undefined));
    const again = rechecks.check(order('a', full, names), SUBSCRIBER, now);
    await new Promise((resolve) => setImmediate(resolve));
    for (const end of ends.splice(0)) end();
    assert.equal(await again, undefined);
  });
});

const REPORT: ValidationReport = {
  verdict: { valid: true },
  rule: 'documented',
  judgements: { documented: 'not-measured', boulder: 'not-measured', 'per-hop': 'not-measured' },
  evidence: [],
  startedAt: 0,
  finishedAt: 0,
};

function proven(orderId: string, n: number): Authorization {
  return {
    id: `${orderId} ${n}`,
    accountId: orderId.slice(0, 1),
    directory: 'default',
    identifier: { type: 'dns', value: `n${n}.example` },
    wildcard: false,
    standing: null,
    status: 'valid',
    token: 'token',
    challengeTypes: ['http-01'],
    attemptedType: 'http-01',
    attemptedAt: 0,
    validatedAt: 0,
    error: null,
    createdAt: 0,
    expiresAt: Number.MAX_SAFE_INTEGER,
  };
}

function order(accountId: string, number: number, names: number): Order {
  const id = `${accountId}${number}`;
  return {
    id,
    accountId,
    directory: 'default',
    profile: 'default',
    status: 'ready',
    identifiers: Array.from({ length: names }, (_, n) => ({ type: 'dns', value: `n${n}.example` })),
    authorizationIds: Array.from({ length: names }, (_, n) => `${id} ${n}`),
    notBefore: null,
    notAfter: null,
    createdAt: 0,
    expiresAt: Number.MAX_SAFE_INTEGER,
    error: null,
    certificateSerial: null,
  };
}
