import assert from 'node:assert/strict';
import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, test } from 'node:test';
import { type AcmeClient, type AcmeReply, makeAccountKey } from '../../support/acme-client.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { useTestAcme } from '../../support/acme-server.ts';

/** Each row: what is wrong, the problem type and status that answer it, and the request. */
type Row = readonly [string, string, number, (client: AcmeClient) => Promise<AcmeReply>];

const ORDER = { identifiers: [{ type: 'dns', value: 'a.example' }] };
const JOSE = { 'content-type': 'application/jose+json' };
const order = (odd: object) => (client: AcmeClient) =>
  client.post(client.directory.newOrder ?? '', ORDER, odd);
const account = (jwk: object) => (client: AcmeClient) =>
  client.post(client.directory.newAccount ?? '', {}, { reference: 'none', header: { jwk } });
const raw = (body: string | Uint8Array) => (client: AcmeClient) =>
  client.send('POST', client.directory.newOrder ?? '', body, JOSE);
const member = (name: string, value: unknown) =>
  order({ tamper: (jws: Record<string, unknown>) => ({ ...jws, [name]: value }) });
const without = (name: string) =>
  order({ tamper: (jws: Record<string, unknown>) => ({ ...jws, [name]: undefined }) });
const text = (change: (json: string) => string) =>
  order({ tamper: (jws: object) => change(JSON.stringify(jws)) });
const encode = (value: string) => Buffer.from(value).toString('base64url');

const malformedJws: readonly Row[] = [
  ['an empty body', 'malformed', 400, raw('')],
  ['a body that is not JSON', 'malformed', 400, raw('hello')],
  ['half a JSON object', 'malformed', 400, text((json) => json.slice(0, -20))],
  ['an array', 'malformed', 400, text((json) => `[${json}]`)],
  ['compact serialization', 'malformed', 400, raw(`${encode('{}')}.${encode('{}')}.${encode('x')}`)],
  ['bytes that are not UTF-8', 'malformed', 400, raw(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]))],
  ['a member twice', 'malformed', 400, text((json) => json.replace('{', '{"payload":"",'))],
  [
    'a member twice, once escaped',
    'malformed',
    400,
    text((json) => json.replace('{', '{"p\\u0061yload":"",')),
  ],
  ['a body of 20,000 open brackets', 'malformed', 400, raw('['.repeat(20_000))],
  ['a body of 5,000 nested objects', 'malformed', 400, raw('{"a":'.repeat(5_000))],
  ['more than 50,000 bytes', 'malformed', 413, raw(`{"x":"${'a'.repeat(50_000)}"}`)],
  ['several signatures', 'malformed', 400, member('signatures', [])],
  ['an unprotected header', 'malformed', 400, member('header', { kid: 'x' })],
  ['no protected header', 'malformed', 400, without('protected')],
  ['no payload', 'malformed', 400, without('payload')],
  ['no signature', 'malformed', 400, without('signature')],
  ['a payload that is an object', 'malformed', 400, member('payload', {})],
  ['a payload with padding', 'malformed', 400, member('payload', 'e30=')],
  ['a payload in plain base64', 'malformed', 400, member('payload', 'a+/b')],
  ['a signature of an impossible length', 'malformed', 400, member('signature', 'AAAAA')],
  ['unused bits that are not zero', 'malformed', 400, member('payload', 'e31')],
  ['a protected header that is not JSON', 'malformed', 400, member('protected', encode('hello'))],
  ['a protected header that is an array', 'malformed', 400, member('protected', encode('[]'))],
  ['alg twice in the header', 'malformed', 400, member('protected', encode('{"alg":"ES256","alg":"ES256"}'))],
  ['a deeply nested header', 'malformed', 400, member('protected', encode('{"a":'.repeat(2_000)))],
  ['a critical header', 'malformed', 400, order({ header: { crit: ['exp'], exp: 1 } })],
  ['b64', 'malformed', 400, member('protected', encode('{"alg":"ES256","b64":false}'))],
  ['a key from elsewhere', 'malformed', 400, order({ header: { jku: 'http://127.0.0.1/k' } })],
  ['application/json', 'malformed', 415, order({ contentType: 'application/json' })],
  ['text/plain', 'malformed', 415, order({ contentType: 'text/plain' })],
  ['a type that only begins right', 'malformed', 415, order({ contentType: 'application/jose+json2' })],
];

