import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import { createChanges, readChallengeName } from '../../../../src/delegation/broker/index.ts';
import {
  readDuration,
  readMoment,
  readRuleConditions,
} from '../../../../src/delegation/broker/rule-conditions.ts';
import { silentLog, ok } from '../../../../src/core/index.ts';
import { describeFault } from '../../../../src/i18n/index.ts';
import type { Approval, RuleConditions } from '../../../../src/store/index.ts';
import { delegationWorld, newValue, principalOf } from '../../../support/delegation.ts';

const SOURCE = '2001:db8::7';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A client whose only rule, for all below example.com, has these conditions. */
async function world(t: TestContext, conditions: RuleConditions) {
  const at = await delegationWorld(t);
  const web = await at.addClient('web');
  const rule = await web.may('example.com', { scope: 'subtree', conditions });
  const who = await principalOf(at.broker, web.key);
  const present = (label = 'www', value = newValue()) =>
    at.broker.present(who, { challenge: challengeOf(label), value, source: SOURCE, thumbprint: undefined });
  /** What came of it: '', or all that is told. */
  const refusal = async (label?: string, value?: string) => {
    const done = await present(label, value);
    if (done.ok) return '';
    const { client: _client, name: _name, ...told } = done.fault.params as Record<string, unknown>;
    return told;
  };
  return { ...at, web, rule, who, challengeOf, present, refusal, iso };
}

const challengeOf = (label: string) => {
  const challenge = readChallengeName(`_acme-challenge.${label}.example.com`);
  assert.ok(challenge);
  return challenge;
};
const iso = (ms: number) => new Date(ms).toISOString();
const decide = (
  at: Awaited<ReturnType<typeof world>>,
  state: 'approved' | 'denied',
  ms: number,
  label = 'www',
) =>
  at.store.approvals.decide({
    clientId: at.who.client.id,
    challenge: at.challengeOf(label).challenge,
    state,
    at: at.clock.now(),
    expiresAt: at.clock.now() + ms,
    by: 'administrator:ada',
  });
const read = (typed: Partial<Parameters<typeof readRuleConditions>[0]>) => {
  const conditions = readRuleConditions({ windows: [], approval: 'none', ...typed });
  return conditions.ok ? conditions.value : (conditions.fault.params as unknown as { reason: string }).reason;
};

suite('quotas', () => {
  test('of two presents at once one alone has the last place', async (t) => {
    for (const conditions of [{ liveMax: 3 }, { presentsPerHourMax: 3 }, { namesPerDayMax: 3 }]) {
      const { present } = await world(t, conditions);
      const done = await Promise.all(Array.from({ length: 40 }, (_, index) => present(`n${index}`)));
      assert.equal(done.filter(({ ok }) => ok).length, 3, JSON.stringify(conditions));
    }
  });

  test('a refusal says which is used up, and when there is room again', async (t) => {
    const begin = await world(t, { liveMax: 1 });
    const { clock, iso } = begin;
    const end = clock.now() + HOUR;
    assert.equal(await begin.refusal(), '');
    await clock.advance(MINUTE);
    assert.deepEqual(await begin.refusal(), { reason: 'quota', quota: 'live', room: iso(end) });
    await clock.advance(HOUR - MINUTE);
    assert.equal(await begin.refusal(), '');

    const hourly = await world(t, { presentsPerHourMax: 2 });
    assert.equal(await hourly.refusal(), '');
    await hourly.clock.advance(10 * MINUTE);
    const value = newValue();
    assert.equal(await hourly.refusal('www', value), '');
    const room = iso(hourly.clock.now() + 50 * MINUTE);
    assert.deepEqual(await hourly.refusal('www', value), { reason: 'quota', quota: 'presents', room });
    const refused = await hourly.present();
    assert.equal(refused.ok ? 0 : refused.fault.retryAfterSeconds, 3_000);
    await hourly.clock.advance(50 * MINUTE);
    assert.equal(await hourly.refusal(), '');
    assert.equal((await hourly.refusal()) === '', false);

    const daily = await world(t, { namesPerDayMax: 1 });
    assert.equal(await daily.refusal('a'), '');
    await daily.clock.advance(HOUR);
    assert.equal(await daily.refusal('a'), '', 'the same name again');
    const next = iso(daily.clock.now() + 24 * HOUR);
    assert.deepEqual(await daily.refusal('b'), { reason: 'quota', quota: 'names', room: next });
    await daily.clock.advance(24 * HOUR);
    assert.equal(await daily.refusal('b'), '');
  });

  test('what one rule has no room for, another may have', async (t) => {
    const { web, refusal } = await world(t, { liveMax: 1 });
    await web.may('www.example.com', { conditions: { liveMax: 1 } });
    assert.deepEqual([await refusal(), await refusal()], ['', '']);
    assert.equal((await refusal()) === '', false);
  });

  test('a clean-up makes room, and so does one in the same message', async (t) => {
    const at = await world(t, { liveMax: 1 });
    const { store, broker, clock, who, challengeOf } = at;
    const changes = createChanges({
      store,
      targets: (one) => broker.targets(one),
      publish: () => Promise.resolve(ok(undefined)),
      clock,
      log: silentLog,
    });
    const challenge = challengeOf('www');
    const [first, second] = [newValue(), newValue()];
    const apply = (...all: Parameters<typeof changes.apply>[1]) => changes.apply(who.client, all, SOURCE);
    assert.ok((await apply({ kind: 'present', challenge, value: first })).ok);
    assert.equal((await apply({ kind: 'present', challenge, value: second })).ok, false);
    assert.ok((await apply({ kind: 'clear', challenge }, { kind: 'present', challenge, value: second })).ok);
    assert.deepEqual(await changes.own(challenge, who.client), [second]);
    // two in one message are two, and then neither is there
    const both = await apply(
      { kind: 'clear', challenge },
      { kind: 'present', challenge, value: first },
      { kind: 'present', challenge: challengeOf('api'), value: first },
    );
    assert.equal(both.ok, false);
    assert.deepEqual(await changes.own(challenge, who.client), [second], 'nothing of it was done');
    const [event] = await store.challenges.listEvents({ clientId: who.client.id, limit: 1 });
    assert.deepEqual([event?.event, event?.reason], ['refused', 'quota']);
  });
});

