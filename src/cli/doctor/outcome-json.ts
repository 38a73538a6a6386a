import type { Catalogue } from '../../i18n/index.ts';
import { causeText } from './cause-text.ts';
import type { CheckOutcome } from './outcome.ts';
import { remedyTitle, stepText } from './remedy-text.ts';

/** A check as `--json` prints it: with the sentences, in the reader's language, beside the codes. */
export function jsonOutcome(messages: Catalogue, outcome: CheckOutcome) {
  return {
    ...outcome,
    findings: outcome.findings.map(({ remedies, ...finding }) => ({
      ...finding,
      ...causeText(messages, outcome.name, finding),
      remedies: remedies.map((remedy) => ({
        ...remedy,
        title: remedyTitle(messages, remedy),
        now: remedy.now.map(said),
        permanent: remedy.permanent.map(said),
        verify: remedy.verify.map(said),
        undo: remedy.undo.map(said),
        undoPermanent: remedy.undoPermanent.map(said),
      })),
    })),
  };

  function said(step: CheckOutcome['findings'][number]['remedies'][number]['now'][number]) {
    return step.do === 'by-hand' ? { ...step, says: stepText(messages, step).lines.join('\n') } : step;
  }
}
