import type { Fault, Result } from '../../core/index.ts';
import { STOP_MS } from './limits.ts';
import type { Listeners } from './listeners.ts';

/** Whatever was opened, closed in the opposite order; and a way out of the middle of a start. */
export type Closers = {
  add(close: () => void | Promise<void>): void;
  /** The value, or out: `faultOf` gives the fault back to whoever catches. */
  need<T>(result: Result<T>): T;
  faultOf(error: unknown): Fault | undefined;
  closeAll(): Promise<void>;
  /** Lets what runs finish, for a bounded time, then closes everything. */
  stop(listeners: readonly Listeners[]): Promise<void>;
};

class StartFault extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.code);
    this.fault = fault;
  }
}

export function createClosers(): Closers {
  const closers: (() => void | Promise<void>)[] = [];
  const closeAll = async () => {
    for (const close of closers.splice(0).toReversed()) await close();
  };
  return {
    add: (close) => void closers.push(close),
    need(result) {
      if (result.ok) return result.value;
      throw new StartFault(result.fault);
    },
    faultOf: (error) => (error instanceof StartFault ? error.fault : undefined),
    closeAll,
    async stop(listeners) {
      await Promise.race([
        Promise.all(listeners.map((one) => one.drain())),
        new Promise((resolve) => setTimeout(resolve, STOP_MS).unref()),
      ]);
      await closeAll();
    },
  };
}
