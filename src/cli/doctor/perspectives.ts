import {
  connectControl,
  controlSocket,
  EXAMINATIONS_MS,
  type ExaminationsView,
} from '../../console/api/index.ts';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import type { OutsideReport } from '../../doctor/outside/index.ts';
import type { Seen } from '../../doctor/causes/index.ts';
import type { Session } from '../session.ts';

/** A look at a name from every perspective of the running server; `again`: the second sample alone. Never rejects. */
export type AskPerspectives = (name: string, again: boolean) => Promise<Result<ExaminationsView>>;

/** Faults: `serverNotRunning`; of a question: `noPerspectives`, `controlSocketFailed`. */
export async function connectPerspectives({
  loaded: { directory },
}: Pick<Session, 'loaded'>): Promise<Result<AskPerspectives>> {
  const path = controlSocket(directory);
  const control = await connectControl(path, directory);
  if (!control.ok) return control;
  return ok(async (name, again) => {
    try {
      const asked = await control.value.call<ExaminationsView>(
        'POST',
        '/examinations',
        { name, again },
        EXAMINATIONS_MS,
      );
      if (asked.ok) return ok(asked.value);
      return fail(
        asked.error.code === 'noPerspectives' ? fault('noPerspectives', {}) : fault('serverInternal', {}),
      );
    } catch (error) {
      return fail(
        fault('controlSocketFailed', { path, cause: error instanceof Error ? error.name : 'error' }),
      );
    }
  });
}

/** The reports of those that answered, in the order of their names. */
export function reportsOf({ examinations }: ExaminationsView): readonly OutsideReport[] {
  return examinations.flatMap((one) => (one.outcome === 'answered' ? [one.report] : []));
}

/**
 * Which place is judged first, the others beside it. This machine, but where it is blind for a family and a perspective is not; and
 * where it is the server itself (`here`), whose own look meets no filter and no router, a perspective alone is judged.
 */
export function placesOf(
  own: OutsideReport,
  elsewhere: readonly OutsideReport[],
  here: boolean,
): Pick<Seen, 'report' | 'others'> & { readonly here: boolean } {
  const best = elsewhere.find((one) => blindness(one) === 0) ?? elsewhere[0];
  if (best === undefined || (!here && blindness(own) <= blindness(best)))
    return { report: own, others: elsewhere, here };
  const others = elsewhere.filter((one) => one !== best);
  return { report: best, others: here ? others : [own, ...others], here: false };
}

/** Families that it has not itself. */
function blindness({ reach }: OutsideReport): number {
  return reach.filter(({ state }) => state === 'blind').length;
}
