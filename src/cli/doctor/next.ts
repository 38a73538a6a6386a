import type { Catalogue } from '../../i18n/index.ts';
import { notesAmong } from './finding-lines.ts';
import type { CheckOutcome } from './outcome.ts';

/** The one thing to do next: mend what is surest, or measure what would decide. Undefined where nothing is wrong. */
export function nextLine(messages: Catalogue, outcome: CheckOutcome): string | undefined {
  const { name, inside } = outcome;
  const { next, decide } = messages.doctor.report;
  const [first] = notesAmong(outcome).faults;
  if (first === undefined) return undefined;
  if (first.certainty === 'ambiguous' && first.decide !== 'none') return decide[first.decide]({ name });
  const [best] = first.remedies;
  if (best === undefined) return first.decide === 'none' ? undefined : decide[first.decide]({ name });
  if (best.at === 'host') return inside === undefined ? next.host({ name }) : next.apply({ name });
  return best.at === 'dns' ? next.dns({ name }) : next.elsewhere({ name });
}
