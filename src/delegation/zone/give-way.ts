import { GIVE_WAY_MS } from './limits.ts';

/**
 * Lets other threads run for a moment. Where the thread that waits for what was just said shares this one's core, the kernel would
 * let a busy one go on to the end of its time slice, which is milliseconds.
 */
export function giveWay(): void {
  Atomics.wait(NEVER, 0, 0, GIVE_WAY_MS);
}

const NEVER = new Int32Array(new SharedArrayBuffer(4));
