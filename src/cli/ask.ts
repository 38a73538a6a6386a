import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from './session.ts';
import { wrap } from './table.ts';

/**
 * Asks what can be answered by yes or no, by the whole word: what has a y in it by chance does nothing. Enter alone is `initial`.
 * Undefined where it is interrupted, or where the signal comes first.
 */
export async function askYesNo(
  session: Pick<Session, 'messages' | 'terminal'>,
  question: string,
  { initial = false, signal }: { readonly initial?: boolean; readonly signal?: AbortSignal } = {},
): Promise<boolean | undefined> {
  const { isCancel, text } = await import('@clack/prompts'); // only who is asked needs it in memory
  const { yes, no } = session.messages.doctor.advice.answers;
  const read = (typed: string) => readYesNo(typed, { yes: yes(), no: no() });
  const usual = initial ? yes() : no();
  const message = await promptText(session, `${question} (${yes()}/${no()})`);
  await dropTyped();
  const answer = await prompted(
    (ended) =>
      text({
        message,
        placeholder: usual,
        defaultValue: usual,
        validate: (typed = '') =>
          typed === '' || read(typed) !== undefined ? undefined : `${yes()} / ${no()}`,
        signal: ended,
      }),
    signal,
  );
  return isCancel(answer) ? undefined : read(answer);
}

/** A prompt that is cancelled by the end of input (Ctrl-D) too, as by Ctrl-C, and by the signal. */
export async function prompted<T>(
  prompt: (signal: AbortSignal) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const { stdin } = process;
  const ended = new AbortController();
  if (stdin.readableEnded) ended.abort();
  let open = true;
  // who reads for the prompt stops at the end of input, and says nothing: this process would end in the middle
  const onEnd = () =>
    void setImmediate(() => {
      if (open) ended.abort();
    });
  stdin.on('pause', onEnd);
  try {
    return await prompt(signal === undefined ? ended.signal : AbortSignal.any([ended.signal, signal]));
  } finally {
    open = false;
    stdin.off('pause', onEnd);
  }
}

/** What the questions below are about. */
export async function introduce(session: Pick<Session, 'terminal'>, text: string): Promise<void> {
  const { intro } = await import('@clack/prompts');
  intro(await promptText(session, text));
}

/** Wrapped by words and within the frame of the prompts, which are written for one line. */
export async function promptText({ terminal }: Pick<Session, 'terminal'>, text: string): Promise<string> {
  const { S_BAR } = await import('@clack/prompts');
  const lines = wrap({ ...terminal, width: terminal.width - FRAME_COLUMNS }, text).split('\n');
  return lines.join(`\n${terminal.paint('dim', S_BAR)}  `);
}
const FRAME_COLUMNS = 4; // its line, two spaces, and one for the cursor

/** The reader's own words or the English ones, or the first letter of either; undefined for all else. */
export function readYesNo(
  typed: string,
  words: { readonly yes: string; readonly no: string },
): boolean | undefined {
  const text = typed.trim().toLowerCase();
  const is = (...all: readonly string[]) => all.some((one) => text === one || text === one.slice(0, 1));
  if (is(words.yes, 'yes')) return true;
  return is(words.no, 'no') ? false : undefined;
}

/** Lines that were typed before the question was there are no answer to it. */
async function dropTyped(): Promise<void> {
  process.stdin.resume();
  await sleep(DROP_MS);
  process.stdin.pause();
}
const DROP_MS = 20;
