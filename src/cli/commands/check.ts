import { ok } from '../../core/index.ts';
import { readHostName } from '../../delegation/names/index.ts';
import { applyRemedies } from './check-apply.ts';
import { checkInside } from './check-inside.ts';
import { COUNT_ADDRESSES } from '../../doctor/inside/index.ts';
import { parseAddress } from '../../net/index.ts';
import { readInsideFile } from '../doctor/inside-file.ts';
import { checkLines } from '../doctor/lines.ts';
import { confirmAfterMs, confirmLook } from '../doctor/confirm.ts';
import { look, lookAgain } from '../doctor/look.ts';
import { checkMarkdown } from '../doctor/markdown.ts';
import { isWell } from '../doctor/notes.ts';
import { connectPerspectives } from '../doctor/perspectives.ts';
import { type CheckOutcome, concludeCheck, type Gathered } from '../doctor/outcome.ts';
import { jsonOutcome } from '../doctor/outcome-json.ts';
import { type Pasted, readPasted, withPasted } from '../doctor/pasted.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { refuse, type Session, usage } from '../session.ts';
import { STANDARD } from '../standard-input.ts';
import { wrap } from '../table.ts';
import { pastedText } from './pasted-text.ts';

export type CheckOptions = {
  readonly network?: readonly string[];
  readonly inside?: boolean;
  readonly output?: string;
  readonly insideReport?: string;
  readonly outbound?: boolean;
  readonly count?: readonly string[];
  readonly here?: boolean;
  readonly perspectives?: boolean;
  readonly confirm?: boolean;
  readonly apply?: boolean;
  readonly yes?: boolean;
  readonly markdown?: boolean;
  readonly full?: boolean;
  readonly error?: string;
};

/** Looks at a name from this machine, without a server, and says what is wrong; 1 where anything is. */
export async function check(
  session: Session,
  typed: string | undefined,
  options: CheckOptions,
): Promise<ExitCode> {
  const misused = misuse(session, options) ?? insideMisuse(session, typed, options);
  if (misused !== undefined) return usage(session, misused);
  if (options.inside === true) return checkInside(session, typed, options);
  const read = readHostName(typed ?? '');
  if (!read.ok) return refuse(session, read.fault);
  const error = await readError(session, read.value.name, options);
  if (error?.ok === false) return usage(session, error.misused);
  const pasted = error?.pasted;
  const report = options.insideReport === undefined ? undefined : await readInsideFile(options.insideReport);
  if (report?.ok === false) return refuse(session, report.fault);
  const elsewhere = options.perspectives === true ? await connectPerspectives(session) : undefined;
  if (elsewhere?.ok === false) return refuse(session, elsewhere.fault);
  const wanted = {
    name: read.value.name,
    networks: options.network ?? [],
    inside: options.here === true ? ('here' as const) : report?.value,
    outbound: options.outbound === true,
    elsewhere: elsewhere?.value,
  };
  const seen = await look(session, wanted);
  if (!seen.ok) return refuse(session, seen.fault);
  const gathered = withPasted(seen.value, pasted);
  const first = concludeCheck(gathered);
  if (options.apply === true)
    return applyRemedies(session, first, {
      yes: options.yes === true,
      again: async () => {
        const again = await look(session, wanted);
        return again.ok ? ok(concludeCheck(withPasted(again.value, pasted))) : again;
      },
    });
  if (options.confirm === true)
    return lookTwice(session, gathered, first, {
      options,
      again: () => lookAgain(session, wanted, gathered.seen?.report.vantage ?? 'here'),
    });
  return end(session, first, options);
}

/** What a CA or a client said, as `--error` has it; in words why it cannot be used. */
async function readError(
  { messages }: Session,
  name: string,
  { error }: CheckOptions,
): Promise<{ ok: true; pasted: Pasted } | { ok: false; misused: string } | undefined> {
  if (error === undefined) return undefined;
  const given = await pastedText(messages, error);
  if (!given.ok) return given;
  const read = readPasted(given.text, name);
  const texts = messages.doctor.report.pasted;
  if (read.ok) return read;
  return { ok: false, misused: read.why === 'unknown' ? texts.unknown() : texts.otherName({ name }) };
}

