import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { fault } from '../../../src/core/index.ts';
import type { Store } from '../../../src/store/index.ts';
import type { AcmeClient, AcmeReply } from '../../support/acme-client.ts';
import { type ScriptedValidator, useTestAcme } from '../../support/acme-server.ts';
import { makeCsr } from '../../support/csr.ts';

const problem = (type: string) => `urn:ietf:params:acme:error:${type}`;
const TIMEOUT = fault('validationConnectTimeout', {
  address: '2001:db8::1',
  family: 'IPv6',
  port: 80,
  url: 'http://a.example/',
  seconds: 5,
});

describe('RFC 8555 section 7.5: identifier authorization', () => {
  const server = useTestAcme();

  test('an authorization shows its challenges, each with one token', async () => {
    const client = await server().client();
    const order = await client.newOrder(['a.example', '*.b.example']);
    const [first, wild] = [
      await client.post(order.body.authorizations[0]),
      await client.post(order.body.authorizations[1]),
    ];
    assert.equal(first.body.status, 'pending');
    assert.deepEqual(first.body.identifier, { type: 'dns', value: 'a.example' });
    assert.deepEqual(typesOf(first), ['http-01', 'dns-01', 'tls-alpn-01']);
    assert.equal(first.body.wildcard, undefined);
    assert.match(first.body.challenges[0].token, /^[A-Za-z0-9_-]{43}$/);
    assert.deepEqual(wild.body.identifier, { type: 'dns', value: 'b.example' });
    assert.deepEqual(typesOf(wild), ['dns-01'], 'section 7.1.4: a wildcard is proven by DNS alone');
    assert.equal(wild.body.wildcard, true);
  });

  test('what the validator is asked for: name, token, key authorization', async () => {
    const client = await server().client();
    const order = await client.newOrder(['ask.example']);
    await client.proveAll(order, 'dns-01');
    const request = server().validator.requests.at(-1);
    assert.equal(request?.type, 'dns-01');
    assert.deepEqual(request?.identifier, { type: 'dns', value: 'ask.example' });
    assert.equal(request?.builtIn, undefined);
    const { crv, kty, x, y } = client.key.jwk as Record<string, string>;
    const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
    assert.equal(request?.keyAuthorization, `${request?.token}.${thumbprint}`);
  });

  test('localhost is proven as a built-in name', async () => {
    const client = await server().client();
    const order = await client.newOrder(['localhost']);
    const { challenges } = (await client.post(order.body.authorizations[0])).body;
    const types = challenges.map(({ type }: { type: string }) => type);
    assert.deepEqual(types, ['http-01'], 'no DNS server has a say about it');
    await client.proveAll(order);
    assert.equal(server().validator.requests.at(-1)?.builtIn, true);
  });

  test('a failed challenge carries the reason; the order is invalid; nothing runs again', async () => {
    const { validator } = server();
    validator.script = ({ identifier }) => (identifier.value === 'dead.example' ? TIMEOUT : undefined);
    const client = await server().client();
    const order = await client.newOrder(['dead.example', 'fine.example']);
    const replies = await client.proveAll(order);
    const failed = replies[0]?.body;
    assert.equal(failed.status, 'invalid');
    assert.equal(failed.error.type, problem('connection'));
    assert.match(failed.error.detail, /2001:db8::1/);
    const authorization = await client.post(order.body.authorizations[0]);
    assert.equal(authorization.body.status, 'invalid');
    assert.deepEqual(typesOf(authorization), ['http-01'], 'only the challenge that was answered');
    assert.equal((await client.post(order.location)).body.status, 'invalid');
    const runs = validator.requests.length;
    const echoed = await client.post(failed.url, {});
    assert.equal(echoed.body.status, 'invalid');
    assert.equal(validator.requests.length, runs);
    assert.equal(
      (await client.finalize(order, makeCsr(['dead.example', 'fine.example']))).body.type,
      problem('orderNotReady'),
    );
  });

  test('an answer to a proven challenge is echoed and runs nothing', async () => {
    const client = await server().client();
    const [proven] = await client.proveAll(await client.newOrder(['echo.example']));
    const runs = server().validator.requests.length;
    const echoed = await client.post(proven?.body.url, {});
    assert.deepEqual(echoed.body, proven?.body);
    assert.match(echoed.body.validated, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.equal(echoed.links.up?.length, 1);
    assert.equal(server().validator.requests.length, runs);
  });

  test('validation row 20: of answers at once one runs, the others get 409 conflict', async () => {
    const gate = gateFor(server().validator);
    const client = await server().client();
    const order = await client.newOrder(['race.example']);
    const challenges = (await client.post(order.body.authorizations[0])).body.challenges as { url: string }[];
    const first = client.post(challenges[0]?.url ?? '', {});
    await gate.entered;
    for (const { url } of challenges) {
      const second = await client.post(url, {});
      assert.equal(second.status, 409);
      assert.equal(second.body.type, problem('conflict'));
    }
    await claimed(server().store);
    const poll = await client.post(challenges[0]?.url ?? '');
    assert.equal(poll.body.status, 'processing');
    assert.equal(poll.headers['retry-after'], '1');
    gate.open();
    assert.equal((await first).body.status, 'valid');
  });

  test('section 7.5.2: a deactivated authorization ends its order, and is not reused', async () => {
    const client = await server().client();
    const order = await client.newOrder(['gone.example']);
    await client.proveAll(order);
    const url = order.body.authorizations[0];
    assert.equal((await client.post(url, { status: 'deactivated' })).body.status, 'deactivated');
    assert.equal((await client.post(url)).body.status, 'deactivated');
    assert.equal((await client.post(order.location)).body.status, 'invalid');
    assert.equal(
      (await client.finalize(order, makeCsr(['gone.example']))).body.type,
      problem('orderNotReady'),
    );
    assert.equal((await client.post(url, { status: 'deactivated' })).status, 400);
    assert.equal((await client.post(url, { status: 'valid' })).body.type, problem('malformed'));
  });

  test('deactivation during a validation wins over its result', async () => {
    const gate = gateFor(server().validator);
    const client = await server().client();
    const order = await client.newOrder(['stop.example']);
    const answer = client.proveAll(order);
    await gate.entered;
    assert.equal((await client.post(order.body.authorizations[0], { status: 'deactivated' })).status, 200);
    gate.open();
    const [reply] = await answer;
    assert.equal(reply?.body.status, 'invalid');
    assert.equal((await client.post(order.body.authorizations[0])).body.status, 'deactivated');
  });

  test("another account's authorization and challenge are refused (UCM: cross-account access)", async () => {
    const [client, other] = [await server().client(), await server().client()];
    const order = await other.newOrder(['own.example']);
    const [url] = order.body.authorizations;
    const [challenge] = (await other.post(url)).body.challenges;
    for (const [target, payload] of [
      [url, undefined],
      [url, { status: 'deactivated' }],
      [challenge.url, {}],
      [challenge.url, undefined],
      [order.location, undefined],
      [order.body.finalize, { csr: Buffer.from(makeCsr(['own.example'])).toString('base64url') }],
    ]) {
      const reply = await client.post(target, payload);
      assert.equal(reply.status, 403, target);
      assert.equal(reply.body.type, problem('unauthorized'));
    }
    assert.equal((await other.post(url)).body.status, 'pending');
  });

  test('what is not there is 404, an id that is a prefix of another too (UCM: LIKE match)', async () => {
    const client = await server().client();
    const order = await client.newOrder(['there.example']);
    for (const url of [
      order.location.slice(0, -1),
      order.body.authorizations[0].slice(0, -1),
      order.location.replace(/.{32}$/, '%25'),
      `${order.body.authorizations[0].replace('/authorization/', '/challenge/')}/dns-account-01`,
    ]) {
      const reply = await client.post(url);
      assert.equal(reply.status, 404, url);
      assert.equal(reply.body.type, problem('malformed'));
    }
  });

  test('by default no authorization is reused: every certificate has evidence of its own', async () => {
    const client = await server().client();
    const order = await client.newOrder(['again.example']);
    await client.proveAll(order);
    await client.finalize(order, makeCsr(['again.example']));
    assert.equal((await client.newOrder(['again.example'])).body.status, 'pending');
  });
});

describe('RFC 8555 section 7.4: reuse of valid authorizations, where it is set', () => {
  const server = useTestAcme({ authorizationReuseMs: 3_600_000 });

  test('an order whose names are all proven is ready at once; a wildcard needs its own', async () => {
    const client = await server().client();
    const order = await client.newOrder(['again.example']);
    await client.proveAll(order);
    await client.finalize(order, makeCsr(['again.example']));
    const second = await client.newOrder(['again.example']);
    assert.equal(second.body.status, 'ready');
    assert.notEqual(second.location, order.location);
    assert.deepEqual(second.body.authorizations, order.body.authorizations);
    assert.equal((await client.finalize(second, makeCsr(['again.example']))).body.status, 'valid');
    assert.equal((await client.newOrder(['*.again.example'])).body.status, 'pending');
    assert.equal(
      (await (await server().client()).newOrder(['again.example'])).body.status,
      'pending',
      'of another account',
    );
  });
});

describe('a validation that takes longer than the reply is held', () => {
  const server = useTestAcme({ challengeHoldMs: 20 });

  test('is processing with Retry-After, and found concluded by polling', async () => {
    const gate = gateFor(server().validator);
    const client: AcmeClient = await server().client();
    const order = await client.newOrder(['slow.example']);
    const [challenge] = await client.proveAll(order);
    assert.equal(challenge?.body.status, 'processing');
    assert.equal(challenge?.headers['retry-after'], '1');
    const pending = await client.post(order.body.authorizations[0]);
    assert.equal(pending.body.status, 'pending');
    assert.equal(pending.headers['retry-after'], '1');
    gate.open();
    let now = pending;
    for (let tries = 0; now.body.status === 'pending' && tries < 1_000; tries++)
      now = await client.post(order.body.authorizations[0]);
    assert.equal(now.body.status, 'valid');
    assert.equal((await client.post(order.location)).body.status, 'ready');
  });
});

function typesOf(authorization: AcmeReply): string[] {
  return authorization.body.challenges.map(({ type }: { type: string }) => type);
}

/** Waits until the one validation under way is seen to take longer. */
async function claimed(store: Store): Promise<void> {
  for (let tries = 0; (await store.authorizations.listAttempted(1)).length === 0; tries++) {
    assert.ok(tries < 1_000, 'nothing was claimed');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Holds the next validation until it is opened. */
function gateFor(validator: ScriptedValidator) {
  const entered = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  const before = validator.script;
  validator.script = async () => {
    entered.resolve();
    await opened.promise;
    validator.script = before;
    return undefined;
  };
  return { entered: entered.promise, open: () => opened.resolve() };
}
