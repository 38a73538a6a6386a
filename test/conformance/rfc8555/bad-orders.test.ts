import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { describe, test } from 'node:test';
import { encodeName, subjectAltName } from '../../../src/wire/x509/index.ts';
import type { AcmeClient, AcmeReply } from '../../support/acme-client.ts';
import { useTestAcme } from '../../support/acme-server.ts';
import { makeCsr, makeKey, makeOddCsr, type TestKey } from '../../support/csr.ts';
import { recordingLog } from '../../support/recording-log.ts';

type Row = readonly [string, string, number, RegExp, (client: AcmeClient) => Promise<AcmeReply>];

const raw = (payload: object) => (client: AcmeClient) =>
  client.post(client.directory.newOrder ?? '', payload);
/** Ordered names, and what the detail has to say about them. */
const name = (value: string, says: RegExp, type = 'rejectedIdentifier'): Row => [
  value,
  type,
  400,
  says,
  raw({ identifiers: [{ type: 'dns', value }] }),
];

const names: readonly Row[] = [
  name('', /empty/),
  name('192.0.2.1', /IP address/),
  name('2001:db8::1', /IP address/),
  name('[2001:db8::1]', /IP address/),
  name('::ffff:192.0.2.1', /IP address/),
  name('*.192.0.2.1', /IP address/),
  name('192.0.2', /IP address/),
  name('a.0x7f', /IP address/),
  name(`${'a.'.repeat(130)}example`, /253/),
  name(`${'a'.repeat(64)}.example`, /63/),
  name('under_score.example', /underscore/),
  name('_acme-challenge.example', /underscore/),
  name('a.example.', /dot/),
  name('.example', /empty label/),
  name('a..example', /empty label/),
  name('-a.example', /not a host name/),
  name('a-.example', /not a host name/),
  name('a b.example', /not a host name|A-labels/),
  name('a.example\u0000', /not a host name|A-labels/),
  name('http://a.example', /not a host name/),
  name('a.example:443', /not a host name/),
  name('münchen.example', /xn--mnchen-3ya\.example/),
  name('*.münchen.example', /\*\.xn--mnchen-3ya\.example/),
  name('xn--zzzzzz--.example', /not a host name|A-label/),
  name('xn--a.example', /A-label/),
  name('ab--cd.example', /A-label/),
  name('*', /not a host name|wildcard/),
  name('*example', /wildcard/),
  name('a.*.example', /wildcard/),
  name('*.*.example', /wildcard/),
  name('x.invalid', /reserved/),
  name('x.onion', /reserved/),
  name('1.2.0.192.in-addr.arpa', /reserved/),
  name('x.localhost', /reserved/),
  name('*.localhost', /reserved/),
  name('elsewhere.org', /sixfour allow elsewhere\.org/),
  name('notexample', /sixfour allow/),
  name('com', /sixfour allow/),
];

const orders: readonly Row[] = [
  [
    'an identifier of a type that is not issued',
    'unsupportedIdentifier',
    400,
    /"dns"/,
    raw({ identifiers: [{ type: 'email', value: 'a@b.example' }] }),
  ],
  ['no identifiers', 'malformed', 400, /identifiers/, raw({})],
  ['an empty list', 'malformed', 400, /at least one/, raw({ identifiers: [] })],
  ['identifiers that are strings', 'malformed', 400, /objects/, raw({ identifiers: ['a.example'] })],
  [
    'a value that is a number',
    'malformed',
    400,
    /strings/,
    raw({ identifiers: [{ type: 'dns', value: 1 }] }),
  ],
  [
    '101 names',
    'malformed',
    400,
    /100/,
    raw({ identifiers: Array.from({ length: 101 }, (_, n) => ({ type: 'dns', value: `a${n}.example` })) }),
  ],
  [
    'a name and its wildcard',
    'rejectedIdentifier',
    400,
    /covered by "\*\.example"/,
    (client) => client.newOrder(['www.example', '*.example']),
  ],
  [
    'an unknown profile',
    'invalidProfile',
    400,
    /default, short/,
    (client) => client.newOrder(['a.example'], { profile: 'eternal' }),
  ],
  [
    'a profile that is a number',
    'malformed',
    400,
    /profile/,
    (client) => client.newOrder(['a.example'], { profile: 1 }),
  ],
  [
    'a notAfter that is no time',
    'malformed',
    400,
    /RFC 3339/,
    (client) => client.newOrder(['a.example'], { notAfter: 'tomorrow' }),
  ],
  [
    'the 31st of February',
    'malformed',
    400,
    /RFC 3339/,
    (client) => client.newOrder(['a.example'], { notAfter: '2027-02-31T00:00:00Z' }),
  ],
  [
    'a notAfter in ten years',
    'malformed',
    400,
    /notAfter/,
    (client) => client.newOrder(['a.example'], { notAfter: '2036-01-01T00:00:00Z' }),
  ],
  [
    'a notBefore last year',
    'malformed',
    400,
    /notBefore/,
    (client) => client.newOrder(['a.example'], { notBefore: '2020-01-01T00:00:00Z' }),
  ],
];

