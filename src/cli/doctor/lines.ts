import type { Session } from '../session.ts';
import { wrap } from '../table.ts';
import { printable } from '../terminal.ts';
import { causeText } from './cause-text.ts';
import type { CheckOutcome } from './outcome.ts';

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
