// What a dry validation is asked for: the same as an order would lead to, and refused for the same.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createDryRequests, type DryAsk } from '../../../../src/authority/acme/index.ts';
import { CHALLENGE_TYPES, type ChallengeType } from '../../../../src/core/index.ts';
import type { DryInputReason } from '../../../../src/i18n/index.ts';
import type { Account, Allowance } from '../../../../src/store/index.ts';

const THUMBPRINT = 'LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ';
const OTHER = 'jhNyuGVo0hn7CAcgdEVMTB4nSLpBHt4Lf61XdFGKAIY';
const KEY_AUTHORIZATION = `token.${THUMBPRINT}`;
const ACCOUNT = 'https://ca.example:6464/acme/account/abc';

function plan(ask: Partial<DryAsk>, changes: { persist?: '01' | '02'; permittedNames?: string[] } = {}) {
  const allowances: Pick<Allowance, 'kind' | 'value'>[] = [
    { kind: 'name', value: 'example.org' },
    { kind: 'address', value: '2001:db8::/32' },
  ];
  const account = { id: 'abc', status: 'valid', thumbprint: THUMBPRINT } as Account;
  const gone = { ...account, id: 'gone', status: 'deactivated' } as Account;
  const requests = createDryRequests({
    isOwnHost: (host) => host === 'ca.example',
    bases: ['https://ca.example:6464'],
    directories: [
      {
        name: 'default',
        profile: 'default',
        profiles: ['default'],
        challengeTypes: CHALLENGE_TYPES,
        caa: { mode: 'enforce', issuers: ['ca.example'] },
      },
      { name: 'plain', profile: 'default', profiles: ['default'] },
    ],
    builtInNames: ['localhost', 'ca.example'],
    dnsPersistVersion: changes.persist ?? '01',
    testAddresses: true,
    permittedNames: changes.permittedNames ?? [],
    store: {
      allowances: { list: async () => allowances.map((one) => ({ ...one, createdAt: 0 })) },
      accounts: {
        get: async (id: string) => [account, gone].find((one) => one.id === id),
        pastThumbprints: async () => [OTHER],
      },
    } as unknown as Parameters<typeof createDryRequests>[0]['store'],
  });
  return requests({ name: 'www.example.org', type: 'http-01', directory: 'default', ...ask });
}

