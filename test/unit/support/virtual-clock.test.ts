import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVirtualClock } from '../../support/virtual-clock.ts';

test('a virtual clock stands still until it is advanced, and then stands exactly there', async () => {
  const clock = createVirtualClock(1_000_000);
  assert.equal(clock.now(), 1_000_000);
  const ran: number[] = [];
  clock.after(50, () => ran.push(clock.now()));
  await clock.advance(49);
  assert.deepEqual([clock.now(), clock.monotonic(), ran, clock.pending()], [1_000_049, 49, [], 1]);
  await clock.advance(1_000);
  assert.deepEqual([clock.now(), ran, clock.pending()], [1_001_049, [1_000_050], 0]);
});

test('what a timer started settles before the next timer runs', async () => {
  const clock = createVirtualClock();
  const seen: string[] = [];
  clock.after(10, () => void Promise.resolve().then(async () => seen.push('settled')));
  clock.after(10, () => seen.push('next'));
  await clock.advance(10);
  assert.deepEqual(seen, ['settled', 'next']);
});

test('work is driven from timer to timer to its end, or to its error', async () => {
  const clock = createVirtualClock();
  const wait = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));
  const work = async () => {
    for (let i = 0; i < 10; i++) await wait(60_000);
    return clock.monotonic();
  };
  assert.equal(await clock.drive(work()), 600_000);
  await assert.rejects(clock.drive(wait(5).then(() => Promise.reject(new Error('the end')))), /the end/);
  await assert.rejects(clock.drive(new Promise(() => {})), /no timer/);
});
