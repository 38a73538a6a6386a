// Rounds of one name: never two at a time, whatever ends meanwhile, and nobody is told that what is not in sync is.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createStop, silentLog } from '../../../../src/core/index.ts';
import type { Reconciled } from '../../../../src/delegation/providers/reconcile-name.ts';
import { createRounds } from '../../../../src/delegation/providers/rounds.ts';
import type { ProviderFailure } from '../../../../src/delegation/providers/types.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

const AT = { provider: 'one', name: '_acme-challenge.www.held.test' };
const LATE: ProviderFailure = { ok: false, outcome: 'timeout' };
const settled = async () => {
  for (let i = 0; i < 5; i++) await turn();
};

suite('rounds of one name', () => {
  test('a change that comes in sync while a round is under way lets no other begin beside it', async () => {
    const { rounds, end, endSync, running } = played();
    const first = rounds.next(AT, false);
    await settled();
    end({ changes: new Map([['a', 'change a']]) });
    await first;
    const second = rounds.next(AT, false);
    await settled();
    endSync('change a', undefined);
    await settled();
    const third = rounds.next(AT, false);
    await settled();
    assert.equal(running(), 1);
    end({ changes: new Map([['b', 'change b']]) });
    await second;
    const synced = rounds.synced(AT, 'b');
    endSync('change b', LATE);
    assert.deepEqual(await synced, LATE, 'who waits for it hears of it');
    end({});
    await third;
    await rounds.idle();
  });
});

function played() {
  const under: ((done: Reconciled) => void)[] = [];
  const syncs = new Map<string, (failure: ProviderFailure | undefined) => void>();
  const rounds = createRounds({
    run: () => new Promise((resolve) => under.push(resolve)),
    sync: (_at, change) => new Promise((resolve) => syncs.set(change, resolve)),
    clock: createVirtualClock(),
    log: silentLog,
    signal: createStop().signal,
    random: () => 0,
  });
  return {
    rounds,
    running: () => under.length,
    end: (done: Partial<Reconciled>) => under.shift()?.({ failures: new Map(), changes: new Map(), ...done }),
    endSync: (change: string, failure: ProviderFailure | undefined) => syncs.get(change)?.(failure),
  };
}
