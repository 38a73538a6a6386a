import { CHECKS_PER_TURN } from './limits.ts';
import type { Work } from './types.ts';

/** A lookup's budget, and what was left of it when this last stood aside. */
export type Busy = { readonly work: Work; restedAt: number };

const waiting: (() => void)[] = [];

/**
 * Stands aside where the lookup has cost `CHECKS_PER_TURN` checks since it last did, until its turn comes; undefined where it may go
 * on. Of all that stand aside one goes on in each turn of the event loop, so that answers made to cost work hold up each other, and
 * neither sockets nor timers nor the lookups that cost little.
 */
export function restIfBusy(busy: Busy): Promise<void> | undefined {
  if (busy.restedAt - busy.work.checks < CHECKS_PER_TURN) return undefined;
  busy.restedAt = busy.work.checks;
  return new Promise((go) => {
    if (waiting.push(go) === 1) setImmediate(next);
  });
}

function next(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(next);
}