const algorithms: readonly Row[] = [
  ['alg none', 'badSignatureAlgorithm', 400, order({ header: { alg: 'none' } })],
  ['no alg', 'badSignatureAlgorithm', 400, order({ header: { alg: undefined } })],
  ['alg as a number', 'badSignatureAlgorithm', 400, order({ header: { alg: 7 } })],
  ['PS256', 'badSignatureAlgorithm', 400, order({ header: { alg: 'PS256' } })],
  ['an algorithm of another key type', 'badSignatureAlgorithm', 400, order({ header: { alg: 'RS256' } })],
  ['an algorithm of another curve', 'badSignatureAlgorithm', 400, order({ header: { alg: 'ES384' } })],
  ['a MAC keyed with the public key', 'badSignatureAlgorithm', 400, macAsSignature],
];

const addresses: readonly Row[] = [
  ['no url', 'malformed', 400, order({ header: { url: undefined } })],
  ['another host', 'unauthorized', 403, order({ url: 'http://evil.example/acme/new-order' })],
  ['another resource', 'unauthorized', 403, (client) => order({ url: client.directory.newAccount })(client)],
  [
    'a trailing slash',
    'unauthorized',
    403,
    (client) => order({ url: `${client.directory.newOrder}/` })(client),
  ],
  [
    'https for http',
    'unauthorized',
    403,
    (client) => order({ url: client.directory.newOrder?.replace('http:', 'https:') })(client),
  ],
  [
    'a query that is not signed',
    'unauthorized',
    403,
    (client) =>
      client.post(`${client.directory.newOrder}?x=1`, ORDER, { url: client.directory.newOrder ?? '' }),
  ],
  ['a host that is not ours', 'malformed', 421, order({ host: 'evil.example' })],
  ['a host that is none', 'malformed', 421, order({ host: 'a b' })],
];

const nonces: readonly Row[] = [
  ['no nonce', 'badNonce', 400, order({ nonce: null })],
  ['a nonce of our own making', 'badNonce', 400, order({ nonce: encode('nonsense') })],
  ['an empty nonce', 'badNonce', 400, order({ nonce: '' })],
  ['a nonce as a number', 'badNonce', 400, order({ nonce: null, header: { nonce: 1 } })],
  [
    'a changed nonce',
    'badNonce',
    400,
    async (client) => order({ nonce: changed(await client.nonce()) })(client),
  ],
  [
    'a nonce used before',
    'badNonce',
    400,
    async (client) => {
      const nonce = await client.nonce();
      assert.equal((await order({ nonce })(client)).status, 201);
      return order({ nonce })(client);
    },
  ],
  [
    'a request sent twice',
    'badNonce',
    400,
    async (client) => {
      const url = client.directory.newOrder ?? '';
      const body = JSON.stringify(await client.sign(url, ORDER));
      assert.equal((await client.send('POST', url, body, JOSE)).status, 201);
      return client.send('POST', url, body, JOSE);
    },
  ],
];

