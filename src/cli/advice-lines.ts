import {
  type Answered,
  LEAVES,
  type LeafId,
  QUESTIONS,
  type QuestionId,
  type Site,
} from '../doctor/advice/index.ts';
import { measuredText } from './advice-ask.ts';
import type { Session } from './session.ts';
import { wrap } from './table.ts';

/** The questions, each with where its answers lead: for who is not asked on a terminal. */
export function checklistLines(session: Session): string[] {
  const { terminal, messages } = session;
  const texts = messages.doctor.advice;
  const place = (node: QuestionId | { readonly leaf: LeafId }) =>
    typeof node === 'string' ? node : texts.leaves[node.leaf]();
  return [
    wrap(terminal, texts.checklist()),
    ...QUESTIONS.flatMap(({ id, yes, no }) => [
      '',
      wrap(terminal, `${terminal.paint('bold', id)}: ${texts.questions[id]()}`),
      wrap(terminal, texts.leadsTo({ yes: place(yes), no: place(no) }), '  '),
    ]),
  ];
}

/** How the questions were answered, and by whom. */
export function pathLines(session: Session, path: readonly Answered[]): string[] {
  const texts = session.messages.doctor.advice;
  return path.map(({ question, answer, by, measured }) => {
    const because = by === 'measured' && measured ? `: ${measuredText(session, measured)}` : '';
    const told = `${texts.questions[question]()} ${texts.answers[answer]()} (${texts.by[by]()}${because})`;
    return wrap(session.terminal, `- ${told}`);
  });
}

/** One way: its steps with lines to paste, what to mind, and how to test it. */
export function leafLines(session: Session, id: LeafId, site: Site): string[] {
  const { terminal, messages } = session;
  const texts = messages.doctor.advice;
  const { steps, caveats } = LEAVES[id];
  return [
    terminal.paint('bold', texts.leaves[id]()),
    ...steps(site).flatMap(({ text, lines = [] }) => [
      '',
      wrap(terminal, texts.steps[text]()),
      ...(lines.length > 0 ? ['', ...lines.map((line) => `    ${line}`.trimEnd())] : []),
    ]),
    '',
    texts.caveats(),
    ...caveats.map((caveat) => wrap(terminal, `- ${texts.steps[caveat]()}`)),
    '',
    texts.testWith(),
    `    ${testCommand(id, site)}`,
  ];
}

/** The test of a leaf, as it is typed. */
export function testCommand(id: LeafId, { name, zone, issuer, accountUrl }: Site): string {
  const needed: Partial<Record<LeafId, string>> = {
    delegation: ` --zone ${zone ?? 'ZONE'}`,
    persist: ` --issuer ${issuer ?? 'ISSUER-DOMAIN'} --account-url ${accountUrl ?? 'ACCOUNT-URL'}`,
  };
  return `sixfour advise ${name} --test ${id}${needed[id] ?? ''}`;
}
