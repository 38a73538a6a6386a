import type { Cancel, Clock, StopSignal } from '../../../core/index.ts';
import { createStop } from '../../../core/index.ts';
import { backoffMs } from './backoff.ts';
import type { LinkFailure } from './dial.ts';
import { NUDGE_EVERY_MS, STEADY_MS } from './limits.ts';
import type { Goodbye, LinkEnd, Place } from './types.ts';

/** One try to connect: a connection that stands, or why not. */
export type Connected = {
  readonly ok: true;
  readonly place: Place;
  readonly closed: Promise<LinkEnd>;
  close(reason: Goodbye): void;
};
export type Connect = (
  signal: StopSignal,
) => Promise<Connected | { readonly ok: false; readonly failures: readonly LinkFailure[] }>;

export type KeeperEvent =
  | { readonly kind: 'connected'; readonly place: Place }
  | { readonly kind: 'lost'; readonly end: LinkEnd; readonly retryMs: number }
  | { readonly kind: 'failed'; readonly failures: readonly LinkFailure[]; readonly retryMs: number };

/** Keeps one connection up: tries again for ever, at growing intervals. */
export type Keeper = {
  /**
   * Tries at once instead of at the end of the pause, but no sooner than `NUDGE_EVERY_MS` after it last did; resolves when that try,
   * or the one under way, has ended.
   */
  nudge(): Promise<void>;
  close(): Promise<void>;
};

export function keepConnected(options: {
  readonly clock: Clock;
  /** 0 to 1, for the pauses. */
  readonly random: () => number;
  readonly connect: Connect;
  readonly tell: (event: KeeperEvent) => void;
}): Keeper {
  const { clock, random, connect, tell } = options;
  const { signal, stop } = createStop();
  let failures = 0;
  let cancelPause: Cancel | undefined;
  let standing: Connected | undefined;
  let trying: Promise<void> | undefined;
  let nudgedAt = Number.NEGATIVE_INFINITY;

  function pause(): number {
    failures++;
    const retryMs = backoffMs(failures, random());
    cancelPause = clock.after(retryMs, () => void attempt());
    return retryMs;
  }

  async function once(): Promise<void> {
    const result = await connect(signal);
    if (!result.ok) {
      if (!signal.stopped) tell({ kind: 'failed', failures: result.failures, retryMs: pause() });
      return;
    }
    if (signal.stopped) return result.close('stopping');
    standing = result;
    const since = clock.monotonic();
    tell({ kind: 'connected', place: result.place });
    void result.closed.then((end) => {
      standing = undefined;
      if (clock.monotonic() - since >= STEADY_MS) failures = 0;
      if (!signal.stopped) tell({ kind: 'lost', end, retryMs: pause() });
    });
  }

  function attempt(): Promise<void> {
    cancelPause?.();
    if (standing !== undefined || signal.stopped) return Promise.resolve();
    trying ??= once().finally(() => {
      trying = undefined;
    });
    return trying;
  }

  async function nudge(): Promise<void> {
    if (trying !== undefined) return trying;
    if (clock.monotonic() - nudgedAt < NUDGE_EVERY_MS) return;
    nudgedAt = clock.monotonic();
    await attempt();
  }

  void attempt();
  return {
    nudge,
    async close() {
      stop();
      cancelPause?.();
      await trying;
      standing?.close('stopping');
      await standing?.closed;
    },
  };
}
