import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDialer } from '../../../src/net/index.ts';
import { connectOutcome } from '../../../src/net/dial.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

test('only ETIMEDOUT is a connect timeout; every other errno has its own name', () => {
  const outcomes = [
    'ETIMEDOUT',
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'EACCES',
    'EPERM',
    'EWHATEVER',
  ];
  assert.deepEqual(outcomes.map(connectOutcome), [
    'connect-timeout',
    'refused',
    'unreachable',
    'unreachable',
    'prohibited',
    'prohibited',
    'error',
  ]);
});

test('our own timer ends a connection that nobody answers, at its time and without a socket left', async () => {
  // the clock fires at once, before the kernel can answer
  const clock = createVirtualClock();
  const dialling = createDialer(clock).dial({
    address: { text: '127.0.0.1', family: 4 },
    port: 9,
    timeoutMs: 5_000,
  });
  const advanced = clock.advance(5_000);
  const dialled = await dialling;
  await advanced;
  assert.ok(!dialled.ok);
  assert.ok(['connect-timeout', 'refused'].includes(dialled.outcome)); // the kernel's refusal may come first
  assert.equal(clock.pending(), 0);
});
