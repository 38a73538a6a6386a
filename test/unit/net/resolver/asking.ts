import { setImmediate as turn } from 'node:timers/promises';
import type { Lookup, Question, QuestionType } from '../../../../src/net/index.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';
import type { VirtualClock } from '../../../support/virtual-clock.ts';

// server and client share this process, and loopback delivers at once: this many turns carry several questions and answers
const TURNS = 60;

/** A clock that moves on only when no packet is under way on loopback: silence costs a test no time. */
export function packetClock(): VirtualClock {
  return createVirtualClock(undefined, async () => {
    for (let i = 0; i < TURNS; i++) await turn();
  });
}

/** Asks and drives the clock until there is an answer. */
export function ask<L extends Lookup>(
  clock: VirtualClock,
  resolver: { lookup(question: Question): Promise<L> },
  name: string,
  type: QuestionType = 'A',
  inMs = 30_000,
): Promise<L> {
  return clock.drive(resolver.lookup({ name, type, hop: 0, deadlineMs: clock.monotonic() + inMs }));
}

/** Sockets that are open in this process. */
export function openSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => /UDP|TCP/.test(name)).length;
}
