import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createPace } from '../../../src/validation/pace.ts';

describe('the pace', () => {
  test('a few steps in one turn of the event loop do not wait', async () => {
    const pace = createPace(4);
    for (let n = 0; n < 4; n++) assert.equal(pace(), undefined);
    assert.ok(pace() instanceof Promise, 'the fifth does');
    await turn();
    await turn();
    assert.equal(pace(), undefined, 'and in a later turn none again');
  });

  test('never more than so many in one turn, in the order in which they came, and all in the end', async () => {
    const pace = createPace(3);
    const begun: number[] = [];
    for (let n = 0; n < 20; n++) {
      const wait = pace();
      if (wait === undefined) begun.push(n);
      else void wait.then(() => begun.push(n));
    }
    let before = begun.length;
    assert.equal(before, 3);
    for (let turns = 0; begun.length < 20; turns++) {
      assert.ok(turns < 20, 'it goes on');
      await turn();
      assert.ok(begun.length - before <= 3);
      before = begun.length;
    }
    assert.deepEqual(begun, [...Array(20).keys()]);
  });

  test('who comes while others wait is behind them', async () => {
    const pace = createPace(1);
    const begun: string[] = [];
    void pace();
    void pace()?.then(() => begun.push('earlier'));
    await turn();
    void pace()?.then(() => begun.push('later'));
    for (let n = 0; n < 4; n++) await turn();
    assert.deepEqual(begun, ['earlier', 'later']);
  });
});
