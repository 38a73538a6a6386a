import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createStop } from '../../../src/core/index.ts';
import { createTurns } from '../../../src/validation/turns.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const LATER = 60_000;

/** Takes a turn and notes its owner when it begins. */
function taker(concurrent: number) {
  const clock = createVirtualClock();
  const { signal, stop } = createStop();
  const turns = createTurns(concurrent, clock, signal);
  const begun: string[] = [];
  const gone: string[] = [];
  const take = (owner: string, untilMs = LATER) => {
    const queued = turns.take(owner, untilMs);
    if (queued === undefined) begun.push(owner);
    else void queued.then((mine) => (mine ? begun : gone).push(owner));
  };
  const giveBack = async (owner: string) => {
    turns.giveBack(owner);
    await Promise.resolve();
  };
  return { clock, stop, turns, begun, gone, take, giveBack };
}

describe('turns', () => {
  test('an owner with a thousand waiting delays another by one turn', async () => {
    const { turns, begun, take, giveBack } = taker(4);
    for (let n = 0; n < 1_000; n++) take('slow');
    assert.deepEqual(begun, ['slow', 'slow', 'slow', 'slow']);
    take('a');
    take('b');
    assert.equal(turns.waiting(), 998);
    await giveBack('slow');
    await giveBack('slow');
    assert.deepEqual(begun.slice(4), ['a', 'b']);
  });

  test('within an owner the longest waiting goes first; what is given back is taken up at once', async () => {
    const { turns, take, giveBack } = taker(1);
    const order: number[] = [];
    take('x');
    for (const n of [1, 2, 3]) void turns.take('x', LATER)?.then(() => order.push(n));
    for (let n = 0; n < 3; n++) await giveBack('x');
    assert.deepEqual(order, [1, 2, 3]);
    await giveBack('x');
    assert.equal(turns.waiting(), 0);
    assert.equal(turns.take('y', LATER), undefined, 'free again');
  });

  test('never more than so many at once, whoever comes and goes', async () => {
    const { begun, take, giveBack } = taker(3);
    const owners = ['a', 'b', 'c', 'd', 'e'];
    for (let n = 0; n < 50; n++) take(owners[n % 5] ?? '');
    for (let ended = 0; ended < 50; ended++) {
      assert.ok(begun.length - ended <= 3);
      await giveBack(begun[ended] ?? '');
    }
    assert.equal(begun.length, 50);
  });

  test('whoever has waited until its time leaves the queue, and the next is not kept by it', async () => {
    const { clock, turns, begun, gone, take, giveBack } = taker(1);
    take('first');
    take('impatient', 1_000);
    take('patient', 2_000);
    await clock.advance(999);
    assert.deepEqual(gone, []);
    await clock.advance(1);
    assert.deepEqual(gone, ['impatient']);
    assert.equal(turns.waiting(), 1);
    await giveBack('first');
    assert.deepEqual(begun, ['first', 'patient']);
    assert.equal(clock.pending(), 0, 'no timer is left behind');
    await giveBack('patient');
    assert.equal(turns.take('x', LATER), undefined, 'nothing was given to who had left');
  });

  test('a stop sends all away who wait, and who comes later', async () => {
    const { clock, stop, turns, begun, gone, take } = taker(1);
    take('first');
    take('second');
    stop();
    take('third');
    await clock.advance(0);
    assert.deepEqual([begun, gone], [['first'], ['second', 'third']]);
    assert.equal(turns.waiting() + clock.pending(), 0);
  });
});
