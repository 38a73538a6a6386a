import { setTimeout as sleep } from 'node:timers/promises';
import type { Result } from '../../core/index.ts';
import type { Remedy, Step } from '../../doctor/remedies/index.ts';
import type { Session } from '../session.ts';
import { wrap } from '../table.ts';
import { printable } from '../terminal.ts';
import { connectionAnswers } from './apply-connection.ts';
import { type Ended, execute } from './apply-exec.ts';
import { planEdits, writeFileWhole } from './apply-files.ts';
import { forget, type Guard, guardFolder, startGuard } from './apply-guard.ts';
import { worsened } from './apply-judge.ts';
import { APPLY_LIMITS } from './limits.ts';
import type { CheckOutcome } from './outcome.ts';
import { stepText } from './remedy-text.ts';

/** What one remedy is applied with. */
export type Applying = {
  readonly session: Session;
  /** What it is to mend. */
  readonly id: string;
  readonly remedy: Remedy;
  readonly before: CheckOutcome;
  /** The same look again. */
  readonly again: () => Promise<Result<CheckOutcome>>;
  /** Whether it stays, asked of whoever watches; resolves with false where nobody answers in time. */
  readonly keep: (signal: AbortSignal) => Promise<boolean>;
};

/** Applies one remedy: with what is seen then where it helps and stays, undefined where all is as before. */
export async function applyOne(applying: Applying): Promise<CheckOutcome | undefined> {
  const { session, remedy } = applying;
  const { terminal, messages } = session;
  const texts = messages.doctor.apply;
  const say = (text: string) => terminal.out(told(terminal, text));
  const folder = await guardFolder();
  const planned = await planEdits(remedy.now.filter(isEdit), folder);
  if (!planned.ok) {
    await forget(folder);
    say(texts.changed({ file: planned.file }));
    return undefined;
  }
  const undo = remedy.undo.flatMap((step) => (step.do === 'run' ? [step.line] : []));
  const guard = await startGuard(folder, planned.plans, undo);
  say(texts.guard({ seconds: APPLY_LIMITS.guardMs / 1_000, file: guard.file }));
  const stopped = onSignal(session, guard);
  const plans = [...planned.plans];
  const wrong = await tryIt(applying, guard, async (step) => {
    const plan = isEdit(step) ? plans.shift() : undefined;
    if (plan !== undefined) await writeFileWhole(plan);
  }).catch(async (bug: unknown) => {
    await guard.undo();
    throw bug;
  });
  stopped();
  if (typeof wrong !== 'string') {
    if (await guard.keep()) {
      await keepForGood(session, remedy);
      await forget(folder);
      terminal.out(terminal.paint('green', wrap(terminal, texts.kept(), '  ')));
      return wrong;
    }
    say(texts.tooLate());
  } else say(wrong);
  say(texts.undoing());
  const back = await guard.undo();
  say(back ? texts.undone() : texts.notUndone({ file: guard.log }));
  if (back) await forget(folder);
  return undefined;
}

type Edit = Extract<Step, { do: 'edit' }>;

function isEdit(step: Step): step is Edit {
  return step.do === 'edit';
}

/** Does it, verifies it, looks again, asks; with the new look, or with why it does not stay. */
async function tryIt(
  { session, id, remedy, before, again, keep }: Applying,
  guard: Guard,
  edit: (step: Edit) => Promise<void>,
): Promise<CheckOutcome | string> {
  const { terminal, messages, environment } = session;
  const texts = messages.doctor.apply;
  const say = (text: string) => terminal.out(told(terminal, text));
  let first = true;
  for (const step of remedy.now) {
    await guard.renew();
    const [line] = isEdit(step) ? [step.file] : stepText(messages, step).lines;
    if (line !== undefined) terminal.out(terminal.paint('dim', `  ${printable(texts.doing({ line }))}`));
    if (isEdit(step)) await edit(step);
    else if (step.do === 'run') {
      // before it, as it may cut what would be written after it
      await guard.begun();
      const ended = await execute(step.line);
      if (!ended.ok) {
        if (first && ended.why !== 'timeout') await guard.notBegun();
        return failedText(session, step.line, ended);
      }
      first = false;
    }
  }
  await guard.renew();
  if (!(await connectionAnswers(environment, () => say(texts.looking())))) return texts.lost();
  for (const step of remedy.verify) {
    if (step.do !== 'run') continue;
    const ended = await verified(step.line, guard);
    if (!ended.ok) return failedText(session, step.line, ended);
  }
  await guard.renew();
  if (environment['SSH_CONNECTION'] === undefined) say(texts.looking());
  const looked = await again();
  await guard.renew();
  if (!looked.ok) return texts.lookFailed();
  const worse = worsened(before, looked.value);
  if (worse !== undefined) return texts.worse({ what: worse });
  if (looked.value.findings.some((one) => one.id === id && !fewer(id, before, looked.value)))
    return texts.stillThere();
  return (await keep(AbortSignal.timeout(APPLY_LIMITS.answerMs))) ? looked.value : texts.notKept();
}

