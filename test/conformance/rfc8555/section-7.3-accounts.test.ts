import assert from 'node:assert/strict';
import { createHmac, createPublicKey } from 'node:crypto';
import { describe, test } from 'node:test';
import { type AcmeClient, chainOf, makeAccountKey, signJws } from '../../support/acme-client.ts';
import { useTestAcme } from '../../support/acme-server.ts';
import { makeCsr } from '../../support/csr.ts';

const problem = (type: string) => `urn:ietf:params:acme:error:${type}`;
const TERMS = 'https://ca.example/terms';

describe('RFC 8555 section 7.3: account management', () => {
  const server = useTestAcme();

  test('creation, with contacts', async () => {
    const client = await server().stranger();
    const reply = await client.newAccount({ contact: ['mailto:admin@host.example'] });
    assert.equal(reply.status, 201);
    assert.equal(reply.body.status, 'valid');
    assert.deepEqual(reply.body.contact, ['mailto:admin@host.example']);
    assert.match(reply.location, /\/acme\/account\/[0-9a-f]{32}$/);
  });

  test('section 7.3.1: the same key finds the account, whatever else is asked', async () => {
    const client = await server().client();
    const again = await client.newAccount({ contact: ['mailto:other@host.example'] });
    assert.equal(again.status, 200);
    assert.equal(again.location, client.kid);
    assert.deepEqual(again.body.contact, []);
  });

  test('section 7.3.1: onlyReturnExisting finds or refuses, and never creates', async () => {
    const client = await server().stranger();
    const none = await client.newAccount({ onlyReturnExisting: true });
    assert.equal(none.status, 400);
    assert.equal(none.body.type, problem('accountDoesNotExist'));
    assert.equal((await client.newAccount({ onlyReturnExisting: true })).status, 400);
    assert.equal((await client.newAccount()).status, 201);
    assert.equal((await client.newAccount({ onlyReturnExisting: true })).status, 200);
    assert.equal((await client.newAccount({ onlyReturnExisting: 'yes' })).body.type, problem('malformed'));
  });

  test('two requests with one new key at once make one account', async () => {
    const key = makeAccountKey();
    const [a, b] = [await server().stranger(key), await server().stranger(key)];
    const replies = await Promise.all([a.newAccount(), b.newAccount()]);
    assert.deepEqual(
      replies.map((reply) => reply.status).toSorted((a, b) => a - b),
      [200, 201],
    );
    assert.equal(replies[0].location, replies[1].location);
  });

  test('section 7.3.2: contacts are replaced, other members ignored', async () => {
    const client = await server().client();
    const changed = await client.post(client.kid, {
      contact: ['mailto:new@host.example'],
      orders: 'x',
      status: 'valid',
    });
    assert.deepEqual(changed.body.contact, ['mailto:new@host.example']);
    assert.deepEqual((await client.post(client.kid)).body.contact, ['mailto:new@host.example']);
    assert.deepEqual((await client.post(client.kid, {})).body.contact, ['mailto:new@host.example']);
    assert.deepEqual((await client.post(client.kid, { contact: [] })).body.contact, []);
  });

  const contacts: readonly (readonly [string, unknown, string])[] = [
    ['a telephone number', ['tel:+123'], 'unsupportedContact'],
    ['a bare address', ['admin@host.example'], 'unsupportedContact'],
    ['two recipients', ['mailto:a@host.example,b@host.example'], 'invalidContact'],
    ['header fields', ['mailto:a@host.example?subject=x'], 'invalidContact'],
    ['no domain', ['mailto:admin'], 'invalidContact'],
    ['a bad domain', ['mailto:a@-host.example'], 'invalidContact'],
    ['a line break', ['mailto:a@host.example\nx'], 'invalidContact'],
    ['eleven', Array.from({ length: 11 }, () => 'mailto:a@host.example'), 'invalidContact'],
    ['a number', [1], 'malformed'],
    ['no list', 'mailto:a@host.example', 'malformed'],
  ];
  for (const [what, contact, type] of contacts)
    test(`section 7.3: contacts refused: ${what}`, async () => {
      const client = await server().stranger();
      assert.equal((await client.newAccount({ contact })).body.type, problem(type));
      const other = await server().client();
      assert.equal((await other.post(other.kid, { contact })).body.type, problem(type));
    });

  test('section 7.3.6: a deactivated account can do nothing any more (UCM: a revoked account could order)', async () => {
    const client = await server().client();
    const order = await client.newOrder(['a.example']);
    const gone = await client.post(client.kid, { status: 'deactivated' });
    assert.equal(gone.body.status, 'deactivated');
    for (const reply of [
      await client.newOrder(['b.example']),
      await client.post(order.location),
      await client.post(client.kid),
      await client.newAccount(),
      await client.newAccount({ onlyReturnExisting: true }),
    ]) {
      assert.equal(reply.status, 401);
      assert.equal(reply.body.type, problem('unauthorized'));
    }
    assert.equal(
      (await server().store.orders.find(order.location.split('/').at(-1) ?? ''))?.status,
      'invalid',
    );
  });

  test('an account ended by the administrator is refused at the next request', async () => {
    const client = await server().client();
    const id = client.kid.split('/').at(-1) ?? '';
    await server().store.accounts.deactivate(id, 'revoked', Date.now());
    server().acme.accountChanged(id);
    const reply = await client.newOrder(['a.example']);
    assert.equal(reply.status, 401);
    assert.match(reply.body.detail, /revoked/);
  });

  test('status can only become deactivated', async () => {
    const client = await server().client();
    assert.equal((await client.post(client.kid, { status: 'revoked' })).body.type, problem('malformed'));
  });

  test('another account is not shown, changed, or listed', async () => {
    const [client, other] = [await server().client(), await server().client()];
    for (const [url, payload] of [
      [other.kid, undefined],
      [other.kid, { status: 'deactivated' }],
      [other.kid.replace('/account/', '/orders/'), undefined],
    ] as const) {
      const reply = await client.post(url, payload);
      assert.equal(reply.status, 403);
      assert.equal(reply.body.type, problem('unauthorized'));
    }
    assert.equal((await other.post(other.kid)).body.status, 'valid');
  });

  test('section 7.1.2.1: the orders list comes in pages, newest first, each order once', async () => {
    const client = await server().client();
    const made: string[] = [];
    for (let n = 0; n < 103; n++) made.unshift((await client.newOrder([`n${n}.example`])).location);
    const first = await client.post(client.kid.replace('/account/', '/orders/'));
    assert.equal(first.body.orders.length, 100);
    const [next = ''] = first.links.next ?? [];
    const second = await client.post(next);
    assert.deepEqual([...first.body.orders, ...second.body.orders], made);
    assert.equal(second.links.next, undefined);
  });
});