const finalize = (csr: () => Uint8Array | string) => async (client: AcmeClient) => {
  const order = await ready(client, ['a.example']);
  const bytes = csr();
  return typeof bytes === 'string'
    ? client.post(order.body.finalize, { csr: bytes })
    : client.finalize(order, bytes);
};
const critical = (oid: string, hex: string) => [{ oid, critical: true, value: Buffer.from(hex, 'hex') }];
const csrs: readonly Row[] = [
  [
    'no CSR',
    'malformed',
    400,
    /csr/,
    async (client) => client.post((await ready(client, ['a.example'])).body.finalize, {}),
  ],
  ['a CSR in PEM', 'malformed', 400, /base64url/, finalize(() => '-----BEGIN CERTIFICATE REQUEST-----')],
  ['a CSR with padding', 'malformed', 400, /base64url/, finalize(() => 'AAAA==')],
  ['bytes that are no CSR', 'badCSR', 400, /DER/, finalize(() => Buffer.from('3003020101', 'hex'))],
  [
    'a CSR with bytes behind it',
    'badCSR',
    400,
    /DER/,
    finalize(() => Buffer.concat([makeCsr(['a.example']), Buffer.from([0])])),
  ],
  [
    'a CSR with a wrong signature',
    'badCSR',
    400,
    /signature/,
    finalize(() => broken(makeCsr(['a.example']))),
  ],
  [
    'one name more',
    'badCSR',
    400,
    /too many: b\.example/,
    finalize(() => makeCsr(['a.example', 'b.example'])),
  ],
  ['another name', 'badCSR', 400, /missing: a\.example/, finalize(() => makeCsr(['b.example']))],
  ['the wildcard of the name', 'badCSR', 400, /missing/, finalize(() => makeCsr(['*.example']))],
  ['no name', 'badCSR', 400, /names no host|missing/, finalize(() => makeOddCsr({ names: [] }))],
  [
    'another name as common name',
    'badCSR',
    400,
    /b\.example/,
    finalize(() => makeCsr(['a.example'], makeKey(), 'b.example')),
  ],
  [
    'a second common name hidden behind the first',
    'badCSR',
    400,
    /./,
    finalize(() => makeOddCsr({ subject: twoCommonNames() })),
  ],
  [
    'an IP address in the SAN',
    'badCSR',
    400,
    /./,
    finalize(() =>
      makeOddCsr({
        names: [],
        extensions: [
          subjectAltName(
            [
              { kind: 'dns', value: 'a.example' },
              { kind: 'ip', bytes: Buffer.from([192, 0, 2, 1]) },
            ],
            false,
          ),
        ],
      }),
    ),
  ],
  [
    'a mail address in the SAN',
    'badCSR',
    400,
    /./,
    finalize(() =>
      makeOddCsr({
        names: [],
        extensions: [
          subjectAltName(
            [
              { kind: 'dns', value: 'a.example' },
              { kind: 'other', tag: 1, bytes: Buffer.from('a@a.example') },
            ],
            false,
          ),
        ],
      }),
    ),
  ],
  [
    'the rights of a CA',
    'badCSR',
    400,
    /authority/,
    finalize(() => makeOddCsr({ extensions: critical('2.5.29.19', '30030101ff') })),
  ],
  [
    'code signing',
    'badCSR',
    400,
    /./,
    finalize(() => makeOddCsr({ extensions: critical('2.5.29.37', '300a06082b06010505070303') })),
  ],
  [
    'must-staple',
    'badCSR',
    400,
    /must-staple/,
    finalize(() => makeOddCsr({ extensions: critical('1.3.6.1.5.5.7.1.24', '3003020105') })),
  ],
  [
    'an order that is not ready',
    'orderNotReady',
    403,
    /a\.example not yet proven/,
    async (client) => client.finalize(await client.newOrder(['a.example']), makeCsr(['a.example'])),
  ],
  [
    'the key of the account',
    'badCSR',
    400,
    /account/,
    async (client) =>
      client.finalize(await ready(client, ['a.example']), makeCsr(['a.example'], csrKeyOf(client))),
  ],
];