const references: readonly Row[] = [
  ['both jwk and kid', 'malformed', 400, order({ reference: 'both' })],
  ['neither jwk nor kid', 'malformed', 400, order({ reference: 'none' })],
  ['jwk for an order', 'malformed', 400, order({ reference: 'jwk' })],
  ['kid for a new account', 'malformed', 400, (client) => client.post(client.directory.newAccount ?? '', {})],
  ['a kid that is no address', 'accountDoesNotExist', 400, order({ reference: 'me' })],
  [
    'a kid of another host',
    'accountDoesNotExist',
    400,
    (client) => order({ reference: client.kid.replace(/\/\/[^/]+/, '//evil.example') })(client),
  ],
  [
    'a kid that nobody has',
    'accountDoesNotExist',
    400,
    (client) => order({ reference: client.kid.replace(/.{6}$/, '000000') })(client),
  ],
  [
    'a kid that is not a string',
    'accountDoesNotExist',
    400,
    order({ reference: 'none', header: { kid: ['x'] } }),
  ],
];

const signatures: readonly Row[] = [
  ["another account's key", 'malformed', 400, async (client) => order({ key: makeAccountKey() })(client)],
  ['a changed payload', 'malformed', 400, member('payload', encode('{"identifiers":[]}'))],
  [
    'a changed signature',
    'malformed',
    400,
    order({ tamper: (jws: { signature: string }) => ({ ...jws, signature: changed(jws.signature) }) }),
  ],
  ['an empty signature', 'malformed', 400, member('signature', '')],
  ['zeros for r and s', 'malformed', 400, member('signature', Buffer.alloc(64).toString('base64url'))],
  [
    'a signature in DER',
    'malformed',
    400,
    member('signature', Buffer.from('3006020101020101', 'hex').toString('base64url')),
  ],
];

const ec = (curve: string) =>
  generateKeyPairSync('ec', { namedCurve: curve }).publicKey.export({ format: 'jwk' });
const rsa = (modulusLength: number, publicExponent = 65537) =>
  generateKeyPairSync('rsa', { modulusLength, publicExponent }).publicKey.export({ format: 'jwk' });
const good = ec('P-256');
const keys: readonly Row[] = [
  ['a symmetric key', 'badPublicKey', 400, account({ kty: 'oct', k: 'AAAA' })],
  [
    'an Ed25519 key',
    'badPublicKey',
    400,
    account(generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })),
  ],
  ['a P-521 key', 'badPublicKey', 400, account(ec('P-521'))],
  ['a secp256k1 key', 'badPublicKey', 400, account(ec('secp256k1'))],
  ['RSA of 1024 bits', 'badPublicKey', 400, account(rsa(1024))],
  ['RSA with exponent 3', 'badPublicKey', 400, account(rsa(2048, 3))],
  ['a point that is not on the curve', 'badPublicKey', 400, account({ ...good, y: good.x })],
  ['a coordinate missing', 'badPublicKey', 400, account({ kty: 'EC', crv: 'P-256', x: good.x })],
  ['a coordinate that is a number', 'badPublicKey', 400, account({ ...good, x: 1 })],
  ['the private key', 'badPublicKey', 400, account({ ...good, d: good.x })],
  ['no key type', 'badPublicKey', 400, account({})],
  ['a jwk that is a string', 'badPublicKey', 400, account('key' as never)],
];

const payloads: readonly Row[] = [
  [
    'a payload that is not JSON',
    'malformed',
    400,
    (client) => client.post(client.directory.newOrder ?? '', 'x'),
  ],
  [
    'a payload that is an array',
    'malformed',
    400,
    (client) => client.post(client.directory.newOrder ?? '', []),
  ],
  [
    'an empty payload where an object is due',
    'malformed',
    400,
    (client) => client.post(client.directory.newOrder ?? ''),
  ],
  [
    'a deeply nested payload',
    'malformed',
    400,
    (client) => client.post(client.directory.newOrder ?? '', `{"a":${'['.repeat(9_000)}`),
  ],
  [
    'a member twice in the payload',
    'malformed',
    400,
    (client) => client.post(client.directory.newOrder ?? '', '{"identifiers":[],"identifiers":[]}'),
  ],
  [
    'a payload in a read',
    'malformed',
    400,
    async (client) => client.post((await client.newOrder(['a.example'])).location, {}),
  ],
];

