import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Clock } from '../../src/core/index.ts';

/** What every `Clock` keeps (src/core/clock.ts). `pass` lets at least so many milliseconds pass. */
export function clockContract(
  name: string,
  open: () => { clock: Clock; pass: (ms: number) => Promise<void> },
): void {
  describe(`${name} clock`, () => {
    test('time passes, and monotonic time never goes back', async () => {
      const { clock, pass } = open();
      const [wall, monotonic] = [clock.now(), clock.monotonic()];
      assert.ok(Number.isFinite(wall) && wall > Date.UTC(2020));
      await pass(20);
      assert.ok(clock.monotonic() - monotonic >= 19, 'timers may be a fraction of a millisecond early');
      assert.ok(clock.now() >= wall + 19);
    });

    test('a timer runs once, not before its time', async () => {
      const { clock, pass } = open();
      const start = clock.monotonic();
      const ran: number[] = [];
      clock.after(20, () => ran.push(clock.monotonic() - start));
      assert.deepEqual(ran, [], 'never at once');
      await pass(100);
      assert.equal(ran.length, 1);
      assert.ok((ran[0] ?? 0) >= 19);
    });

    test('timers run in the order of their times', async () => {
      const { clock, pass } = open();
      const ran: string[] = [];
      clock.after(60, () => ran.push('last'));
      clock.after(1, () => ran.push('first'));
      clock.after(30, () => ran.push('middle'));
      await pass(150);
      assert.deepEqual(ran, ['first', 'middle', 'last']);
    });

    test('a timer without delay runs later, not within the call', async () => {
      const { clock, pass } = open();
      let ran = false;
      clock.after(0, () => {
        ran = true;
      });
      assert.equal(ran, false);
      await pass(20);
      assert.equal(ran, true);
    });

    test('a cancelled timer does not run, and cancelling again or too late does nothing', async () => {
      const { clock, pass } = open();
      const ran: string[] = [];
      const cancel = clock.after(10, () => ran.push('cancelled'));
      const tooLate = clock.after(10, () => ran.push('run'));
      cancel();
      cancel();
      await pass(60);
      tooLate();
      assert.deepEqual(ran, ['run']);
    });

    test('a timer may set the next one', async () => {
      const { clock, pass } = open();
      let runs = 0;
      const again = () => {
        runs++;
        if (runs < 3) clock.after(5, again);
      };
      clock.after(5, again);
      await pass(200);
      assert.equal(runs, 3);
    });
  });
}