describe('orders that are refused (RFC 8555 section 7.4)', () => {
  const log = recordingLog();
  const server = useTestAcme({ log });

  for (const [group, rows] of Object.entries({ names, orders, csrs }))
    describe(group, () => {
      for (const [what, type, status, says, run] of rows)
        test(what === '' ? 'an empty name' : what.slice(0, 80), async () => {
          const client = await server().client();
          const reply = await run(client);
          assert.equal(reply.body.type, `urn:ietf:params:acme:error:${type}`, reply.text);
          assert.equal(reply.status, status);
          assert.match(reply.body.detail, says);
          assert.equal((await client.newOrder(['after.example'])).status, 201, 'serves on');
          assert.deepEqual(log.above('debug'), []);
        });
    });

  test('the key of another account', async () => {
    const [client, other] = [await server().client(), await server().client()];
    const reply = await client.finalize(
      await ready(client, ['a.example']),
      makeCsr(['a.example'], csrKeyOf(other)),
    );
    assert.equal(reply.body.type, 'urn:ietf:params:acme:error:badCSR');
  });

  test('a refused CSR leaves the order ready', async () => {
    const client = await server().client();
    const order = await ready(client, ['a.example']);
    assert.equal((await client.finalize(order, makeCsr(['b.example']))).status, 400);
    assert.equal((await client.post(order.location)).body.status, 'ready');
    assert.equal((await client.finalize(order, makeCsr(['a.example']))).body.status, 'valid');
  });

  test('Let’s Encrypt 2020-02-29: N names with N different faults are each named', async () => {
    const client = await server().client();
    const bad = ['under_score.example', '192.0.2.1', 'x.invalid', 'a..example', 'ab--cd.example'];
    const reply = await client.newOrder(['good.example', ...bad]);
    assert.equal(reply.body.type, 'urn:ietf:params:acme:error:rejectedIdentifier');
    const parts = reply.body.subproblems as { identifier: { value: string }; detail: string }[];
    assert.deepEqual(
      parts.map((part) => part.identifier.value),
      bad,
    );
    assert.equal(new Set(parts.map((part) => part.detail)).size, bad.length);
  });

  test('several names that are not allowed are each named', async () => {
    const reply = await (await server().client()).newOrder(['a.example', 'a.org', 'b.org']);
    const parts = reply.body.subproblems as { identifier: { value: string } }[];
    assert.deepEqual(
      parts.map((part) => part.identifier.value),
      ['a.org', 'b.org'],
    );
  });

  test('identifiers refused for different types make a compound problem (section 6.7.1)', async () => {
    const client = await server().client();
    const identifiers = [
      { type: 'email', value: 'a@b.example' },
      { type: 'dns', value: 'a..example' },
    ];
    const reply = await client.post(client.directory.newOrder ?? '', { identifiers });
    assert.equal(reply.body.type, 'urn:ietf:params:acme:error:compound');
    assert.deepEqual(
      reply.body.subproblems.map((part: { type: string }) => part.type.split(':').at(-1)),
      ['unsupportedIdentifier', 'rejectedIdentifier'],
    );
  });

  test('upper case and repeated names are one name', async () => {
    const reply = await (await server().client()).newOrder(['A.Example', 'a.example']);
    assert.deepEqual(reply.body.identifiers, [{ type: 'dns', value: 'a.example' }]);
  });

  test('an internationalised name is ordered as its A-label', async () => {
    const reply = await (await server().client()).newOrder(['xn--mnchen-3ya.example']);
    assert.equal(reply.status, 201);
  });

  test('localhost needs no allowance (private-ca 28: nothing else is issued before it is allowed)', async () => {
    const client = await server().client();
    assert.equal((await client.newOrder(['localhost'])).status, 201);
    assert.equal((await client.newOrder(['fresh.org'])).status, 400);
    await server().allow('name', 'fresh.org');
    assert.equal((await client.newOrder(['*.fresh.org', 'fresh.org', 'a.b.fresh.org'])).status, 201);
    await server().allow('exact', 'one.net');
    assert.equal((await client.newOrder(['one.net'])).status, 201);
    assert.equal((await client.newOrder(['a.one.net'])).status, 400);
    assert.equal((await client.newOrder(['*.one.net'])).status, 400);
  });

  test('step-ca 2026-06: hostile names end in a refusal, never in a crash', async () => {
    const client = await server().client();
    for (const value of [
      '.',
      '..',
      '*.',
      '-',
      'xn--',
      '\ud800',
      '%00',
      '\u202e.example',
      'a'.repeat(10_000),
    ]) {
      const reply = await client.newOrder([value]);
      assert.equal(reply.status, 400, JSON.stringify(value));
      assert.ok(reply.text.length < 2_000, 'long names are not echoed whole');
    }
  });
});

async function ready(client: AcmeClient, names: string[]): Promise<AcmeReply> {
  const order = await client.newOrder(names);
  await client.proveAll(order);
  return order;
}

function csrKeyOf(client: AcmeClient): TestKey {
  const { privateKey } = client.key;
  return { privateKey, spki: publicSpki(client) };
}

function publicSpki({ key }: AcmeClient): Uint8Array {
  return createPublicKey(key.privateKey).export({ type: 'spki', format: 'der' });
}

function broken(csr: Uint8Array): Uint8Array {
  const bytes = Buffer.from(csr);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return bytes;
}

/** CN=a.example and CN=b.example as two RDNs. */
function twoCommonNames(): Uint8Array {
  const rdns = Buffer.concat(
    ['a.example', 'b.example'].map((commonName) => Buffer.from(encodeName({ commonName })).subarray(2)),
  );
  return Buffer.concat([Buffer.from([0x30, rdns.length]), rdns]);
}
