import type { Session } from '../session.ts';
import { wrap } from '../table.ts';
import { printable } from '../terminal.ts';
import { duration } from '../words.ts';
import { causeText } from './cause-text.ts';
import { findingLines } from './finding-lines.ts';
import { failsUnexplained, isWell } from './notes.ts';
import { type Advised, nextStep } from './next.ts';
import type { CheckOutcome } from './outcome.ts';
import { pastedTexts } from './pasted.ts';
import { unmeasuredTexts } from './unmeasured.ts';
import { verdictLines } from './verdict-lines.ts';

/**
 * A check as a person reads it: the verdicts, what is wrong with the lines that mend it, what was not measured, and the one thing to
 * do next.
 */
export function checkLines(session: Session, outcome: CheckOutcome): string[] {
  const { terminal, messages } = session;
  const { notes } = outcome;
  const next = nextStep(messages, outcome);
  const open = unmeasuredTexts(messages, outcome);
  const { labels } = messages.doctor.report;
  const { titled } = messages.cli.commands.punctuation;
  return [
    ...head(session, outcome),
    ...verdictLines(session, outcome),
    ...unexplainedLines(session, outcome),
    ...pastedLines(session, outcome),
    ...findingLines(session, outcome),
    ...(notes.length === 0 ? [] : ['', ...noteLines(session, outcome)]),
    ...(open.length === 0
      ? []
      : [
          '',
          terminal.paint('yellow', titled({ title: labels.unmeasured() })),
          ...open.map((text) => wrap(terminal, printable(text), '  ')),
        ]),
    ...(next === undefined
      ? []
      : [
          '',
          terminal.paint('bold', titled({ title: labels.next() })),
          wrap(terminal, printable(next.text), '  '),
          ...commandLine(next),
        ]),
  ];
}

/** The name; of one that is well, what was tried. */
function head({ terminal, messages }: Session, outcome: CheckOutcome): string[] {
  const { name, reports, findings } = outcome;
  const { report: texts } = messages.doctor;
  if (!isWell(outcome)) return [terminal.paint('bold', printable(name))];
  const [report] = reports;
  if (report === undefined) return [terminal.paint('green', wrap(terminal, texts.wellInside()))];
  const addresses = new Set(report.names.flatMap((one) => (one.role === 'subject' ? one.addresses : [])));
  const text = texts.well({
    name,
    addresses: addresses.size,
    connections: report.connects.length,
    requests: report.handshakes.length + report.responses.length,
    after: duration(report.ms),
  });
  // nothing wrong, and nothing looked at either, is not well
  const seen = addresses.size > 0 && report.connects.some(({ outcome: ended }) => ended === 'response');
  if (!seen && findings.length === 0) return [terminal.paint('bold', printable(name))];
  return wrap(terminal, printable(text))
    .split('\n')
    .map((line) => terminal.paint('green', line));
}

function unexplainedLines({ terminal, messages }: Session, outcome: CheckOutcome): string[] {
  const places = failsUnexplained(outcome);
  if (places.length === 0) return [];
  const { perspectives, report } = messages.doctor;
  const text = places.includes('here')
    ? report.unexplained()
    : perspectives.unexplained({ places: places.join(', ') });
  return ['', wrap(terminal, printable(text))];
}

function pastedLines({ terminal, messages }: Session, outcome: CheckOutcome): string[] {
  const texts = pastedTexts(messages, outcome);
  if (texts.length === 0) return [];
  const title = messages.cli.commands.punctuation.titled({ title: messages.doctor.report.labels.pasted() });
  return ['', terminal.paint('bold', title), ...texts.map((text) => wrap(terminal, printable(text), '  '))];
}

function noteLines(session: Session, outcome: CheckOutcome): string[] {
  const { terminal, messages } = session;
  const { notes } = outcome;
  return [
    terminal.paint('bold', messages.doctor.report.notes()),
    ...notes.map((finding) =>
      wrap(terminal, printable(causeText(messages, outcome.name, finding).says), '  '),
    ),
  ];
}

/** Never wrapped: it is to be copied. */
function commandLine({ command }: Advised): string[] {
  return command === undefined ? [] : [`  ${printable(command)}`];
}
