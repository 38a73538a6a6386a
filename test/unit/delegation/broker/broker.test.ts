import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import { type ChallengeRequest, readChallengeName } from '../../../../src/delegation/broker/index.ts';
import { delegationWorld, newValue, principalOf, ZONE } from '../../../support/delegation.ts';

const SOURCE = '2001:db8::7';
const NAME = `com-example-www.${ZONE}`;

function asked(
  value: string,
  name = 'www.example.com',
  changes: Partial<ChallengeRequest> = {},
): ChallengeRequest {
  const challenge = readChallengeName(`_acme-challenge.${name}`);
  assert.ok(challenge);
  return { challenge, value, source: SOURCE, thumbprint: undefined, ...changes };
}

async function world(t: TestContext) {
  const at = await delegationWorld(t);
  const web = await at.addClient('web');
  const other = await at.addClient('other');
  await web.may('www.example.com');
  return { ...at, web, other, who: await principalOf(at.broker, web.key) };
}

suite('who it is', () => {
  test('a key is enough; with a name, it must be its own', async (t) => {
    const { broker, web, other } = await world(t);
    const is = async (credentials: { user?: string; key: string }) => {
      const found = await broker.authenticate(credentials, SOURCE);
      return found.ok ? found.value.client.name : found.fault.code;
    };
    assert.equal(await is({ key: web.key }), 'web');
    assert.equal(await is({ user: web.user, key: web.key }), 'web');
    assert.equal(await is({ user: 'web', key: web.key }), 'web');
    assert.equal(await is({ user: 'other', key: web.key }), 'clientKeyUnknown');
    assert.equal(await is({ user: other.user, key: web.key }), 'clientKeyUnknown');
    assert.equal(await is({ user: '', key: web.key }), 'clientKeyUnknown');
    assert.equal(await is({ key: web.key.slice(1) }), 'clientKeyUnknown');
    assert.equal(await is({ key: '' }), 'clientKeyUnknown');
  });

  test('a key for one name from one network is good for nothing else', async (t) => {
    const { broker, web, who } = await world(t);
    await web.may('api.example.com');
    const { challenge } = asked(newValue(), 'api.example.com');
    const made = await broker.addKey(who, challenge, ['2001:db8::/64']);
    assert.ok(made);
    assert.equal((await broker.authenticate({ key: made.key }, '192.0.2.1')).ok, false);
    const bound = await principalOf(broker, made.key);
    assert.equal((await broker.present(bound, asked(newValue(), 'api.example.com'))).ok, true);
    const refused = await broker.present(bound, asked(newValue()));
    assert.deepEqual(refused.ok ? undefined : refused.fault, {
      code: 'notDelegatedTo',
      params: { client: 'web', name: 'www.example.com', reason: 'key' },
    });
  });

  test("a key for one name takes back nothing of the client's others", async (t) => {
    const { broker, served, web, who } = await world(t);
    await web.may('api.example.com');
    const { challenge } = asked(newValue(), 'api.example.com');
    const made = await broker.addKey(who, challenge, []);
    assert.ok(made);
    const bound = await principalOf(broker, made.key);
    const [value, own] = [newValue(), newValue()];
    await broker.present(who, asked(value));
    for (const takeBack of ['cleanUp', 'withdraw'] as const) {
      const refused = await broker[takeBack](bound, asked(value));
      assert.equal(refused.ok || refused.fault.code, 'notDelegatedTo');
      assert.deepEqual(served.get(NAME), [value]);
      await broker.present(bound, asked(own, 'api.example.com'));
      assert.equal((await broker[takeBack](bound, asked(own, 'api.example.com'))).ok, true);
      assert.deepEqual(served.get(`com-example-api.${ZONE}`), []);
    }
  });
});