describe('RFC 8555 section 7.3.3: terms of service', () => {
  const server = useTestAcme({ termsOfService: TERMS });

  test('agreement is asked for, with the address of the terms', async () => {
    const client = await server().stranger();
    assert.equal(client.directory.meta.termsOfService, TERMS);
    const refused = await client.newAccount({ termsOfServiceAgreed: false });
    assert.equal(refused.status, 403);
    assert.equal(refused.body.type, problem('userActionRequired'));
    assert.equal(refused.body.instance, TERMS);
    assert.deepEqual(refused.links['terms-of-service'], [TERMS]);
    assert.equal((await client.newAccount({ termsOfServiceAgreed: true })).body.termsOfServiceAgreed, true);
  });
});

describe('RFC 8555 section 7.3.4: external account binding', () => {
  const server = useTestAcme({ externalAccountRequired: true });
  const macKey = Buffer.alloc(32, 7);

  /** Binds with HS256 unless the oddity says otherwise. */
  function bind(
    client: AcmeClient,
    id: string,
    odd: { header?: object; key?: Buffer; payload?: unknown; hash?: string } = {},
  ) {
    const head = encode({ alg: 'HS256', kid: id, url: client.directory.newAccount, ...odd.header });
    const payload = encode(odd.payload ?? client.key.jwk);
    const mac = createHmac(odd.hash ?? 'sha256', odd.key ?? macKey).update(`${head}.${payload}`);
    return { externalAccountBinding: { protected: head, payload, signature: mac.digest('base64url') } };
  }
  async function addKey(id: string): Promise<string> {
    await server().store.externalKeys.add({
      id,
      sealedKey: macKey,
      label: id,
      createdAt: 0,
      accountId: null,
      revokedAt: null,
    });
    return id;
  }

  test('is asked for', async () => {
    const client = await server().stranger();
    assert.equal(client.directory.meta.externalAccountRequired, true);
    const reply = await client.newAccount();
    assert.equal(reply.status, 403);
    assert.equal(reply.body.type, problem('externalAccountRequired'));
  });

  for (const [alg, hash] of [
    ['HS256', 'sha256'],
    ['HS384', 'sha384'],
    ['HS512', 'sha512'],
  ])
    test(`binds one account with ${alg}`, async () => {
      const id = await addKey(`good-${alg}`);
      const client = await server().stranger();
      const reply = await client.newAccount(bind(client, id, { header: { alg }, hash: hash ?? '' }));
      assert.equal(reply.status, 201, reply.text);
      const spent = await server().stranger();
      const refused = await spent.newAccount(bind(spent, id));
      assert.equal(refused.status, 403);
      assert.equal(refused.body.type, problem('unauthorized'));
      assert.match(refused.body.detail, /bound to another account/);
    });

  test('two accounts at once cannot share a key', async () => {
    const id = await addKey('race');
    const clients = [await server().stranger(), await server().stranger()];
    const replies = await Promise.all(clients.map((client) => client.newAccount(bind(client, id))));
    assert.deepEqual(
      replies.map((reply) => reply.status).toSorted((a, b) => a - b),
      [201, 403],
    );
  });

  const bad: readonly (readonly [string, string, (client: AcmeClient) => object])[] = [
    ['a wrong MAC key', 'unauthorized', (client) => bind(client, 'bad', { key: Buffer.alloc(32, 8) })],
    ['an unknown key', 'unauthorized', (client) => bind(client, 'nobody')],
    ['a revoked key', 'unauthorized', (client) => bind(client, 'revoked')],
    [
      'the key of another account',
      'malformed',
      (client) => bind(client, 'bad', { payload: makeAccountKey().jwk }),
    ],
    [
      'another address',
      'malformed',
      (client) => bind(client, 'bad', { header: { url: `${client.directory.newAccount}/` } }),
    ],
    ['a nonce', 'malformed', (client) => bind(client, 'bad', { header: { nonce: 'x' } })],
    ['no kid', 'malformed', (client) => bind(client, 'bad', { header: { kid: undefined } })],
    [
      'a signature in place of a MAC',
      'malformed',
      (client) => ({
        externalAccountBinding: signJws(
          client.key,
          { alg: 'ES256', kid: 'bad', url: client.directory.newAccount },
          client.key.jwk,
        ),
      }),
    ],
    ['a string', 'malformed', () => ({ externalAccountBinding: 'x' })],
    ['null', 'malformed', () => ({ externalAccountBinding: null })],
  ];
  for (const [what, type, payload] of bad)
    test(`refuses ${what}`, async () => {
      await addKey('bad').catch(() => {});
      await addKey('revoked').catch(() => {});
      await server().store.externalKeys.revoke('revoked', 1);
      const client = await server().stranger();
      const reply = await client.newAccount(payload(client));
      assert.equal(reply.body.type, problem(type), reply.text);
      assert.equal(
        (await client.newAccount({ onlyReturnExisting: true })).status,
        400,
        'no account was made',
      );
    });
});