const methods: readonly Row[] = [
  [
    'GET of an order',
    'malformed',
    405,
    async (client) => client.send('GET', (await client.newOrder(['a.example'])).location),
  ],
  ['GET of an account', 'malformed', 405, (client) => client.send('GET', client.kid)],
  ['PUT to new-order', 'malformed', 405, (client) => client.send('PUT', client.directory.newOrder ?? '')],
  [
    'DELETE of the directory',
    'malformed',
    405,
    (client) => client.send('DELETE', (client.directory.newOrder ?? '').replace('new-order', 'directory')),
  ],
  [
    'a resource that is not there',
    'malformed',
    404,
    (client) => client.send('GET', (client.directory.newOrder ?? '').replace('new-order', 'new-nothing')),
  ],
];

describe('requests that are refused (RFC 8555 sections 6.2 to 6.7)', () => {
  const log = recordingLog();
  const server = useTestAcme({ log });
  const rows = {
    malformedJws,
    algorithms,
    addresses,
    nonces,
    references,
    signatures,
    keys,
    payloads,
    methods,
  };

  for (const [group, list] of Object.entries(rows))
    describe(group, () => {
      for (const [name, type, status, run] of list)
        test(name, async () => {
          const client = await server().client();
          const reply = await run(client);
          assert.equal(reply.body.type, `urn:ietf:params:acme:error:${type}`, reply.text);
          assert.equal(reply.status, status);
          assert.equal((await client.newOrder(['after.example'])).status, 201, 'serves on');
          assert.deepEqual(log.above('debug'), []);
        });
    });

  test('badSignatureAlgorithm lists what would do', async () => {
    const reply = await order({ header: { alg: 'none' } })(await server().client());
    assert.deepEqual(reply.body.algorithms, ['ES256', 'ES384', 'RS256']);
  });

  test('the nonce of a refusal is good', async () => {
    const client = await server().client();
    const refused = await order({ nonce: 'x' })(client);
    const nonce = String(refused.headers['replay-nonce']);
    assert.equal((await order({ nonce })(client)).status, 201);
  });

  test('a content type with a parameter and other case is right', async () => {
    const reply = await order({ contentType: 'Application/JOSE+json; charset=utf-8' })(
      await server().client(),
    );
    assert.equal(reply.status, 201);
  });

  test('the case of the host does not matter (RFC 3986 section 6.2.2.1)', async () => {
    const client = await server().client();
    const reply = await order({ url: (client.directory.newOrder ?? '').replace('http://', 'HTTP://') })(
      client,
    );
    assert.equal(reply.status, 201);
  });

  test('every algorithm that is offered works', async () => {
    for (const algorithm of ['ES256', 'ES384', 'RS256'] as const) {
      const client = await server().client(makeAccountKey(algorithm));
      assert.equal((await client.newOrder(['a.example'])).status, 201, algorithm);
    }
  });
});

/** Algorithm confusion: the public key's bytes as the secret of a MAC (RFC 8725 section 2.1). */
async function macAsSignature(client: AcmeClient): Promise<AcmeReply> {
  const url = client.directory.newOrder ?? '';
  const jws = await client.sign(url, ORDER, { header: {} });
  const header = { ...JSON.parse(Buffer.from(String(jws.protected), 'base64url').toString()), alg: 'HS256' };
  const secret = createPublicKey({ key: client.key.jwk as never, format: 'jwk' }).export({
    type: 'spki',
    format: 'pem',
  });
  const signed = `${encode(JSON.stringify(header))}.${String(jws.payload)}`;
  const signature = createHmac('sha256', secret).update(signed).digest('base64url');
  const [head, payload] = signed.split('.');
  return client.send('POST', url, JSON.stringify({ protected: head, payload, signature }), JOSE);
}

function changed(value: string): string {
  return (value.startsWith('A') ? 'B' : 'A') + value.slice(1);
}
