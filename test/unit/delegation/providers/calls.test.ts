// How a provider is asked that wants a pause.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createStop } from '../../../../src/core/index.ts';
import { createCalls } from '../../../../src/delegation/providers/calls.ts';
import { TURN_MS } from '../../../../src/delegation/providers/limits.ts';
import type { ProviderResult } from '../../../../src/delegation/providers/types.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

suite('calls of one provider', () => {
  test('"at once" is not said twice: a Retry-After that is over is a pause all the same', async () => {
    const clock = createVirtualClock();
    const { signal } = createStop();
    const calls = createCalls({ clock, signal, random: () => 0 });
    let asked = 0;
    const run = (): Promise<ProviderResult<number>> => {
      asked++;
      // without an end a test would not have one either
      if (asked > 1_000) return Promise.resolve({ ok: true, value: asked });
      return Promise.resolve({ ok: false, outcome: 'rate-limited', retryAfterMs: 0 });
    };
    const done = await clock.drive(calls.call(run, { deadlineMs: TURN_MS, signal }));
    assert.equal(done.ok, false);
    assert.ok(asked <= TURN_MS / 1_000, `asked ${asked} times`);
  });
});
