import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createTurns } from '../../../src/validation/turns.ts';

/** Takes a turn and notes its owner when it begins. */
function taker(concurrent: number) {
  const turns = createTurns(concurrent);
  const begun: string[] = [];
  const take = (owner: string) => {
    const queued = turns.take(owner);
    if (queued === undefined) begun.push(owner);
    else void queued.then(() => begun.push(owner));
  };
  const giveBack = async (owner: string) => {
    turns.giveBack(owner);
    await Promise.resolve();
  };
  return { turns, begun, take, giveBack };
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
    for (const n of [1, 2, 3]) void turns.take('x')?.then(() => order.push(n));
    for (let n = 0; n < 3; n++) await giveBack('x');
    assert.deepEqual(order, [1, 2, 3]);
    await giveBack('x');
    assert.equal(turns.waiting(), 0);
    assert.equal(turns.take('y'), undefined, 'free again');
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
});
