import { type Clock, ok, type Result, systemClock } from '../../core/index.ts';
import { createShell, type InsideReport, survey } from '../../doctor/inside/index.ts';
import { examine, type OutsideReport } from '../../doctor/outside/index.ts';
import type { Session } from '../session.ts';
import { createKit } from './kit.ts';
import type { Gathered } from './outcome.ts';
import { tellSteps } from './progress.ts';
import { remedyFiles } from './remedy-files.ts';

export type Wanted = {
  readonly name: string;
  readonly networks: readonly string[];
  /** A report from inside that came as a file; `here`: this machine is the server, and is looked at too. */
  readonly inside: InsideReport | 'here' | undefined;
  /** With `here`: try the machine's own way out too. */
  readonly outbound?: boolean;
};

/** One whole look at a name, from outside and, where wanted, from inside at the same time. */
export async function look(
  session: Session,
  { name, networks, inside, outbound }: Wanted,
  clock: Clock = systemClock,
): Promise<Result<Gathered>> {
  const made = await createKit({ loaded: session.loaded, networks, clock });
  if (!made.ok) return made;
  const progress = tellSteps(session, name);
  const machine = createShell(clock);
  const root = process.getuid?.() === 0;
  const [report, own] = await Promise.all([
    examine({ name, vantage: 'here' }, made.value.kit, progress.tell),
    inside === 'here'
      ? survey(machine, { clock, root, outbound: outbound === true ? made.value.kit : undefined })
      : inside,
  ]).finally(progress.stop);
  await made.value.close();
  const files = inside === 'here' && own !== undefined ? await remedyFiles(machine, own) : undefined;
  const seen = { report, others: [], again: undefined };
  return ok({ name, seen, inside: own, files, here: inside === 'here' });
}

/** The second sample, a while later: who connects and what an order would come to, from a place that is not blind. */
export async function lookAgain(
  session: Session,
  { name, networks }: Wanted,
  clock: Clock = systemClock,
): Promise<Result<OutsideReport>> {
  const made = await createKit({ loaded: session.loaded, networks, clock });
  if (!made.ok) return made;
  const progress = tellSteps(session, name);
  const report = await examine(
    { name, vantage: 'here', collectors: ['connects', 'reach', 'verdict'] },
    made.value.kit,
    progress.tell,
  ).finally(progress.stop);
  await made.value.close();
  return ok(report);
}