describe('RFC 8555 section 7.3.5: account key rollover', () => {
  const server = useTestAcme();

  for (const algorithm of ['ES256', 'ES384', 'RS256'] as const)
    test(`to a key for ${algorithm}: the new key works, the old one no more`, async () => {
      const client = await server().client();
      const key = makeAccountKey(algorithm);
      const reply = await client.post(client.directory.keyChange ?? '', inner(client, key));
      assert.equal(reply.status, 200, reply.text);
      assert.equal((await client.post(client.kid, undefined, { key })).status, 200);
      const old = await client.post(client.kid);
      assert.equal(old.status, 400);
      const found = await client.newAccount({ onlyReturnExisting: true }, { key });
      assert.equal(found.location, client.kid);
    });

  test('to a key that has an account: 409 and where that is', async () => {
    const [client, other] = [await server().client(), await server().client()];
    const reply = await client.post(client.directory.keyChange ?? '', inner(client, other.key));
    assert.equal(reply.status, 409);
    assert.equal(reply.location, other.kid);
    assert.equal((await client.post(client.kid)).status, 200, 'the old key still works');
  });

  const bad: readonly (readonly [string, string, (client: AcmeClient) => unknown])[] = [
    ['no inner JWS', 'malformed', () => ({})],
    [
      'a wrong inner signature',
      'malformed',
      (client) => inner(client, undefined, { signer: makeAccountKey() }),
    ],
    [
      'another account inside',
      'malformed',
      (client) => inner(client, undefined, { payload: { account: `${client.kid}0` } }),
    ],
    [
      'another old key inside',
      'malformed',
      (client) => inner(client, undefined, { payload: { oldKey: makeAccountKey().jwk } }),
    ],
    ['no old key', 'malformed', (client) => inner(client, undefined, { payload: { oldKey: undefined } })],
    [
      'another url inside',
      'malformed',
      (client) => inner(client, undefined, { header: { url: client.directory.newOrder } }),
    ],
    ['a nonce inside', 'malformed', (client) => inner(client, undefined, { header: { nonce: 'x' } })],
    ['a kid inside', 'malformed', (client) => inner(client, undefined, { header: { kid: client.kid } })],
    [
      'alg none inside',
      'badSignatureAlgorithm',
      (client) => inner(client, undefined, { header: { alg: 'none' } }),
    ],
    ['no jwk inside', 'badPublicKey', (client) => inner(client, undefined, { header: { jwk: undefined } })],
    [
      'a weak new key',
      'badPublicKey',
      (client) => inner(client, undefined, { header: { jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } } }),
    ],
  ];
  for (const [what, type, payload] of bad)
    test(`refuses ${what}`, async () => {
      const client = await server().client();
      const reply = await client.post(client.directory.keyChange ?? '', payload(client));
      assert.equal(reply.body.type, problem(type), reply.text);
      assert.equal((await client.post(client.kid)).status, 200, 'the old key still works');
    });

  test('a key of a certificate that was revoked as compromised is no account key', async () => {
    const client = await server().client();
    const order = await client.newOrder(['a.example']);
    await client.proveAll(order);
    const leaked = makeAccountKey();
    const spki = createPublicKey(leaked.privateKey).export({ type: 'spki', format: 'der' });
    const done = await client.finalize(
      order,
      makeCsr(['a.example'], { privateKey: leaked.privateKey, spki }),
    );
    const [leaf] = chainOf(await client.post(done.body.certificate));
    const certificate = leaf?.toString('base64url');
    assert.equal(
      (await client.post(client.directory.revokeCert ?? '', { certificate, reason: 1 })).status,
      200,
    );
    const stranger = await server().stranger(leaked);
    assert.equal((await stranger.newAccount()).body.type, problem('badPublicKey'));
    const change = await client.post(client.directory.keyChange ?? '', inner(client, leaked));
    assert.equal(change.body.type, problem('badPublicKey'));
  });
});

/** The inner JWS, right unless the oddity says otherwise. */
function inner(
  client: AcmeClient,
  key = makeAccountKey(),
  odd: { header?: object; payload?: object; signer?: typeof key } = {},
) {
  const header = { alg: key.algorithm, jwk: key.jwk, url: client.directory.keyChange, ...odd.header };
  return signJws(odd.signer ?? key, header, {
    account: client.kid,
    oldKey: client.key.jwk,
    ...odd.payload,
  });
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
