import type { Cancel, Clock } from '../../core/index.ts';
import { ASK_FIRST_MS, ASK_MAX_MS, LAGGING_FIRST_MS, LAGGING_MAX_MS } from './limits.ts';
import type { SecondaryState, SecondaryWire } from './types.ts';

/** One zone at one address of one secondary: told of changes, and asked until it serves them. */
export type Follower = {
  /**
   * Resolves when it serves the serial, or after the wait: then it lags, and nobody waits for it again until it has caught up. It is told and
   * asked on meanwhile.
   */
  follow(serial: number): Promise<void>;
  state(): SecondaryState;
  close(): void;
};

type Waiting = { readonly serial: number; readonly resolve: () => void };

/** `changed`: when it begins to lag, and when it has caught up. */
export function createFollower(parts: {
  readonly zone: string;
  readonly secondary: string;
  readonly address: string;
  readonly wire: SecondaryWire;
  readonly clock: Clock;
  readonly waitMs: number;
  readonly changed: (state: SecondaryState) => void;
}): Follower {
  const { zone, secondary, address, wire, clock, waitMs } = parts;
  const waiting = new Set<Waiting>();
  let wanted = 0;
  let serial: number | undefined;
  let lagsSince: number | undefined;
  let running = false;
  let closed = false;
  /** Of the NOTIFY that was acknowledged last. */
  let told: number | undefined;
  let telling = false;
  let pauseMs = ASK_FIRST_MS;
  let wake: Cancel | undefined;
  return { follow, state, close };

  function follow(next: number): Promise<void> {
    if (closed) return Promise.resolve();
    wanted = next;
    pauseMs = lagsSince === undefined ? ASK_FIRST_MS : Math.min(pauseMs, LAGGING_FIRST_MS);
    if (!running) void run();
    if (lagsSince !== undefined || reached(next)) return Promise.resolve();
    const at = clock.now();
    return new Promise((resolve) => {
      const one: Waiting = {
        serial: next,
        resolve: () => {
          waiting.delete(one);
          timer();
          resolve();
        },
      };
      waiting.add(one);
      const timer = clock.after(waitMs, () => {
        one.resolve();
        if (reached(next) || lagsSince !== undefined || closed) return;
        lagsSince = at;
        parts.changed(state());
        for (const other of waiting) other.resolve();
      });
    });
  }

  async function run(): Promise<void> {
    running = true;
    while (isBehind()) {
      const asked = wanted;
      if (told !== asked && !telling) void tell(asked);
      serial = (await wire.serial(zone, address)) ?? serial;
      for (const one of waiting) if (reached(one.serial)) one.resolve();
      if (isBehind()) await pause();
    }
    running = false;
    if (lagsSince === undefined || closed) return;
    lagsSince = undefined;
    parts.changed(state());
  }

  /** What it answers to the question counts, not whether it acknowledges this. */
  async function tell(asked: number): Promise<void> {
    telling = true;
    if (await wire.notify(zone, address)) told = asked;
    telling = false;
  }

  function isBehind(): boolean {
    return !closed && !reached(wanted);
  }

  function pause(): Promise<void> {
    const ms = pauseMs;
    const most = lagsSince === undefined ? ASK_MAX_MS : LAGGING_MAX_MS;
    pauseMs = Math.min(lagsSince === undefined ? ms * 2 : Math.max(ms * 2, LAGGING_FIRST_MS), most);
    // one that lags has lost what it was told: it may have been stopped
    if (lagsSince !== undefined) told = undefined;
    return new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });
  }

  /** RFC 1982. */
  function reached(one: number): boolean {
    return serial !== undefined && ((serial - one) | 0) >= 0;
  }

  function state(): SecondaryState {
    return { zone, secondary, address, serial, wanted, lagsSince };
  }

  function close(): void {
    closed = true;
    wake?.();
    for (const one of waiting) one.resolve();
  }
}