async function planned(...args: Parameters<typeof plan>) {
  const result = await plan(...args);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

async function refusal(...args: Parameters<typeof plan>) {
  const result = await plan(...args);
  assert.ok(!result.ok);
  return result.fault;
}

suite('what is compared', () => {
  const rows: readonly [ChallengeType, Partial<DryAsk>, compared: string, keyAuthorization: string][] = [
    ['http-01', { keyAuthorization: KEY_AUTHORIZATION }, 'key-authorization', KEY_AUTHORIZATION],
    ['http-01', { token: 'token', thumbprint: THUMBPRINT }, 'key-authorization', KEY_AUTHORIZATION],
    ['http-01', { token: 'token', account: 'abc' }, 'key-authorization', KEY_AUTHORIZATION],
    ['http-01', { token: 'token', account: ACCOUNT }, 'key-authorization', KEY_AUTHORIZATION],
    ['http-01', { token: 'token' }, 'token', ''],
    ['http-01', { token: 'token', account: 'https://other.example/acct/1' }, 'token', ''],
    ['dns-01', { digest: OTHER }, 'digest', ''],
    ['dns-01', { keyAuthorization: KEY_AUTHORIZATION }, 'key-authorization', KEY_AUTHORIZATION],
    ['tls-alpn-01', { token: 'token', account: 'abc' }, 'key-authorization', KEY_AUTHORIZATION],
    ['dns-account-01', { digest: OTHER, account: 'https://other.example/acct/1' }, 'digest', ''],
    ['dns-persist-01', { account: 'abc' }, 'record', ''],
  ];
  for (const [type, ask, compared, keyAuthorization] of rows) {
    test(`${type} with ${JSON.stringify(ask)}: ${compared}`, async () => {
      const { request, ...rest } = await planned({ type, ...ask });
      assert.equal(rest.compared, compared);
      assert.equal(request.keyAuthorization, keyAuthorization);
      assert.equal(request.digest, ask.digest);
      assert.equal(request.dry.anyAccount === true, compared === 'token');
    });
  }

  const wrong: readonly [ChallengeType, Partial<DryAsk>, DryInputReason][] = [
    ['http-01', {}, 'token-missing'],
    ['http-01', { digest: OTHER }, 'digest-unused'],
    ['http-01', { token: 'a/b' }, 'token-malformed'],
    ['http-01', { token: 'token', thumbprint: 'short' }, 'thumbprint-malformed'],
    ['http-01', { keyAuthorization: 'token' }, 'key-authorization-malformed'],
    ['http-01', { keyAuthorization: `${KEY_AUTHORIZATION}.x` }, 'key-authorization-malformed'],
    ['http-01', { token: 'token', keyAuthorization: KEY_AUTHORIZATION }, 'said-twice'],
    ['http-01', { token: 'token', thumbprint: OTHER, account: 'abc' }, 'said-twice'],
    ['dns-01', { token: 'token' }, 'digest-missing'],
    ['dns-01', {}, 'digest-missing'],
    ['dns-01', { digest: 'short' }, 'digest-malformed'],
    ['tls-alpn-01', { token: 'token' }, 'digest-missing'],
    ['dns-account-01', { digest: OTHER }, 'account-missing'],
    ['dns-persist-01', {}, 'account-missing'],
    ['dns-persist-01', { account: 'abc', token: 'token' }, 'token-unused'],
  ];
  for (const [type, ask, reason] of wrong) {
    test(`${type} with ${JSON.stringify(ask)}: ${reason}`, async () => {
      const { code, params } = await refusal({ type, ...ask });
      assert.equal(code, 'dryValidationInput');
      assert.deepEqual(params, { reason, type, name: 'www.example.org' });
    });
  }
});

suite('the request is that of an order', () => {
  test('CAA by the directory, the account by every address that it has, wildcards apart', async () => {
    const { request } = await planned({
      name: '*.Example.ORG',
      type: 'dns-01',
      digest: OTHER,
      account: 'abc',
    });
    assert.deepEqual([request.identifier, request.wildcard], [{ type: 'dns', value: 'example.org' }, true]);
    assert.deepEqual(request.caa, { mode: 'enforce', issuers: ['ca.example'] });
    assert.equal(request.subscriber.accountUrls[0], ACCOUNT);
  });

  test('without an account no CAA record can mean it', async () => {
    const { request } = await planned({ token: 'token' });
    assert.equal(request.subscriber.accountUrls[0], 'https://ca.example:6464/acme/account/-');
  });

  test('addresses in any spelling, without CAA', async () => {
    const { request } = await planned({ name: '[2001:DB8:0::1]', token: 'token' });
    assert.deepEqual(request.identifier, { type: 'ip', value: '2001:db8::1' });
    assert.equal(request.caa.mode, 'off');
  });

  test('dns-persist-01, draft 02: hashed with the key, past keys too; of a foreign account the key is asked for', async () => {
    const { request } = await planned({ type: 'dns-persist-01', account: 'abc' }, { persist: '02' });
    assert.deepEqual(request.persist?.version, '02');
    assert.ok(request.persist?.hashPrefixes.includes('https://ca.example:6464/acme/account-hash/'));
    assert.deepEqual(request.subscriber.pastThumbprints, [OTHER]);
    const foreign = { type: 'dns-persist-01', account: 'https://other.example/acct/1' } as const;
    const { params } = await refusal(foreign, { persist: '02' });
    assert.equal((params as { reason?: string }).reason, 'thumbprint-missing');
    const known = await planned({ ...foreign, thumbprint: THUMBPRINT }, { persist: '02' });
    assert.equal(known.request.subscriber.thumbprint, THUMBPRINT);
  });

  const refusals: readonly [Partial<DryAsk>, code: string, permittedNames?: string[]][] = [
    [{ name: 'www.example.net', token: 'token' }, 'nameNotAllowed'],
    [{ name: '192.0.2.1', token: 'token' }, 'addressNotAllowed'],
    [{ token: 'token' }, 'rejectedIdentifier', ['example.net']],
    [{ name: 'a b', token: 'token' }, 'nameNotHostname'],
    [{ name: '169.254.169.254', token: 'token' }, 'addressNeverIssued'],
    [{ name: '*.example.org', token: 'token' }, 'challengeTypeNotOffered'],
    [{ name: '2001:db8::1', type: 'dns-01', digest: OTHER }, 'challengeTypeNotOffered'],
    [{ directory: 'plain', type: 'dns-persist-01', account: 'abc' }, 'challengeTypeNotOffered'],
    [{ directory: 'nowhere', token: 'token' }, 'noSuchDirectory'],
    [{ token: 'token', account: 'nobody' }, 'noSuchAccount'],
    [{ token: 'token', account: 'gone' }, 'accountNotValid'],
    [{ name: 'localhost', token: 'token' }, 'dryValidationInput'],
    [{ name: 'ca.example', token: 'token' }, 'dryValidationInput'],
  ];
  for (const [ask, code, permittedNames] of refusals) {
    test(`${JSON.stringify(ask)}: ${code}`, async () => {
      assert.equal((await refusal(ask, permittedNames && { permittedNames })).code, code);
    });
  }
});