/** A service takes a moment to listen after it was told to. */
async function verified(line: string, guard: Guard): Promise<Ended> {
  const until = performance.now() + APPLY_LIMITS.verifyMs;
  for (;;) {
    const ended = await execute(line, APPLY_LIMITS.verifyMs);
    if (ended.ok || performance.now() > until) return ended;
    await sleep(APPLY_LIMITS.verifyAgainMs);
    await guard.renew();
  }
}

/** Of several places, one may be mended by one remedy and the next one by another. */
function fewer(id: string, before: CheckOutcome, after: CheckOutcome): boolean {
  const count = ({ findings }: CheckOutcome) => findings.find((one) => one.id === id)?.places.length ?? 0;
  return count(after) < count(before);
}

/** What keeps it over a reboot. It works by now: what fails here is told, and not taken back. */
async function keepForGood(session: Session, { permanent }: Remedy): Promise<void> {
  const { terminal, messages } = session;
  const texts = messages.doctor.apply;
  const say = (text: string) => terminal.out(told(terminal, text));
  const folder = await guardFolder();
  for (const step of permanent) {
    const [line = ''] = stepText(messages, step).lines;
    if (step.do === 'run') {
      terminal.out(terminal.paint('dim', `  ${printable(texts.doing({ line }))}`));
      if (!(await execute(step.line)).ok) say(texts.permanentFailed({ line }));
    } else if (isEdit(step)) {
      const planned = await planEdits([step], folder);
      if (planned.ok) for (const plan of planned.plans) await writeFileWhole(plan);
      else say(texts.changed({ file: step.file }));
    } else {
      say(`${texts.byHand()} ${line}`);
    }
  }
  await forget(folder);
}

function failedText({ messages }: Session, line: string, ended: Exclude<Ended, { ok: true }>): string {
  const { failed, whys } = messages.doctor.apply;
  if (ended.why === 'timeout') return failed({ line, why: whys.timeout() });
  if (ended.why === 'spawn') return failed({ line, why: whys.spawn({ code: ended.error }) });
  const said = ended.said === '' ? '' : `\n${ended.said.split('\n').slice(-SAID_LINES).join('\n')}`;
  return failed({ line, why: whys.exit({ code: ended.code }) }) + said;
}

/** A program says what is wrong in its last lines. */
const SAID_LINES = 4;

/** Ctrl-C, and a terminal that goes away: the guard is told at once instead of after its time. */
function onSignal({ terminal, messages }: Session, guard: Guard): () => void {
  let begun = false;
  const undo = () => {
    if (begun) return; // a second signal, as by who is impatient or by the launcher, must not end this process meanwhile
    begun = true;
    terminal.err(messages.doctor.apply.interrupted());
    void guard.undo().then(() => process.exit(INTERRUPTED));
  };
  for (const signal of SIGNALS) process.on(signal, undo);
  return () => {
    for (const signal of SIGNALS) process.off(signal, undo);
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Could not run to its end. */
const INTERRUPTED = 3;

/** What programs say has several lines. */
function told(terminal: Session['terminal'], text: string): string {
  const safe = text.split('\n').map(printable).join('\n');
  return wrap(terminal, safe, '  ');
}
