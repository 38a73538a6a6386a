// draft-ietf-acme-dns-account-label through the ACME server, on a scripted DNS server.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accountLabel, dns01Digest } from '../../../src/validation/index.ts';
import { makeCsr } from '../../support/csr.ts';
import { challengeOf, thumbprintOf, useDnsAcme } from '../../support/dns-acme.ts';

describe('dns-account-01', () => {
  const server = useDnsAcme({
    directories: [
      {
        name: 'default',
        profile: 'default',
        profiles: ['default'],
        challengeTypes: ['http-01', 'dns-account-01'],
      },
      { name: 'plain', profile: 'default', profiles: ['default'] },
    ],
  });

  test('section 3: two accounts prove one name at the same time, each below its own label', async () => {
    const [one, two] = [await server().client(), await server().client()];
    assert.notEqual(accountLabel(one.kid), accountLabel(two.kid));
    const orders = [];
    for (const client of [one, two]) {
      const order = await client.newOrder(['shared.test', '*.shared.test']);
      const digests: string[] = [];
      for (const url of order.body.authorizations) {
        const { token } = await challengeOf(client, url, 'dns-account-01');
        digests.push(dns01Digest(`${token}.${thumbprintOf(client.key)}`));
      }
      server().dns.set(`${accountLabel(client.kid)}._acme-challenge.shared.test`, { TXT: digests });
      orders.push({ client, order });
    }
    for (const { client, order } of orders) {
      for (const reply of await client.proveAll(order, 'dns-account-01'))
        assert.equal(reply.body.status, 'valid', reply.text);
      const done = await client.finalize(order, makeCsr(['shared.test', '*.shared.test']));
      assert.equal(done.body.status, 'valid');
    }
  });

  test('section 3.2: the record of another account, or at the name of dns-01, proves nothing', async () => {
    const client = await server().client();
    const order = await client.newOrder(['wrong.test']);
    const { url, token } = await challengeOf(client, order.body.authorizations[0], 'dns-account-01');
    const digest = dns01Digest(`${token}.${thumbprintOf(client.key)}`);
    server().dns.set('_acme-challenge.wrong.test', { TXT: [digest] });
    server().dns.set(`${accountLabel(`${client.kid}x`)}._acme-challenge.wrong.test`, { TXT: [digest] });
    const { body } = await client.post(url, {});
    assert.equal(body.status, 'invalid');
    assert.equal(body.error.type, 'urn:ietf:params:acme:error:dns');
    assert.ok(body.error.detail.includes(`${accountLabel(client.kid)}._acme-challenge.wrong.test`));
  });

  test('a directory offers it only where it is set', async () => {
    const client = await server().client();
    const types = async (newOrder: string) => {
      const order = await client.post(newOrder, { identifiers: [{ type: 'dns', value: 'offer.test' }] });
      const { body } = await client.post(order.body.authorizations[0]);
      return body.challenges.map((one: { type: string }) => one.type);
    };
    const here = client.directory.newOrder ?? '';
    assert.deepEqual(await types(here), ['http-01', 'dns-account-01']);
    assert.ok(!(await types(here.replace('/acme/', '/acme/plain/'))).includes('dns-account-01'));
  });
});
