import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HELD_REPLIES_MAX } from '../../../../src/authority/acme/limits.ts';
import { createHold } from '../../../../src/authority/acme/work/hold.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

describe('a reply that is held', () => {
  test('ends with the work, and leaves no timer', async () => {
    const clock = createVirtualClock();
    assert.equal(await createHold(clock).wait(Promise.resolve('done'), 1_000), 'done');
    assert.equal(clock.pending(), 0);
  });

  test('ends after its time, whatever the work does', async () => {
    const clock = createVirtualClock();
    const held = createHold(clock).wait(new Promise(() => {}), 1_000);
    await clock.advance(1_000);
    assert.equal(await held, undefined);
  });

  test('is not held beyond the bound, and again when there is room', async () => {
    const clock = createVirtualClock();
    const hold = createHold(clock);
    const all = Array.from({ length: HELD_REPLIES_MAX }, () => hold.wait(new Promise(() => {}), 1_000));
    assert.equal(await hold.wait(Promise.resolve('done'), 1_000), undefined);
    await clock.advance(1_000);
    await Promise.all(all);
    assert.equal(await hold.wait(Promise.resolve('done'), 1_000), 'done');
  });
});
