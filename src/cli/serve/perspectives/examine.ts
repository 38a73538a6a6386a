import type { ExaminationView } from '../../../console/api/index.ts';
import type { Clock, StopSignal } from '../../../core/index.ts';
import { PATHS, readBody } from '../../../validation/index.ts';
import { EXAMINATION_MS } from './limits.ts';
import type { Member } from './member.ts';

export type Examination = { readonly name: string; readonly again: boolean };

/** One look at a name from every perspective of ours at once. Ends by `EXAMINATION_MS` or the signal; who says nothing usable by then is told with why. */
export async function examineEverywhere(
  members: readonly Member[],
  what: Examination,
  around: Around,
): Promise<readonly ExaminationView[]> {
  // read when it is first asked for: who only validates needs none of it
  const doctor = await import('../../../doctor/outside/index.ts');
  return Promise.all(members.map((member) => examineAt(member, what, { ...around, ...doctor })));
}

type Around = { readonly clock: Clock; readonly signal: StopSignal };
type Doctor = Pick<typeof import('../../../doctor/outside/index.ts'), 'outsideReport' | 'REPORT_BYTES_MAX'>;

async function examineAt(
  { row, call }: Member,
  what: Examination,
  { clock, signal, outsideReport, REPORT_BYTES_MAX: bytesMax }: Around & Doctor,
): Promise<ExaminationView> {
  const of = { perspective: row.name, region: row.region ?? 'RIPE' };
  const until = { deadlineMs: clock.monotonic() + EXAMINATION_MS, signal, bytesMax };
  const called = await call(PATHS.examine, Buffer.from(JSON.stringify(what)), until);
  if (!called.ok) return { ...of, outcome: called.outcome };
  if (called.status === BUSY) return { ...of, outcome: 'busy' };
  const report = called.status === 200 ? readBody(outsideReport, called.body) : undefined;
  // a look at another name, or in another's name, is no answer
  const fits = report?.name === what.name && report.vantage === row.name;
  return fits ? { ...of, outcome: 'answered', report } : { ...of, outcome: 'malformed' };
}

const BUSY = 503;
