import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fault } from '../../../src/core/index.ts';
import type { AcmeReply } from '../../support/acme-client.ts';
import { useTestAcme } from '../../support/acme-server.ts';

const LIMITED = 'urn:ietf:params:acme:error:rateLimited';

function checkLimited(reply: AcmeReply, seconds: number): void {
  assert.equal(reply.status, 429, reply.text);
  assert.equal(reply.body.type, LIMITED);
  assert.ok(
    Math.abs(Number(reply.headers['retry-after']) - seconds) <= 1,
    `Retry-After ${String(reply.headers['retry-after'])}`,
  );
  assert.match(reply.links.help?.[0] ?? '', /#rate-limited$/);
}

describe('RFC 8555 section 6.6: rate limits', () => {
  const server = useTestAcme({
    rateLimits: {
      accountsPerNetwork: { burst: 6, everyMs: 100_000 },
      ordersPerAccount: { burst: 4, everyMs: 50_000 },
      failuresPerName: { burst: 2, everyMs: 60_000 },
      pendingOrdersPerAccount: 3,
    },
  });

  test('pending orders of one account; finishing one makes room', async () => {
    const client = await server().client();
    for (const name of ['a', 'b', 'c'])
      assert.equal((await client.newOrder([`${name}.example`])).status, 201);
    checkLimited(await client.newOrder(['d.example']), 10);
  });

  test('new orders of one account, not of another', async () => {
    const [client, other] = [await server().client(), await server().client()];
    for (const name of ['a', 'b', 'c', 'd']) {
      const order = await client.newOrder([`${name}.example`]);
      await client.proveAll(order);
    }
    checkLimited(await client.newOrder(['e.example']), 50);
    assert.equal((await other.newOrder(['e.example'])).status, 201);
    assert.equal((await client.newOrder(['under_score.example'])).status, 400, 'a mistake is named first');
  });

  test('failed validations of one account and name, not of other names', async () => {
    server().validator.script = ({ identifier }) =>
      identifier.value === 'bad.example' ? fault('serverInternal', {}) : undefined;
    const client = await server().client();
    for (let n = 0; n < 2; n++) {
      const [failed] = await client.proveAll(await client.newOrder(['bad.example']));
      assert.equal(failed?.body.status, 'invalid');
    }
    const order = await client.newOrder(['bad.example', 'good.example']);
    const [limited, fine] = await client.proveAll(order);
    assert.ok(limited);
    checkLimited(limited, 60);
    assert.equal(fine?.body.status, 'valid');
    const still = await client.post(order.body.authorizations[0]);
    assert.equal(still.body.status, 'pending', 'nothing was attempted: it can be answered later');
  });

  test('new accounts of one network, known ones go on', async () => {
    let limited: AcmeReply | undefined;
    const known = await server().stranger();
    await known.newAccount();
    for (let n = 0; n < 6 && limited === undefined; n++) {
      const reply = await (await server().stranger()).newAccount();
      if (reply.status !== 201) limited = reply;
    }
    assert.ok(limited);
    checkLimited(limited, 100);
    assert.equal((await known.newAccount()).status, 200);
  });
});
