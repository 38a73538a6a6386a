import { Worker } from 'node:worker_threads';
import type { Cancel, Clock, Log } from '../../core/index.ts';
import { CHECKER_IDLE_MS, CHECKS_WAITING_MAX } from './limits.ts';

/** Whether a key is what a hash was made of. One after the other, in a thread that is there while it is needed. */
export type BcryptChecker = {
  /** `busy`: too many wait, or the thread failed; nothing is known of the key. */
  check(key: string, hash: string): Promise<'right' | 'wrong' | 'busy'>;
  close(): Promise<void>;
};

export type CheckAsked = { readonly number: number; readonly key: string; readonly hash: string };
export type CheckDone = { readonly number: number; readonly right: boolean };

export function createBcryptChecker({ clock, log }: { clock: Clock; log: Log }): BcryptChecker {
  const waiting = new Map<number, (outcome: 'right' | 'wrong' | 'busy') => void>();
  let worker: Worker | undefined;
  let asked = 0;
  let cancelIdle: Cancel | undefined;
  let closed = false;

  return {
    check(key, hash) {
      if (closed || waiting.size >= CHECKS_WAITING_MAX) return Promise.resolve('busy');
      return new Promise((resolve) => {
        cancelIdle?.();
        worker ??= start();
        worker.ref();
        const number = ++asked;
        waiting.set(number, resolve);
        const message: CheckAsked = { number, key, hash };
        // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
        worker.postMessage(message);
      });
    },
    async close() {
      closed = true;
      await stop();
    },
  };

  function start(): Worker {
    const started = new Worker(new URL('./bcrypt-worker.ts', import.meta.url), { name: 'bcrypt' });
    started.on('message', ({ number, right }: CheckDone) => {
      waiting.get(number)?.(right ? 'right' : 'wrong');
      waiting.delete(number);
      if (waiting.size > 0) return;
      started.unref(); // it holds nobody up
      cancelIdle = clock.after(CHECKER_IDLE_MS, () => void stop());
    });
    started.on('error', (error) => {
      log.error({ cause: String(error) }, 'the thread that checks keys of imported accounts failed');
      void stop();
    });
    return started;
  }

  async function stop(): Promise<void> {
    cancelIdle?.();
    const stopped = worker;
    worker = undefined;
    for (const resolve of waiting.values()) resolve('busy');
    waiting.clear();
    await stopped?.terminate();
  }
}