suite('times', () => {
  test('outside its window a client is told when it opens; what stands may be cleaned up', async (t) => {
    const hour = 'daily 00:00-01:00 UTC';
    const { clock, refusal, who, broker, challengeOf, store } = await world(t, { windows: [hour] });
    const day = 24 * HOUR;
    await clock.advance(day - (clock.now() % day));
    const value = newValue();
    assert.equal(await refusal('www', value), '');
    await clock.advance(HOUR);
    const opens = new Date(clock.now() + 23 * HOUR).toISOString();
    assert.deepEqual(await refusal(), { reason: 'window', opens });
    const asked = { challenge: challengeOf('www'), value, source: SOURCE, thumbprint: undefined };
    assert.ok((await broker.allowed(who, asked)).ok, 'at some time it may');
    assert.ok((await broker.cleanUp(who, asked)).ok);
    assert.deepEqual(await store.challenges.liveValues(asked.challenge.challenge, clock.now()), []);
  });

  test('a rule that is over does not open again', async (t) => {
    const { refusal, clock } = await world(t, {});
    assert.equal(await refusal(), '');
    const over = await world(t, { until: clock.now() });
    assert.deepEqual(await over.refusal(), { reason: 'window', opens: null });
  });

  test('a value lives as long as its rule says', async (t) => {
    const { store, clock, present, challengeOf } = await world(t, { lifetimeMs: 10 * MINUTE });
    await present();
    const live = () => store.challenges.liveValues(challengeOf('www').challenge, clock.now());
    await clock.advance(10 * MINUTE - 1);
    assert.equal((await live()).length, 1);
    await clock.advance(1);
    assert.equal((await live()).length, 0);
  });
});

