import { fail, fault, ok, type Result } from '../../core/index.ts';
import { COUNT_MS, countArrivals, type InsideReport, type Machine } from '../../doctor/inside/index.ts';
import type { Address } from '../../net/index.ts';
import type { Session } from '../session.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Counts what arrives from some addresses while somebody looks from there. Our rules are gone when this resolves, whatever ended it. That
 * nothing came at all proves nothing, and is no fact. Fault: `countImpossible`.
 */
export async function countHere(
  { terminal, messages }: Session,
  machine: Machine,
  { from, ports, name }: { from: readonly Address[]; ports: readonly number[]; name: string },
): Promise<Result<InsideReport['arrivals']>> {
  const { inside } = messages.doctor;
  // from before the rules are there until they are gone: a signal ends the waiting, and not the process
  const ended = Promise.withResolvers<void>();
  const end = () => ended.resolve();
  for (const signal of SIGNALS) process.on(signal, end);
  try {
    const made = await countArrivals(machine, from, ports);
    if (!made.ok) return fail(fault('countImpossible', { why: made.fault }));
    const counter = made.value;
    try {
      terminal.err(inside.counting({ seconds: COUNT_MS / SECOND_MS }));
      terminal.err(`  sixfour check ${name}`);
      const timer = setTimeout(end, COUNT_MS);
      await ended.promise;
      clearTimeout(timer);
      const arrivals = (await counter.read()) ?? [];
      if (arrivals.some(({ packets }) => packets > 0)) return ok(arrivals);
      terminal.err(inside.nothingCame());
      return ok([]);
    } finally {
      await counter.remove();
    }
  } finally {
    for (const signal of SIGNALS) process.off(signal, end);
  }
}

const SECOND_MS = 1_000;
