import { RETRY_RULES } from '../../core/index.ts';
import type { CauseId, Next, Recognition, RecordedRequest } from '../../doctor/explain/index.ts';
import type { Session } from '../session.ts';
import { facts, wrap } from '../table.ts';

/** Each error that was recognised, as a person reads it: what it means, what it hides, what it may be, what to run. */
export function explainLines(
  session: Session,
  found: readonly Recognition[],
  requests: readonly RecordedRequest[],
): string[] {
  const blocks = found.map((one) => lines(session, one));
  if (requests.length > 0) blocks.push(requestLines(session, requests));
  return blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}

/** What was really connected to, whatever the error names. */
function requestLines({ terminal, messages }: Session, requests: readonly RecordedRequest[]): string[] {
  const texts = messages.doctor.explain;
  return [
    terminal.paint('bold', wrap(terminal, texts.requests())),
    ...requests.map(({ family, address, port, host, retried }, index) => {
      const place = texts.request({ family: `IPv${family}`, address, port: String(port), host });
      return wrap(terminal, `${index + 1}. ${place}${retried ? ` (${texts.retried()})` : ''}`, '  ');
    }),
  ];
}

/** The commands that follow, with the name where it is known; a hint without a command where there is none to run. */
export function nextLines(
  next: readonly Next[],
  name = 'NAME',
): readonly { readonly next: Next; readonly command: string | undefined }[] {
  return next.map((one) => ({ next: one, command: COMMANDS[one]?.(name) }));
}

const COMMANDS: Readonly<Record<Next, ((name: string) => string) | undefined>> = {
  check: (name) => `sixfour check ${name}`,
  inside: () => 'sixfour check --inside',
  'name-check': (name) => `sixfour name check ${name}`,
  'persist-check': (name) => `sixfour persist check ${name}`,
  advise: (name) => `sixfour advise ${name}`,
  wait: undefined,
};

/** Causes of the catalogue with their titles. */
export function causesOf(
  { messages }: Session,
  causes: readonly CauseId[],
): readonly { readonly id: CauseId; readonly title: string | null }[] {
  const titles: Readonly<Record<string, { title: () => string }>> = messages.doctor.causes;
  return causes.map((id) => ({ id, title: titles[id]?.title() ?? null }));
}

function lines(session: Session, { row, name, address, redirected, rules, hint }: Recognition): string[] {
  const { terminal, messages } = session;
  const texts = messages.doctor.explain;
  const also = messages.cli.commands.punctuation.also();
  const { says, misleads }: { says: () => string; misleads?: () => string } = texts.rows[row.id];
  const about = [name, address, redirected ? texts.redirected() : undefined].filter(
    (one) => one !== undefined,
  );
  const ruleText = RETRY_RULES.map((rule) => rules && `${rule} ${texts.rules[rules[rule]]()}`).join(also);
  const causes = causesOf(session, row.causes).map(({ id, title }) =>
    title === null ? id : `${id} ${title}`,
  );
  return [
    terminal.paint('bold', wrap(terminal, says())),
    ...facts(
      terminal,
      [
        [texts.labels.misleads(), [misleads?.(), hint && texts.hints[hint]()].filter(Boolean).join(' ')],
        [texts.labels.about(), about.join(', ')],
        [texts.labels.rules(), row.context ? '' : rules === undefined ? texts.noRules() : ruleText],
        [texts.labels.causes(), causes.join(also)],
      ],
      '  ',
    ),
    ...nextLines(row.next, name).map(({ next, command }) => nextLine(session, next, command)),
  ];
}

function nextLine({ terminal, messages }: Session, next: Next, command: string | undefined): string {
  const text = messages.doctor.explain.next[next]();
  if (command === undefined) return wrap(terminal, text, '  ');
  const line = `  ${command}`;
  return line.length + text.length + 4 <= terminal.width ? `${line}  # ${text}` : line;
}
