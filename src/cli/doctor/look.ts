import { type Clock, ok, type Result, systemClock } from '../../core/index.ts';
import { createShell, type InsideReport, survey } from '../../doctor/inside/index.ts';
import { examine, type OutsideReport, SECOND_SAMPLE } from '../../doctor/outside/index.ts';
import type { Session } from '../session.ts';
import { createKit } from './kit.ts';
import type { Gathered } from './outcome.ts';
import { type AskPerspectives, placesOf, reportsOf } from './perspectives.ts';
import { tellSteps } from './progress.ts';
import { remedyFiles } from './remedy-files.ts';

export type Wanted = {
  readonly name: string;
  readonly networks: readonly string[];
  /** A report from inside that came as a file; `here`: this machine is the server, and is looked at too. */
  readonly inside: InsideReport | 'here' | undefined;
  /** With `here`: try the machine's own way out too. */
  readonly outbound?: boolean;
  /** Look from every perspective too. */
  readonly elsewhere?: AskPerspectives | undefined;
};

/** One whole look at a name, from outside and, where wanted, from inside at the same time. */
export async function look(
  session: Session,
  { name, networks, inside, outbound, elsewhere }: Wanted,
  clock: Clock = systemClock,
): Promise<Result<Gathered>> {
  const made = await createKit({ loaded: session.loaded, networks, clock });
  if (!made.ok) return made;
  const progress = tellSteps(session, name);
  const machine = createShell(clock);
  const root = process.getuid?.() === 0;
  const [report, own, places] = await Promise.all([
    examine({ name, vantage: 'here' }, made.value.kit, progress.tell),
    inside === 'here'
      ? survey(machine, { clock, root, outbound: outbound === true ? made.value.kit : undefined })
      : inside,
    elsewhere?.(name, false),
  ]).finally(progress.stop);
  await made.value.close();
  if (places?.ok === false) return places;
  const files = inside === 'here' && own !== undefined ? await remedyFiles(machine, own) : undefined;
  const { here, ...judged } = placesOf(report, places ? reportsOf(places.value) : [], inside === 'here');
  const seen = { ...judged, again: undefined };
  return ok({ name, seen, inside: own, files, here, elsewhere: places?.value });
}

/** The second sample, a while later, from the same place (`vantage`). Undefined where that is a perspective, and says nothing now. */
export async function lookAgain(
  session: Session,
  { name, networks, elsewhere }: Wanted,
  vantage: string,
  clock: Clock = systemClock,
): Promise<Result<OutsideReport | undefined>> {
  if (vantage !== 'here' && elsewhere !== undefined) {
    const places = await elsewhere(name, true);
    return places.ok ? ok(reportsOf(places.value).find((one) => one.vantage === vantage)) : places;
  }
  const made = await createKit({ loaded: session.loaded, networks, clock });
  if (!made.ok) return made;
  const progress = tellSteps(session, name);
  const report = await examine(
    { name, vantage: 'here', collectors: SECOND_SAMPLE },
    made.value.kit,
    progress.tell,
  ).finally(progress.stop);
  await made.value.close();
  return ok(report);
}
