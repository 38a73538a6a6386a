import type { Result } from '../../core/index.ts';
import { askYesNo } from '../ask.ts';
import { isApplicable } from '../doctor/apply-judge.ts';
import { applyOne } from '../doctor/apply-one.ts';
import { causeText } from '../doctor/cause-text.ts';
import { checkLines } from '../doctor/lines.ts';
import { APPLY_LIMITS } from '../doctor/limits.ts';
import { isWell } from '../doctor/notes.ts';
import type { CheckOutcome } from '../doctor/outcome.ts';
import { oneRemedy } from '../doctor/remedy-lines.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Session } from '../session.ts';
import { wrap } from '../table.ts';
import { printable } from '../terminal.ts';

type Found = CheckOutcome['findings'][number];

/**
 * Goes through what can be mended on this machine, the surest first: shows it, asks, does it, verifies it, and takes it back where it
 * does not help. Ends with how it is then; 0 where nothing is wrong any more.
 */
export async function applyRemedies(
  session: Session,
  seen: CheckOutcome,
  how: { readonly yes: boolean; readonly again: () => Promise<Result<CheckOutcome>> },
): Promise<ExitCode> {
  const { terminal, messages } = session;
  const texts = messages.doctor.apply;
  const say = (text: string) => terminal.err(wrap(terminal, printable(text)));
  if (process.getuid?.() !== 0) {
    say(texts.needsRoot());
    return EXIT.couldNotRun;
  }
  let interrupted = false;
  /** Not yes: not done, not kept. Who interrupts a question is asked no other one. */
  const ask = async (question: string, signal?: AbortSignal) => {
    const answer = await askYesNo(session, question, signal === undefined ? {} : { signal });
    interrupted = answer === undefined && signal?.aborted !== true;
    return answer;
  };
  let outcome = seen;
  const tried = new Set<string>();
  while (tried.size < APPLY_LIMITS.remedies) {
    const next = nextRemedy(outcome, tried);
    if (next === undefined) break;
    const { finding, remedy, key } = next;
    tried.add(key);
    const { title, says } = causeText(messages, outcome.name, finding);
    terminal.out(terminal.paint('bold', printable(`${finding.id} ${title}`)));
    terminal.out(wrap(terminal, printable(says), '  '));
    for (const line of oneRemedy(session, remedy)) terminal.out(line);
    terminal.out('');
    if (!how.yes && (await ask(texts.ask())) !== true) {
      terminal.out(`  ${texts.skipped()}`);
      if (interrupted) break;
      continue;
    }
    const keepText = texts.keep({ seconds: APPLY_LIMITS.answerMs / 1_000 });
    const keep = async (signal: AbortSignal) => how.yes || (await ask(keepText, signal)) === true;
    const applied = await applyOne({
      session,
      id: finding.id,
      remedy,
      before: outcome,
      again: how.again,
      keep,
    });
    outcome = applied ?? outcome;
    terminal.out('');
    if (interrupted) break;
  }
  if (interrupted) {
    say(messages.cli.commands.interrupted());
    return EXIT.refused;
  }
  if (tried.size === 0) say(texts.nothing());
  const unsure = outcome.findings.filter(isUnsure);
  if (unsure.length > 0) say(texts.measureFirst({ titles: unsure.map(({ id }) => id).join(', ') }));
  for (const line of checkLines(session, outcome)) terminal.out(line);
  return isWell(outcome) ? EXIT.good : EXIT.refused;
}

/** The next one that was not tried: each remedy of a finding in turn, as the finding goes away with the one that helps. */
function nextRemedy(outcome: CheckOutcome, tried: ReadonlySet<string>) {
  for (const finding of outcome.findings) {
    if (isUnsure(finding)) continue;
    for (const remedy of finding.remedies) {
      const key = JSON.stringify([finding.id, remedy.id, remedy.label, remedy.now]);
      if (isApplicable(remedy) && !tried.has(key)) return { finding, remedy, key };
    }
  }
  return undefined;
}

/** What is one of several is measured first. */
function isUnsure({ certainty, remedies }: Found): boolean {
  return certainty === 'ambiguous' && remedies.some(isApplicable);
}
