import type { Remedy, Step } from '../../doctor/remedies/index.ts';
import type { Session } from '../session.ts';
import { wrap } from '../table.ts';
import { printable } from '../terminal.ts';
import { remedyTitle, stepText } from './remedy-text.ts';

/** Of one finding, remedies that are printed with their lines; the others are named. */
const SHOWN = 3;

/** What mends a finding. Lines to be copied are never wrapped; `full`: with how to keep, verify and undo it. */
export function remedyLines(session: Session, remedies: readonly Remedy[], full: boolean): string[] {
  const { terminal, messages } = session;
  const shown = remedies.slice(0, full ? SHOWN : 1);
  const others = remedies.slice(shown.length).map((one) => remedyTitle(messages, one));
  return [
    ...shown.flatMap((remedy) => oneRemedy(session, remedy, full)),
    ...(others.length === 0
      ? []
      : ['', wrap(terminal, printable(messages.doctor.report.others({ titles: others.join(', ') })), '  ')]),
  ];
}

/** One remedy: its heading, then what to do now, to keep it, to see that it worked, and to take it back. */
export function oneRemedy({ terminal, messages }: Session, remedy: Remedy, full = true): string[] {
  const { labels, staysAnyway } = messages.doctor.report;
  const heading = wrap(terminal, printable(remedyTitle(messages, remedy)), '  ');
  const stays = remedy.at === 'host' && remedy.undo.length > 0 && remedy.permanent.length === 0;
  const parts: readonly (readonly [string, readonly Step[]])[] = full
    ? [
        [labels.now(), remedy.now],
        [labels.permanent(), remedy.permanent],
        [labels.verify(), remedy.verify],
        [labels.undo(), [...remedy.undo, ...remedy.undoPermanent]],
      ]
    : [[labels.now(), remedy.now]];
  return [
    '',
    ...heading.split('\n').map((line) => terminal.paint('cyan', line)),
    ...parts.flatMap(([label, steps]) => {
      const isPermanent = label === labels.permanent();
      if (steps.length === 0 && !(isPermanent && stays)) return [];
      const name = `  ${terminal.paint('dim', label)}`;
      if (steps.length === 0)
        return [messages.cli.commands.punctuation.pair({ title: name, text: staysAnyway() })];
      return [name, ...steps.flatMap((step) => stepLines({ terminal, messages }, step))];
    }),
  ];
}

function stepLines({ terminal, messages }: Pick<Session, 'terminal' | 'messages'>, step: Step): string[] {
  const { exact, lines } = stepText(messages, step);
  if (!exact) return lines.map((line) => wrap(terminal, printable(line), '    '));
  return lines.map((line) => {
    const text = `    ${printable(line)}`;
    if (step.do !== 'edit' && step.do !== 'record') return text;
    if (/^(?:---|\+\+\+|@@)/.test(line)) return terminal.paint('dim', text);
    if (line.startsWith('+')) return terminal.paint('green', text);
    return line.startsWith('-') ? terminal.paint('red', text) : text;
  });
}