suite('values', () => {
  test('presented, they are served when it answers; apex and wildcard at once; until each is cleaned up', async (t) => {
    const { broker, served, who } = await world(t);
    const [first, second] = [newValue(), newValue()];
    await Promise.all([first, second].map((value) => broker.present(who, asked(value))));
    assert.deepEqual(new Set(served.get(NAME)), new Set([first, second]));
    await broker.cleanUp(who, asked(first));
    assert.deepEqual(served.get(NAME), [second]);
    await broker.cleanUp(who, asked(second));
    assert.deepEqual(served.get(NAME), [], 'idle, and known');
    assert.equal((await broker.cleanUp(who, asked(second))).ok, true);
  });

  test('an hour after it came a value is gone, also from the zone', async (t) => {
    const { broker, served, clock, who } = await world(t);
    await broker.present(who, asked(newValue()));
    await clock.advance(3_599_999);
    assert.equal(await broker.expire(), true);
    assert.equal(served.get(NAME)?.length, 1);
    await clock.advance(1);
    assert.equal(await broker.expire(), false);
    assert.deepEqual(served.get(NAME), []);
    assert.equal(await broker.expire(), true);
  });

  test('only what dns-01 can have is a value', async (t) => {
    const { broker, who, served } = await world(t);
    for (const value of ['', 'x', `${newValue()}=`, `${newValue().slice(1)}+`, `${newValue()}\n`]) {
      const refused = await broker.present(who, asked(value));
      assert.equal(refused.ok ? '' : refused.fault.code, 'challengeValueRefused');
    }
    assert.equal(served.size, 0);
  });

  test('256 values of many clients live side by side; one more is refused', async (t) => {
    const { broker, served, other, who } = await world(t);
    await other.may('www.example.com');
    const second = await principalOf(broker, other.key);
    for (let i = 0; i < 128; i++) {
      for (const one of [who, second]) assert.equal((await broker.present(one, asked(newValue()))).ok, true);
    }
    assert.equal(served.get(NAME)?.length, 256);
    const refused = await broker.present(who, asked(newValue()));
    assert.equal(refused.ok ? '' : refused.fault.code, 'tooManyChallengeValues');
  });
});

suite('who may', () => {
  test("another's name is refused with the reason, recorded, and never served", async (t) => {
    const { broker, served, store, other } = await world(t);
    const who = await principalOf(broker, other.key);
    const refused = await broker.present(who, asked(newValue()));
    assert.deepEqual(refused.ok ? undefined : refused.fault, {
      code: 'notDelegatedTo',
      params: { client: 'other', name: 'www.example.com', reason: 'no-rule' },
    });
    assert.equal(served.size, 0);
    const [event] = await store.challenges.listEvents({ clientId: other.id, limit: 10 });
    assert.deepEqual([event?.event, event?.reason, event?.source], ['refused', 'no-rule', SOURCE]);
  });

  test('of a program that asks again and again, sixty refusals a minute are written down', async (t) => {
    const { broker, store, clock, other } = await world(t);
    const who = await principalOf(broker, other.key);
    const events = async () =>
      (await store.challenges.listEvents({ clientId: other.id, limit: 1_000 })).length;
    for (let i = 0; i < 100; i++) assert.equal((await broker.present(who, asked(newValue()))).ok, false);
    assert.equal(await events(), 60);
    await clock.advance(60_000);
    await broker.present(who, asked(newValue()));
    assert.equal(await events(), 61);
  });

  test("a clean-up of another's value takes nothing away", async (t) => {
    const { broker, served, other, who } = await world(t);
    const value = newValue();
    await broker.present(who, asked(value));
    assert.equal((await broker.cleanUp(await principalOf(broker, other.key), asked(value))).ok, true);
    assert.deepEqual(served.get(NAME), [value]);
  });
});

suite('names', () => {
  test('the name at which the CA asks, and the label that it leads to, are the same challenge', async (t) => {
    const { broker } = await world(t);
    for (const name of [
      '_acme-challenge.www.example.com.',
      '_acme-challenge.WWW.example.com',
      `${NAME}.`,
      NAME.toUpperCase(),
    ]) {
      const found = await broker.resolve(name);
      assert.deepEqual(found.ok && found.value, asked('').challenge, name);
    }
    for (const name of ['www.example.com', ZONE, `a.${NAME}`, `x${ZONE}`, `com-example---persist.${ZONE}`]) {
      assert.equal((await broker.resolve(name)).ok, false, name);
    }
  });

  test('a label that hides its name is known once it was given, and to nobody before', async (t) => {
    const { broker, addClient } = await delegationWorld(t, [
      { name: 'u.example', style: 'uuid' },
      { name: ZONE, style: 'readable' },
    ]);
    const { challenge } = asked('');
    const [opaque, readable] = broker.targets(challenge);
    assert.ok(opaque && readable);
    assert.equal(readable.target, NAME);
    assert.equal((await broker.resolve(opaque.target)).ok, false);
    assert.equal((await broker.resolve(`${readable.label}.u.example`)).ok, false, 'no label of that zone');
    const { id } = await addClient('web');
    assert.equal((await broker.allocate([challenge], id)).ok, true);
    const found = await broker.resolve(opaque.target);
    assert.deepEqual(found.ok && found.value, challenge);
    assert.deepEqual(await broker.resolveLabel(opaque.label), found);
    assert.deepEqual(await broker.resolveLabel(readable.label), found);
    assert.equal((await broker.resolveLabel('x')).ok, true, 'the label of the name x');
    assert.equal((await broker.resolveLabel('x---y')).ok, false);
  });

  test('given, a name is idle and known', async (t) => {
    const { broker, served, web } = await world(t);
    await broker.allocate([asked('').challenge], web.id);
    assert.deepEqual(served.get(NAME), []);
  });
});
