import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type AccountKey,
  type AcmeClient,
  type AcmeReply,
  chainOf,
  makeAccountKey,
} from '../../support/acme-client.ts';
import { useTestAcme } from '../../support/acme-server.ts';
import { makeCsr, type TestKey } from '../../support/csr.ts';
import { createPublicKey } from 'node:crypto';

const problem = (type: string) => `urn:ietf:params:acme:error:${type}`;

describe('RFC 8555 section 7.6: certificate revocation', () => {
  const server = useTestAcme();

  test('by the account that obtained it; the CRL is told', async () => {
    const client = await server().client();
    const { der } = await issue(client, ['a.example']);
    const before = server().revoked.length;
    assert.equal((await revoke(client, der)).status, 200);
    assert.deepEqual(server().revoked.slice(before), [server().ca.issuing.info.id]);
    const again = await revoke(client, der);
    assert.equal(again.status, 400);
    assert.equal(again.body.type, problem('alreadyRevoked'));
    assert.equal(server().revoked.length, before + 1);
  });

  test('by the key of the certificate, without an account', async () => {
    const client = await server().client();
    const { der, key } = await issue(client, ['a.example']);
    const stranger = await server().stranger(key);
    assert.equal((await revoke(stranger, der, 1, { reference: 'jwk' })).status, 200);
  });

  test('by an account that holds authorizations for all the names, and no fewer', async () => {
    const [client, other] = [await server().client(), await server().client()];
    const { der } = await issue(client, ['h1.example', 'h2.example']);
    await other.proveAll(await other.newOrder(['h1.example']));
    assert.equal((await revoke(other, der)).body.type, problem('unauthorized'));
    await other.proveAll(await other.newOrder(['h2.example']));
    assert.equal(
      (await revoke(other, der, 1)).body.type,
      problem('badRevocationReason'),
      'it has not the key',
    );
    assert.equal((await revoke(other, der, 5)).status, 200);
  });

  test('a proven base name does not revoke its wildcard', async () => {
    const [client, other] = [await server().client(), await server().client()];
    const { der } = await issue(client, ['*.w.example'], 'dns-01');
    await other.proveAll(await other.newOrder(['w.example']));
    assert.equal((await revoke(other, der)).body.type, problem('unauthorized'));
    await other.proveAll(await other.newOrder(['*.w.example']), 'dns-01');
    assert.equal((await revoke(other, der)).status, 200);
  });

  const refused: readonly (readonly [
    string,
    string,
    number,
    (client: AcmeClient, der: Buffer) => Promise<AcmeReply>,
  ])[] = [
    ['by another account', 'unauthorized', 403, async (_, der) => revoke(await server().client(), der)],
    [
      'by another key',
      'unauthorized',
      403,
      async (_, der) => revoke(await server().stranger(), der, 1, { reference: 'jwk' }),
    ],
    [
      'by the account key sent as jwk',
      'unauthorized',
      403,
      (client, der) => revoke(client, der, 0, { reference: 'jwk' }),
    ],
    ['for the reason 2', 'badRevocationReason', 400, (client, der) => revoke(client, der, 2)],
    ['for the reason 6', 'badRevocationReason', 400, (client, der) => revoke(client, der, 6)],
    ['for the reason 1.5', 'badRevocationReason', 400, (client, der) => revoke(client, der, 1.5)],
    ['for the reason -1', 'badRevocationReason', 400, (client, der) => revoke(client, der, -1)],
    ['for the reason "1"', 'malformed', 400, (client, der) => revoke(client, der, '1' as never)],
    [
      'without a certificate',
      'malformed',
      400,
      (client) => client.post(client.directory.revokeCert ?? '', {}),
    ],
    [
      'with bytes behind it',
      'malformed',
      404,
      (client, der) => revoke(client, Buffer.concat([der, Buffer.from([0])])),
    ],
    ['with a changed signature', 'malformed', 404, (client, der) => revoke(client, changedLast(der))],
    [
      'of the issuing certificate',
      'malformed',
      404,
      (client) => revoke(client, Buffer.from(server().ca.issuing.info.certificate)),
    ],
    ['of nonsense', 'malformed', 404, (client) => revoke(client, Buffer.from('nonsense'))],
  ];
  for (const [what, type, status, run] of refused)
    test(`refused: ${what}`, async () => {
      const client = await server().client();
      const { der } = await issue(client, ['r.example']);
      const reply = await run(client, der);
      assert.equal(reply.body.type, problem(type), reply.text);
      assert.equal(reply.status, status);
      assert.equal((await revoke(client, der)).status, 200, 'it was not revoked');
    });

  test('ACME-Server-ADCS#115: the public key of the certificate with a forged signature revokes nothing', async () => {
    const client = await server().client();
    const { der, key } = await issue(client, ['f.example']);
    const forger: AccountKey = { ...makeAccountKey(), jwk: key.jwk };
    const reply = await revoke(await server().stranger(forger), der, 1, { reference: 'jwk' });
    assert.equal(reply.status, 400);
    assert.match(reply.body.detail, /signature/);
    assert.equal((await revoke(client, der)).status, 200, 'it was not revoked');
  });

  test('GHSA-j7c9-79x7-8hpr: the key of one certificate does not revoke another', async () => {
    const client = await server().client();
    const [a, b] = [await issue(client, ['a.example']), await issue(client, ['b.example'])];
    const reply = await revoke(await server().stranger(a.key), b.der, 1, { reference: 'jwk' });
    assert.equal(reply.body.type, problem('unauthorized'));
  });

  test('a key that was reported compromised is certified no more', async () => {
    const client = await server().client();
    const { der, key } = await issue(client, ['leak.example']);
    assert.equal((await revoke(client, der, 1)).status, 200);
    const order = await client.newOrder(['leak.example']);
    await client.proveAll(order);
    const reply = await client.finalize(order, makeCsr(['leak.example'], csrKey(key)));
    assert.equal(reply.body.type, problem('badCSR'));
    assert.match(reply.body.detail, /compromised/);
  });
});

async function issue(
  client: AcmeClient,
  names: string[],
  type = 'http-01',
): Promise<{ der: Buffer; key: AccountKey }> {
  const order = await client.newOrder(names);
  await client.proveAll(order, type);
  const key = makeAccountKey();
  const done = await client.finalize(order, makeCsr(names, csrKey(key)));
  const [der] = chainOf(await client.post(done.body.certificate));
  assert.ok(der);
  return { der, key };
}

function revoke(client: AcmeClient, der: Uint8Array, reason = 0, odd = {}): Promise<AcmeReply> {
  const certificate = Buffer.from(der).toString('base64url');
  return client.post(client.directory.revokeCert ?? '', { certificate, reason }, odd);
}

function csrKey({ privateKey }: AccountKey): TestKey {
  return { privateKey, spki: createPublicKey(privateKey).export({ type: 'spki', format: 'der' }) };
}

function changedLast(der: Uint8Array): Buffer {
  const bytes = Buffer.from(der);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return bytes;
}
