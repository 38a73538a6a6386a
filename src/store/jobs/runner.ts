import type { Cancel, Clock, Log } from '../../core/index.ts';
import type { Job, JobStore } from '../types.ts';
import { LEASE_MS, POLL_MIN_MS, POLL_MS, RETRY_FIRST_MS, RETRY_LAST_MS, RUNNING_JOBS_MAX } from './limits.ts';

/** Does a job once. Returns when to do it again (milliseconds since 1970), or null when it is done for good. */
export type JobHandler = (job: Job) => Promise<number | null>;

export type JobRunner = {
  start(): void;
  /** As `JobStore.schedule`, and looks at the list at once. */
  schedule(key: string, kind: string, dueAt: number): Promise<void>;
  /** Starts nothing more and resolves when what runs has ended. */
  stop(): Promise<void>;
};

/**
 * Runs the jobs of the list when they are due, never two at once for one key: the lease keeps other processes off, the set of
 * running keys keeps off this one. A handler that throws is tried again, later each time. Time comes from `clock` alone.
 */
export function createJobRunner(options: {
  jobs: JobStore;
  clock: Clock;
  log: Log;
  handlers: Readonly<Record<string, JobHandler>>;
  /** Milliseconds after which the list is looked at for jobs that another process scheduled. */
  pollMs?: number;
}): JobRunner {
  const { jobs, clock, log, handlers, pollMs = POLL_MS } = options;
  const running = new Map<string, Promise<void>>();
  let state: 'idle' | 'started' | 'stopped' = 'idle';
  let looking: Promise<void> | undefined;
  let lookAgain = false;
  let cancel: Cancel | undefined;

  return {
    start() {
      if (state !== 'idle') return;
      state = 'started';
      look();
    },
    async schedule(key, kind, dueAt) {
      await jobs.schedule(key, kind, dueAt);
      look();
    },
    async stop() {
      state = 'stopped';
      cancel?.();
      await looking;
      await Promise.all(running.values());
    },
  };

  function look(): void {
    if (state !== 'started') return;
    if (looking !== undefined) {
      lookAgain = true;
      return;
    }
    cancel?.();
    looking = lookOnce().then((delayMs) => {
      looking = undefined;
      if (state !== 'started') return;
      if (lookAgain) {
        lookAgain = false;
        look();
      } else cancel = clock.after(delayMs, look);
    });
  }

  /** Starts what is due; returns how long nothing else will be. */
  async function lookOnce(): Promise<number> {
    try {
      const now = clock.now();
      const free = RUNNING_JOBS_MAX - running.size;
      const due = await jobs.nextDue(); // a read: looking in vain writes nothing
      if (free > 0 && due !== undefined && due <= now) {
        for (const job of await jobs.lease(now, now + LEASE_MS, free)) begin(job, now + LEASE_MS);
      }
      if (running.size >= RUNNING_JOBS_MAX) return pollMs; // whichever ends first looks again
      const next = await jobs.nextDue();
      return next === undefined ? pollMs : Math.min(pollMs, Math.max(POLL_MIN_MS, next - clock.now()));
    } catch (error) {
      log.error({ cause: String(error) }, 'the job list cannot be read');
      return pollMs;
    }
  }

  function begin(job: Job, leaseUntil: number): void {
    // its lease has passed but it still runs: it goes on alone, and is leased anew when it has ended
    if (running.has(job.key)) return;
    const run = doJob(job, leaseUntil).finally(() => {
      running.delete(job.key);
      look();
    });
    running.set(job.key, run);
  }

  async function doJob(job: Job, leaseUntil: number): Promise<void> {
    try {
      const handler = handlers[job.kind];
      if (handler === undefined) throw new Error(`no handler for jobs of kind ${job.kind}`);
      await jobs.finish(job.key, leaseUntil, await handler(job));
    } catch (error) {
      const at = clock.now() + retryDelay(job.attempts);
      log.warn({ key: job.key, attempts: job.attempts, retryAt: at, cause: String(error) }, 'a job failed');
      // if even that fails, the lease runs out and the job comes back by itself
      await jobs.retry(job.key, leaseUntil, at).catch(() => false);
    }
  }
}

/** Milliseconds to wait after the given number of failures in a row (at least 1). */
function retryDelay(attempts: number): number {
  return Math.min(RETRY_LAST_MS, RETRY_FIRST_MS * 2 ** Math.min(attempts - 1, 30));
}
