import type { Session } from '../session.ts';
import { wrap } from '../table.ts';
import { printable, type Style } from '../terminal.ts';
import { causeText } from './cause-text.ts';
import { type Advised, deciding } from './next.ts';
import type { CheckOutcome } from './outcome.ts';
import { type Pair, pairLines } from './pairs.ts';
import { remedyLines } from './remedy-lines.ts';

type Found = CheckOutcome['findings'][number];

/** Findings, the surest first, each with what it means; of the first ones the lines that mend them. */
export function findingLines(session: Session, outcome: CheckOutcome): string[] {
  const { terminal, messages } = session;
  const { report } = messages.doctor;
  const faults = outcome.findings;
  const told = new Set<string>();
  const sure = faults.filter(({ certainty }) => certainty !== 'ambiguous');
  return faults.flatMap((finding) => {
    const ambiguous = finding.certainty === 'ambiguous';
    // what would decide between several is said once, behind the last of them
    const group = [finding.id, ...finding.rivals].toSorted().join(' ');
    const last = !faults.slice(faults.indexOf(finding) + 1).some((one) => one.rivals.includes(finding.id));
    const decide = last && !told.has(group) ? decidingOf(session, outcome, finding) : undefined;
    if (last) told.add(group);
    const mended = sure.indexOf(finding) !== -1 && sure.indexOf(finding) < DETAILED;
    return [
      '',
      ...headOf(session, outcome, finding),
      ...pairLines(
        terminal,
        [
          { title: report.labels.effects(), text: effectsOf(session, finding) },
          { title: report.labels.decide(), text: decide?.text ?? '', below: decide?.command },
          { title: report.labels.more(), text: finding.help },
        ] satisfies Pair[],
        '  ',
      ),
      ...(ambiguous ? [] : remedyLines(session, finding.remedies, mended)),
    ];
  });
}

/** Findings whose remedies are printed in full: who has mended these looks again. */
const DETAILED = 3;

function headOf({ terminal, messages }: Session, { name }: CheckOutcome, finding: Found): string[] {
  const { title, says } = causeText(messages, name, finding);
  const certainty = messages.doctor.check.certainty[finding.certainty]();
  const text = messages.doctor.report.finding({ id: finding.id, title, certainty });
  const heading = wrap(terminal, printable(text)).split('\n');
  return [
    ...heading.map((line) => terminal.paint('bold', terminal.paint(STYLES[finding.certainty], line))),
    wrap(terminal, printable(says), '  '),
  ];
}

const STYLES: Readonly<Record<Found['certainty'], Style>> = {
  proven: 'red',
  strong: 'red',
  likely: 'yellow',
  ambiguous: 'yellow',
};

function effectsOf({ messages }: Session, { validation, visitors }: Found): string {
  const { validationEffects, visitorEffects } = messages.doctor.report;
  return [validationEffects[validation](), ...visitors.map((one) => visitorEffects[one]())].join(
    messages.cli.commands.punctuation.also(),
  );
}

function decidingOf(
  { messages }: Session,
  outcome: CheckOutcome,
  { decide, certainty }: Found,
): Advised | undefined {
  return certainty === 'proven' ? undefined : deciding(messages, outcome, decide);
}
