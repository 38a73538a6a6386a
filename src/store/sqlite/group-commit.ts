import { Worker } from 'node:worker_threads';
import { type Clock, fault, type Log } from '../../core/index.ts';
import type { SqlValue, Unit, UnitResult } from '../driver.ts';
import { StoreError } from '../error.ts';
import { BATCH_UNITS_MAX, SLOW_COMMIT_MS, WAITING_UNITS_MAX } from '../limits.ts';
import {
  decodeResult,
  encodeUnit,
  type ResultValue,
  type WriterAnswer,
  type WriterMessage,
} from './protocol.ts';
import type { WriterData } from './writer.ts';

export type GroupCommit = {
  readonly write: (unit: Unit) => Promise<UnitResult>;
  readonly close: () => Promise<void>;
};

type Waiting = {
  readonly unit: Unit;
  readonly resolve: (result: UnitResult) => void;
  readonly reject: (error: Error) => void;
};

/**
 * The main thread's side of the writer. Units that are ready together are sent together, one batch at a time: while the
 * disk is busy with one, the next gathers. Resolves when the writer is ready, rejects when it cannot open the file.
 */
export async function startGroupCommit(options: {
  writer: WriterData;
  clock: Clock;
  log: Log;
  /** The writer's program, for tests of its end. */
  script?: URL;
}): Promise<GroupCommit> {
  const { clock, log, script = new URL('./writer.ts', import.meta.url) } = options;
  const worker = new Worker(script, {
    name: 'store-writer',
    workerData: options.writer,
  });
  const numbers = new Map<string, number>();
  const waiting: Waiting[] = [];
  let inFlight: Waiting[] = [];
  let sentAt = 0;
  let scheduled = false;
  let ended: 'failed' | 'closed' | undefined;
  let drained: (() => void) | undefined;
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));

  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
  });
  worker.removeAllListeners('error');
  worker.on('message', (answer: WriterAnswer) => {
    if (answer.kind === 'results') settle(answer.results);
    else if (answer.kind === 'fatal') fail(new Error(answer.cause));
  });
  worker.on('error', fail);
  worker.on('exit', () => {
    if (ended === undefined || inFlight.length + waiting.length > 0) fail(new Error('the writer ended'));
  });
  worker.unref(); // an idle store keeps no process alive; a batch in flight does

  return { write, close };

  function write(unit: Unit): Promise<UnitResult> {
    if (ended !== undefined) {
      return Promise.reject(
        new StoreError(ended === 'closed' ? fault('storeClosed', {}) : fault('storeFailed', {})),
      );
    }
    if (waiting.length >= WAITING_UNITS_MAX) {
      return Promise.reject(new StoreError(fault('storeOverloaded', {}, { retryAfterSeconds: 5 })));
    }
    return new Promise((resolve, reject) => {
      waiting.push({ unit, resolve, reject });
      schedule();
    });
  }

  /** At the end of this turn of the event loop: what is written in one turn shares a commit. */
  function schedule(): void {
    if (scheduled || inFlight.length > 0 || waiting.length === 0) return;
    scheduled = true;
    setImmediate(send);
  }

  function send(): void {
    scheduled = false;
    if (ended === 'failed') return;
    inFlight = waiting.splice(0, BATCH_UNITS_MAX);
    const texts: string[] = [];
    const code: SqlValue[] = [];
    const numberOf = (sql: string): number => {
      const known = numbers.get(sql);
      if (known !== undefined) return known;
      texts.push(sql);
      numbers.set(sql, numbers.size);
      return numbers.size - 1;
    };
    for (const { unit } of inFlight) encodeUnit(unit, code, numberOf);
    sentAt = clock.monotonic();
    worker.ref();
    post({ kind: 'batch', texts, code, units: inFlight.length });
  }

  function settle(results: readonly ResultValue[]): void {
    const ms = clock.monotonic() - sentAt;
    if (ms > SLOW_COMMIT_MS) log.warn({ ms: Math.round(ms), units: inFlight.length }, 'slow commit');
    const batch = inFlight;
    inFlight = [];
    worker.unref();
    const cursor = { at: 0 };
    for (const { unit, resolve, reject } of batch) {
      const result = decodeResult(results, cursor, unit);
      if (typeof result === 'string') reject(refused(result));
      else resolve(result);
    }
    schedule();
    if (inFlight.length === 0 && waiting.length === 0) drained?.();
  }

  /** A statement that SQLite refuses is a mistake in this program: loud, and nobody's batch but its own. */
  function refused(cause: string): StoreError {
    log.error({ cause }, 'a write was refused by the database');
    return new StoreError(fault('storeFailed', {}), { cause: new Error(cause) });
  }

  function fail(error: Error): void {
    if (ended === 'failed') return;
    ended = 'failed';
    log.error({ cause: error.message }, 'the store cannot write any more: restart when the cause is mended');
    for (const { reject } of [...inFlight.splice(0), ...waiting.splice(0)]) {
      reject(new StoreError(fault('storeFailed', {}), { cause: error }));
    }
    drained?.();
  }

  async function close(): Promise<void> {
    if (ended === 'closed') return exited;
    if (ended === undefined) {
      ended = 'closed';
      if (inFlight.length > 0 || waiting.length > 0) {
        await new Promise<void>((resolve) => {
          drained = resolve;
        });
      }
      worker.ref();
      post({ kind: 'close' });
    }
    await exited;
  }

  function post(message: WriterMessage): void {
    worker.postMessage(message, []);
  }
}