/** The candidates at once where a person reads them; what is sure after the second sample. Ctrl-C leaves what the first one said. */
async function lookTwice(
  session: Session,
  gathered: Gathered,
  first: CheckOutcome,
  { options, again }: { readonly options: CheckOptions; readonly again: () => ReturnType<typeof lookAgain> },
): Promise<ExitCode> {
  const { terminal, messages, json } = session;
  const texts = messages.doctor.check.confirm;
  const atOnce = !json && options.markdown !== true;
  if (atOnce) tell(session, first, options);
  const confirmed = await confirmLook(session, gathered, again);
  if (!confirmed.ok) return refuse(session, confirmed.fault);
  if (confirmed.value !== undefined) {
    const seconds = Math.round(confirmAfterMs(session) / SECOND_MS);
    if (atOnce) terminal.out(`\n${wrap(terminal, texts.second({ seconds }))}\n`);
    return end(session, confirmed.value, options);
  }
  terminal.err(wrap(terminal, texts.stopped()));
  if (!atOnce) tell(session, first, options);
  return isWell(first) ? EXIT.good : EXIT.refused;
}

const SECOND_MS = 1_000;

function end(session: Session, outcome: CheckOutcome, options: CheckOptions): ExitCode {
  tell(session, outcome, options);
  return isWell(outcome) ? EXIT.good : EXIT.refused;
}

function tell(session: Session, outcome: CheckOutcome, { markdown, full }: CheckOptions): void {
  const { terminal, messages, json } = session;
  if (json) terminal.out(JSON.stringify(jsonOutcome(messages, outcome), null, 2));
  else if (markdown === true)
    for (const line of checkMarkdown(messages, outcome, { full: full === true })) terminal.out(line);
  else for (const line of checkLines(session, outcome)) terminal.out(line);
}

/** Options that do not go together, in words. */
function misuse({ messages, json, terminal }: Session, options: CheckOptions): string | undefined {
  const { check: texts, report, apply } = messages.doctor;
  if (options.full === true && options.markdown !== true) return report.fullAlone();
  if (options.yes === true && options.apply !== true) return apply.yesAlone();
  if (options.apply !== true) return undefined;
  if (options.here !== true) return apply.needsHere();
  if (options.confirm === true) return texts.confirm.withoutApply();
  if (json) return apply.noJson();
  if (options.yes !== true && !terminal.interactive) return apply.needsTerminal();
  return undefined;
}

/** The same of the options of a look from inside; and a name is needed for all but that. */
function insideMisuse(
  { messages }: Session,
  typed: string | undefined,
  options: CheckOptions,
): string | undefined {
  const { inside: texts, perspectives: elsewhere } = messages.doctor;
  const {
    inside,
    here,
    insideReport,
    output,
    outbound,
    count,
    network,
    markdown,
    apply,
    confirm,
    perspectives,
    error,
  } = options;
  if (here === true && insideReport !== undefined) return texts.reportOrHere();
  if (insideReport === STANDARD && error === STANDARD) return texts.inputOnce();
  if (inside === true) {
    const outside = [here, insideReport, network, markdown, apply, confirm, error].some(
      (one) => one !== undefined,
    );
    if (outside) return texts.insideAlone();
    if (perspectives === true) return elsewhere.insideAlone();
    const wrong = count?.find((one, at) => at >= COUNT_ADDRESSES || parseAddress(one) === undefined);
    return wrong === undefined ? undefined : texts.countAddress({ value: wrong, max: COUNT_ADDRESSES });
  }
  if (count !== undefined) return texts.countAlone();
  if (output !== undefined) return texts.outputAlone();
  if (outbound === true && here !== true) return texts.outboundAlone();
  return typed === undefined ? texts.nameMissing() : undefined;
}
