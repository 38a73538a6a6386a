import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { useTestAcme } from '../../support/acme-server.ts';

describe('RFC 8555 sections 7.1 and 7.2: directory and nonces', () => {
  const server = useTestAcme({ website: 'https://ca.example/', caaIdentities: ['ca.example'] });

  test('the directory, by GET, HEAD and POST-as-GET', async () => {
    const client = await server().client();
    const { directory: url, base } = server();
    const got = await client.send('GET', url);
    assert.equal(got.headers['content-type'], 'application/json');
    assert.equal(got.links.index, undefined);
    assert.deepEqual(got.body, {
      newNonce: `${base}/acme/new-nonce`,
      newAccount: `${base}/acme/new-account`,
      newOrder: `${base}/acme/new-order`,
      revokeCert: `${base}/acme/revoke-cert`,
      keyChange: `${base}/acme/key-change`,
      meta: {
        website: 'https://ca.example/',
        caaIdentities: ['ca.example'],
        externalAccountRequired: false,
        profiles: { default: 'server certificates of 45 days', short: 'server certificates of 160 hours' },
      },
    });
    assert.equal((await client.send('HEAD', url)).text, '');
    assert.deepEqual((await client.post(url)).body, got.body);
  });

  test('section 7.2: nonces by HEAD (200), GET (204) and POST-as-GET, never cached', async () => {
    const client = await server().client();
    const url = client.directory.newNonce ?? '';
    for (const [method, status] of [
      ['HEAD', 200],
      ['GET', 204],
    ] as const) {
      const reply = await client.send(method, url);
      assert.equal(reply.status, status);
      assert.equal(reply.headers['cache-control'], 'no-store');
      assert.match(String(reply.headers['replay-nonce']), /^[A-Za-z0-9_-]{32}$/);
      assert.deepEqual(reply.links.index, [server().directory]);
    }
    assert.equal((await client.post(url)).status, 200);
  });

  test('addresses are on the host that the client used, IPv6 literals in brackets', async () => {
    const client = await server().stranger();
    const port = new URL(server().base).port;
    const reply = await client.send('GET', server().directory, '', { host: `[::1]:${port}` });
    assert.equal(reply.body.newOrder, `http://[::1]:${port}/acme/new-order`);
    const account = await client.post(
      client.directory.newAccount ?? '',
      {},
      {
        reference: 'jwk',
        host: '[::1]',
        url: 'http://[::1]/acme/new-account',
      },
    );
    assert.match(account.location, /^http:\/\/\[::1\]\/acme\/account\//);
    const elsewhere = await client.post(
      client.directory.newOrder ?? '',
      { identifiers: [{ type: 'dns', value: 'a.example' }] },
      { reference: account.location },
    );
    assert.equal(elsewhere.status, 201, 'a kid may carry any own host');
  });

  test('dogtag#5405, LabCA: no other spelling of a path passes a check', async () => {
    const client = await server().stranger();
    for (const path of [
      '/acme/new-order/',
      '/acme//new-order',
      '/acme/New-Order',
      '/acme/new-order/x',
      '/acme/./new-order',
      '/acme/%6eew-order',
      '/static/../acme/account/1',
    ]) {
      const reply = await client.send('POST', server().base + path, '{}', {
        'content-type': 'application/jose+json',
      });
      assert.ok(reply.status === 404 || reply.status === 400, `${path}: ${reply.status}`);
    }
  });
});
