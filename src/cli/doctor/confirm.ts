import { type Cancel, type Clock, ok, type Result, systemClock } from '../../core/index.ts';
import { type OutsideReport, OUTSIDE_LIMITS } from '../../doctor/outside/index.ts';
import type { Session } from '../session.ts';
import { type CheckOutcome, concludeCheck, type Gathered } from './outcome.ts';

/** What waiting needs of the world. */
export type Surroundings = {
  readonly clock: Clock;
  /** Calls `run` on Ctrl-C; the result takes it back. */
  readonly onInterrupt: (run: () => void) => Cancel;
};

/**
 * Waits as long as a second sample needs (`OUTSIDE_LIMITS.confirmAfterMs`, with the seconds that are left on the progress line), takes it,
 * and concludes anew from both. Undefined where Ctrl-C ended the waiting: the first look stands. Faults are those of `again`.
 */
export async function confirmLook(
  session: Session,
  gathered: Gathered,
  again: () => Promise<Result<OutsideReport | undefined>>,
  around: Surroundings = REAL,
): Promise<Result<CheckOutcome | undefined>> {
  if (!(await countDown(session, gathered.name, around))) return ok(undefined);
  const later = await again();
  if (!later.ok) return later;
  const { seen } = gathered;
  return ok(concludeCheck({ ...gathered, seen: seen && { ...seen, again: later.value } }));
}

/** Milliseconds between the two samples, as the settings scale them. */
export function confirmAfterMs({ loaded }: Pick<Session, 'loaded'>): number {
  return OUTSIDE_LIMITS.confirmAfterMs * loaded.settings.validation.time_scale;
}

/** True when the time is over, false on Ctrl-C. */
async function countDown(
  session: Session,
  name: string,
  { clock, onInterrupt }: Surroundings,
): Promise<boolean> {
  const { terminal, messages } = session;
  const until = clock.monotonic() + confirmAfterMs(session);
  const ended = Promise.withResolvers<boolean>();
  const timer: { cancel?: Cancel } = {};
  const step = () => {
    const left = until - clock.monotonic();
    if (left <= 0) return ended.resolve(true);
    const seconds = Math.ceil(left / SECOND_MS);
    terminal.progress?.(messages.doctor.check.confirm.waiting({ name, seconds }));
    timer.cancel = clock.after(Math.min(left, SECOND_MS), step);
  };
  const alive = setInterval(() => {}, ALIVE_MS); // the clock's timers keep no process alive
  const forget = onInterrupt(() => ended.resolve(false));
  step();
  const over = await ended.promise;
  timer.cancel?.();
  clearInterval(alive);
  terminal.progress?.(undefined);
  // after Ctrl-C the process ends at once: its twin, which the launcher passes on, must not kill it meanwhile
  if (over) forget();
  return over;
}

const SECOND_MS = 1_000;
const ALIVE_MS = 3_600_000;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

const REAL: Surroundings = {
  clock: systemClock,
  onInterrupt(run) {
    for (const signal of SIGNALS) process.on(signal, run);
    return () => {
      for (const signal of SIGNALS) process.off(signal, run);
    };
  },
};