suite('approval', () => {
  test('is asked for once, and the refusal names the command', async (t) => {
    const at = await world(t, { approval: 'first' });
    const refused = await at.present();
    assert.ok(!refused.ok);
    assert.match(describeFault(refused.fault), /sixfour approval approve web www\.example\.com/);
    await at.clock.advance(MINUTE);
    await at.present();
    const waiting = await at.store.approvals.list({ state: 'pending', now: at.clock.now(), limit: 9 });
    assert.deepEqual(
      waiting.map(({ source, requestedAt }) => [source, requestedAt]),
      [[SOURCE, at.clock.now() - MINUTE]],
    );
    const [{ clientId }] = waiting as [Approval];
    const answered = { clientId, challenge: '_acme-challenge.a.example.com', state: 'approved' } as const;
    await at.store.approvals.decide({
      ...answered,
      at: at.clock.now(),
      expiresAt: at.clock.now() + 1,
      by: 'x',
    });
    const first = await at.store.approvals.list({ now: at.clock.now(), limit: 1 });
    assert.deepEqual(first, waiting, 'what waits is listed before what was answered, however much that is');
    await at.clock.advance(4 * 24 * HOUR);
    assert.deepEqual(await at.store.approvals.list({ now: at.clock.now(), limit: 9 }), [], 'and forgotten');
  });

  test('first: once used it stays; unused it ends; a no ends it', async (t) => {
    const at = await world(t, { approval: 'first' });
    await decide(at, 'approved', HOUR);
    await at.clock.advance(HOUR);
    assert.deepEqual(await at.refusal(), { reason: 'approval' });
    await decide(at, 'approved', HOUR);
    assert.equal(await at.refusal(), '');
    assert.deepEqual(await at.refusal('other'), { reason: 'approval' }, 'of that name alone');
    await at.clock.advance(90 * 24 * HOUR);
    assert.equal(await at.refusal(), '');
    await decide(at, 'denied', HOUR);
    const deniedUntil = at.iso(at.clock.now() + HOUR);
    assert.deepEqual(await at.refusal(), { reason: 'approval', deniedUntil });
    await at.clock.advance(HOUR);
    assert.deepEqual(await at.refusal(), { reason: 'approval' });
  });

  test('always: as long as the answer stands', async (t) => {
    const at = await world(t, { approval: 'always' });
    await decide(at, 'approved', HOUR);
    assert.deepEqual([await at.refusal(), await at.refusal()], ['', '']);
    await at.clock.advance(HOUR);
    assert.deepEqual(await at.refusal(), { reason: 'approval' });
    const waiting = await at.store.approvals.list({ state: 'pending', now: at.clock.now(), limit: 9 });
    assert.equal(waiting.length, 1, 'it was used before, and waits again');
  });

  test('fifty of a client wait, no more, and others have their place', async (t) => {
    const at = await world(t, { approval: 'first' });
    for (let i = 0; i < 60; i++) assert.equal((await at.present(`n${i}`)).ok, false);
    const other = await at.addClient('other');
    await other.may('example.com', { scope: 'subtree', conditions: { approval: 'first' } });
    const who = await principalOf(at.broker, other.key);
    const asked = {
      challenge: at.challengeOf('n1'),
      value: newValue(),
      source: SOURCE,
      thumbprint: undefined,
    };
    await at.broker.present(who, asked);
    const waiting = await at.store.approvals.list({ state: 'pending', now: at.clock.now(), limit: 100 });
    assert.equal(waiting.filter(({ clientId }) => clientId === at.who.client.id).length, 50);
    assert.equal(waiting.filter(({ clientId }) => clientId === other.id).length, 1);
  });
});

suite('conditions are read', () => {
  test('what is not asked for is not there', () => {
    assert.deepEqual(read({}), {});
    assert.deepEqual(
      read({ windows: [' Mon  08:00-09:00 UTC '], from: '2026-01-01', live: 3, approval: 'first' }),
      {
        windows: ['Mon 08:00-09:00 UTC'],
        from: Date.parse('2026-01-01T00:00:00Z'),
        liveMax: 3,
        approval: 'first',
      },
    );
    assert.deepEqual(read({ lifetime: '10m' }), { lifetimeMs: 600_000 });
  });
  test('what makes no sense is refused', () => {
    assert.equal(read({ windows: ['Mon 08:00-09:00'] }), 'window');
    assert.equal(read({ from: 'tomorrow' }), 'date');
    assert.equal(read({ until: '2026-02-30' }), 'date');
    assert.equal(read({ from: '2026-01-02', until: '2026-01-02' }), 'dates');
    for (const lifetime of ['59s', '61m', '1', '0m', 'x']) assert.equal(read({ lifetime }), 'lifetime');
  });
  test('moments and durations', () => {
    assert.equal(readMoment('2026-06-01T12:00:00+02:00'), Date.parse('2026-06-01T10:00:00Z'));
    for (const text of [
      '2026-06-01T12:00:00',
      '2026-6-1',
      '1',
      '2026-06-31T12:00:00Z',
      '2026-06-01T25:00Z',
    ]) {
      assert.equal(readMoment(text), undefined, text);
    }
    assert.deepEqual(['90s', '10m', '2h', '7d', '1w'].map(readDuration), [
      90_000,
      600_000,
      7_200_000,
      604_800_000,
      undefined,
    ]);
  });
});
