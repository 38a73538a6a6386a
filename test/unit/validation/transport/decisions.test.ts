// What the transport decides without a socket: pauses, heartbeats, names, targets, invitations.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assert as check, double, integer, property } from 'fast-check';
import { isToken, newToken, parseTarget, peerUri, tokenName } from '../../../../src/validation/index.ts';
import { backoffMs } from '../../../../src/validation/perspective/transport/backoff.ts';
import { startHeartbeat } from '../../../../src/validation/perspective/transport/heartbeat.ts';
import { keepConnected, type KeeperEvent } from '../../../../src/validation/perspective/transport/keeper.ts';
import {
  HEARTBEAT_MISSES_MAX,
  HEARTBEAT_MS,
  RECONNECT_FIRST_MS,
  RECONNECT_MAX_MS,
  STEADY_MS,
} from '../../../../src/validation/perspective/transport/limits.ts';
import type { Connected } from '../../../../src/validation/perspective/transport/keeper.ts';
import type { LinkEnd } from '../../../../src/validation/perspective/transport/types.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

const PLACE = { address: '::1', family: 6, port: 1 } as const;

test('pauses double, are bounded, and never all the same', () => {
  assert.equal(backoffMs(1, 0), RECONNECT_FIRST_MS);
  assert.equal(backoffMs(2, 0), 2 * RECONNECT_FIRST_MS);
  assert.equal(backoffMs(2, 1), RECONNECT_FIRST_MS);
  check(
    property(integer({ min: 1, max: 1e9 }), double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
      const ms = backoffMs(failures, random);
      assert.ok(ms >= RECONNECT_FIRST_MS / 2 && ms <= RECONNECT_MAX_MS);
    }),
  );
});

test('a peer that answers lives for ever; one that falls silent is dead after the misses, told once', async () => {
  const clock = createVirtualClock();
  let answers = true;
  let deaths = 0;
  const ping = (answered: () => void) => {
    if (answers) answered();
    return true;
  };
  startHeartbeat({ ping }, clock, () => deaths++);
  await clock.advance(100 * HEARTBEAT_MS);
  assert.equal(deaths, 0);
  answers = false;
  await clock.advance(HEARTBEAT_MS * HEARTBEAT_MISSES_MAX);
  assert.equal(deaths, 0);
  await clock.advance(2 * HEARTBEAT_MS);
  assert.equal(deaths, 1);
  assert.equal(clock.pending(), 0);
});

test('a heartbeat that was ended asks nothing more', async () => {
  const clock = createVirtualClock();
  let pings = 0;
  const cancel = startHeartbeat({ ping: () => ++pings > 0 }, clock, () => assert.fail());
  await clock.advance(HEARTBEAT_MS);
  cancel();
  await clock.advance(100 * HEARTBEAT_MS);
  assert.equal(pings, 1);
});

test('reconnecting: tries for ever at growing pauses, and begins anew after a connection that held', async () => {
  const clock = createVirtualClock();
  const events: KeeperEvent[] = [];
  const ends: ((end: LinkEnd) => void)[] = [];
  let works = false;
  let tries = 0;
  const connect = async (): Promise<Connected | { ok: false; failures: [] }> => {
    tries++;
    if (!works) return { ok: false, failures: [] };
    const closed = new Promise<LinkEnd>((resolve) => ends.push(resolve));
    return { ok: true, place: PLACE, closed, close: (reason) => ends.at(-1)?.(reason) };
  };
  const keeper = keepConnected({ clock, random: () => 0, connect, tell: (event) => events.push(event) });
  await clock.advance(0);
  const pauses = () => events.flatMap((event) => (event.kind === 'connected' ? [] : [event.retryMs]));
  await clock.advance(500 + 1_000 + 2_000);
  assert.deepEqual(pauses(), [500, 1_000, 2_000, 4_000]);
  await clock.advance(10 * 60_000);
  assert.equal(Math.max(...pauses()), RECONNECT_MAX_MS);

  works = true;
  await clock.advance(RECONNECT_MAX_MS);
  assert.equal(events.at(-1)?.kind, 'connected');
  ends.at(-1)?.('failed'); // at once: no good connection, the pause goes on
  await clock.advance(0);
  assert.equal(pauses().at(-1), RECONNECT_MAX_MS);
  await clock.advance(RECONNECT_MAX_MS + STEADY_MS);
  ends.at(-1)?.('silent');
  await clock.advance(0);
  assert.equal(pauses().at(-1), RECONNECT_FIRST_MS);

  const before = tries;
  await keeper.nudge(); // now, not after the pause
  assert.equal(tries, before + 1);
  await keeper.nudge(); // it stands
  assert.equal(tries, before + 1);
  works = false;
  ends.at(-1)?.('failed');
  await clock.advance(0);
  await keeper.nudge(); // it was tried in this very second
  assert.equal(tries, before + 1);
  await keeper.close();
  assert.equal(clock.pending(), 0);
});

