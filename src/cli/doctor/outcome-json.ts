import type { Step } from '../../doctor/remedies/index.ts';
import type { Catalogue } from '../../i18n/index.ts';
import { causeText } from './cause-text.ts';
import type { CheckOutcome } from './outcome.ts';
import { rowTexts } from './pasted.ts';
import { remedyTitle, stepText } from './remedy-text.ts';

type Found = CheckOutcome['findings'][number];

/** A check as `--json` prints it: with the sentences, in the reader's language, beside the codes. */
export function jsonOutcome(messages: Catalogue, outcome: CheckOutcome) {
  const { pasted, findings, notes } = outcome;
  return {
    ...outcome,
    findings: findings.map(worded),
    notes: notes.map(worded),
    ...(pasted !== undefined && {
      pasted: pasted.map((one) => ({ ...one, ...rowTexts(messages, one.row) })),
    }),
  };

  function worded({ remedies, ...finding }: Found) {
    return {
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
    };
  }

  function said(step: Step) {
    return step.do === 'by-hand' ? { ...step, says: stepText(messages, step).lines.join('\n') } : step;
  }
}
