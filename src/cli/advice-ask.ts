import { fail, fault, ok, type Result } from '../core/index.ts';
import {
  type Answer,
  type Answered,
  type Measure,
  type Measured,
  questionOf,
  type QuestionId,
} from '../doctor/advice/index.ts';
import { askYesNo } from './ask.ts';
import type { Typed } from './advice-site.ts';
import type { Session } from './session.ts';

type Reply = Omit<Answered, 'question'> | undefined;

/**
 * Answers a question of the tree: by what was typed, else by looking, else by asking on a terminal, where what was measured may be
 * overridden. `interrupted` is thrown to the caller as a fault, since the tree knows only answers.
 */
export function answering(
  session: Session,
  typed: Typed,
  measure: Measure | undefined,
): { ask(question: QuestionId): Promise<Reply>; ended(): Result<void> } {
  let interrupted = false;
  return {
    ended: () => (interrupted ? fail(fault('interrupted', {})) : ok(undefined)),
    async ask(question) {
      const given = typed.answers.get(question);
      const looks = questionOf(question).measurable && given === undefined && !interrupted;
      const measured = looks ? await measure?.(question, typed.site) : undefined;
      if (given !== undefined) return { answer: given, by: 'flag' };
      if (interrupted) return undefined;
      if (session.terminal.interactive && !session.json) {
        const answer = await prompt(session, question, measured);
        if (answer === undefined) interrupted = true;
        const kept = measured && { measured };
        return answer && { answer, by: answer === measured?.answer ? 'measured' : 'asked', ...kept };
      }
      return measured && { answer: measured.answer, by: 'measured', measured };
    },
  };
}

/** Enter alone takes what was measured, else no. */
async function prompt(
  session: Session,
  question: QuestionId,
  measured: Measured | undefined,
): Promise<Answer | undefined> {
  const texts = session.messages.doctor.advice;
  const { pair } = session.messages.cli.commands.punctuation;
  const because =
    measured &&
    pair({
      title: texts.by.measured(),
      text: `${texts.answers[measured.answer]()} (${measuredText(session, measured)})`,
    });
  const asked = [because, texts.questions[question]()].filter((one) => one !== undefined).join('\n');
  const answer = await askYesNo(session, asked, { initial: measured?.answer === 'yes' });
  return answer === undefined ? undefined : answer ? 'yes' : 'no';
}

/** Why a question was answered by looking. */
export function measuredText({ messages }: Session, { because, values }: Measured): string {
  const texts: Readonly<Record<string, (values: never) => string>> = messages.doctor.advice.measured;
  return texts[because]?.(values as never) ?? because;
}