test('many who ask at once wait for one try, and for the one under way', async () => {
  const clock = createVirtualClock();
  const tries: ((result: { ok: false; failures: [] }) => void)[] = [];
  const connect = () => new Promise<{ ok: false; failures: [] }>((resolve) => tries.push(resolve));
  const keeper = keepConnected({ clock, random: () => 0, connect, tell: () => {} });
  let over = 0;
  const ask = () => void keeper.nudge().then(() => over++);
  const fail = async () => {
    tries.at(-1)?.({ ok: false, failures: [] });
    await clock.advance(0);
  };
  ask(); // the first try, which nobody asked for, is under way
  ask();
  await clock.advance(0);
  assert.deepEqual([tries.length, over], [1, 0]);
  await fail();
  assert.equal(over, 2);
  for (let each = 0; each < 3; each++) ask();
  await clock.advance(0);
  assert.deepEqual([tries.length, over], [2, 2]);
  await fail();
  assert.equal(over, 5);
  await keeper.close();
});

test('closing while a connection is being tried leaves none behind', async () => {
  const clock = createVirtualClock();
  let closed: string | undefined;
  const keeper = keepConnected({
    clock,
    random: () => 0,
    tell: () => assert.fail('nothing is told after the end'),
    connect: (signal) =>
      new Promise((resolve) => {
        signal.onStop(() =>
          resolve({
            ok: true,
            place: PLACE,
            closed: Promise.resolve('closed'),
            close: (reason) => {
              closed = reason;
            },
          }),
        );
      }),
  });
  await keeper.close();
  assert.equal(closed, 'stopping');
  assert.equal(clock.pending(), 0);
});

test('where the other end may listen', () => {
  assert.deepEqual(parseTarget('https://[2001:db8::5]:6466'), { host: '2001:db8::5', port: 6466 });
  assert.deepEqual(parseTarget('https://ber.example:6466/'), { host: 'ber.example', port: 6466 });
  assert.deepEqual(parseTarget('https://192.0.2.5'), { host: '192.0.2.5', port: 443 });
  for (const wrong of [
    'http://a.example',
    'https://a.example/x',
    'https://u@a.example',
    'a.example:1',
    'https://a.example?x',
    '',
  ]) {
    assert.equal(parseTarget(wrong), undefined, wrong);
  }
});

test('a token names whom it is for, and fits its own hash alone', () => {
  const one = newToken('berlin');
  const other = newToken('berlin');
  assert.equal(tokenName(one.token), 'berlin');
  assert.ok(isToken(one.token, one.sha256));
  assert.ok(!isToken(other.token, one.sha256));
  assert.ok(!isToken(one.token, ''));
  assert.ok(!isToken('', one.sha256));
  for (const wrong of [
    '',
    'berlin',
    'berlin.',
    `Berlin.${'a'.repeat(43)}`,
    `${one.token}.x`,
    `${one.token}x`,
  ]) {
    assert.equal(tokenName(wrong), undefined, wrong);
  }
});

test('names in certificates', () => {
  assert.equal(peerUri('perspective', 'berlin'), 'sixfour:perspective:berlin');
  assert.equal(peerUri('coordinator', 'server'), 'sixfour:coordinator:server');
});
