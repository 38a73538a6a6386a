import type { Diagnosis, VisitorVerdicts } from '../../doctor/causes/index.ts';
import type { OutsideReport } from '../../doctor/outside/index.ts';
import type { Session } from '../session.ts';
import { wrap } from '../table.ts';
import { printable } from '../terminal.ts';
import { causeText } from './cause-text.ts';

/** What a check found, as `--json` prints it. */
export type CheckOutcome = Diagnosis & {
  readonly version: 1;
  readonly name: string;
  readonly visitors: VisitorVerdicts;
  readonly reports: readonly OutsideReport[];
};

/** A check as a person reads it. */
export function checkLines({ terminal, messages }: Session, outcome: CheckOutcome): string[] {
  const { check } = messages.doctor;
  return outcome.findings.flatMap((finding) => {
    const { title, says } = causeText(messages, outcome.name, finding);
    return [
      terminal.paint('bold', printable(`${finding.id} ${title} (${check.certainty[finding.certainty]()})`)),
      wrap(terminal, printable(says), '  '),
    ];
  });
}
