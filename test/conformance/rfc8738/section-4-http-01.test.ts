// RFC 8738 section 4: http-01 of an address is a connection to that very address, with it as the host, and no lookup. Real sockets.
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, test, type TestContext } from 'node:test';
import { silentLog, systemClock as clock } from '../../../src/core/index.ts';
import {
  createAddressPolicy,
  createFetcher,
  createTlsProber,
  type Resolver,
} from '../../../src/net/index.ts';
import { createValidator } from '../../../src/validation/index.ts';
import { startTestAcme } from '../../support/acme-server.ts';
import { thumbprintOf } from '../../support/dns-acme.ts';

const hasIPv6 = Object.values(networkInterfaces()).some((list) =>
  list?.some(({ address }) => address === '::1'),
);
const FAMILIES = [
  { address: '::1', family: 6, host: '[::1]', skip: hasIPv6 ? false : 'this machine has no ::1' },
  { address: '127.0.0.1', family: 4, host: '127.0.0.1', skip: false },
] as const;

describe('RFC 8738 section 4: http-01', () => {
  for (const { address, family, host, skip } of FAMILIES)
    test(`${address}: proven by a request to ${host}, and the record says family and address`, {
      skip,
    }, async (t) => {
      const { client, prove, requests, port, record } = await world(t, address);
      const order = await client.post(client.directory.newOrder ?? '', {
        identifiers: [{ type: 'ip', value: address }],
      });
      const answered = await prove(order.body.authorizations[0]);
      assert.equal(answered.body.status, 'valid', answered.text);
      assert.equal(requests.length, 1);
      assert.equal(requests[0]?.headers.host, `${host}:${port}`);
      const [validation] = await record(order.body.authorizations[0]);
      assert.equal(validation?.evidence.length, 1, 'one attempt, and no lookup');
      const [attempt] = validation?.evidence ?? [];
      assert.ok(attempt?.kind === 'attempt');
      const { url, address: used, family: over, outcome } = attempt;
      assert.deepEqual({ used, over, outcome }, { used: address, over: family, outcome: 'response' });
      assert.ok(url.startsWith(`http://${host}:${port}/.well-known/acme-challenge/`), url);
      assert.equal((await client.post(order.location)).body.status, 'ready');
    });

  test('an address that may be issued, but not be connected to, is refused with what would permit it', async (t) => {
    const { client, prove, requests, acme } = await world(t, '127.0.0.1');
    await acme.allow('address', 'fd00:64::/32');
    const order = await client.post(client.directory.newOrder ?? '', {
      identifiers: [{ type: 'ip', value: 'fd00:64::9' }],
    });
    const answered = await prove(order.body.authorizations[0]);
    assert.equal(answered.body.status, 'invalid');
    assert.match(
      answered.body.error.detail,
      /IPv6 fd00:64::9 is never connected to .*unique local.*sixfour allow --network fd00:64::9/,
    );
    assert.equal(requests.length, 0);
  });
});

async function world(t: TestContext, address: string) {
  const answers = new Map<string, string>();
  const requests: IncomingMessage[] = [];
  const target = createServer((request, response) => {
    requests.push(request);
    response.end(answers.get(request.url ?? ''));
  });
  await new Promise<void>((resolve) => target.listen(0, address, resolve));
  t.after(() => target.close());
  const { port } = target.address() as AddressInfo;
  const noResolver: Resolver = {
    lookup: () => assert.fail('a literal is never looked up'),
  };
  const validator = createValidator({
    resolverFor: () => noResolver,
    tlsProber: createTlsProber({ clock }),
    fetcher: createFetcher({ clock }),
    policyFor: () => createAddressPolicy({ allowed: () => [], allowLoopback: true }),
    rule: 'documented',
    clock,
    log: silentLog,
    http01Port: port,
  });
  t.after(() => validator.close());
  const acme = await startTestAcme(t, { validator, testAddresses: true });
  for (const prefix of ['::1/128', '127.0.0.0/8']) await acme.allow('address', prefix);
  const client = await acme.client();
  return {
    acme,
    client,
    requests,
    port,
    record: (url: string) => acme.store.validations.listByAuthorization(url.split('/').at(-1) ?? ''),
    prove: async (url: string) => {
      const { body } = await client.post(url);
      const challenge = body.challenges.find(({ type }: { type: string }) => type === 'http-01');
      answers.set(
        `/.well-known/acme-challenge/${challenge.token}`,
        `${challenge.token}.${thumbprintOf(client.key)}`,
      );
      return client.post(challenge.url, {});
    },
  };
}
