import { hostname } from 'node:os';
import { systemClock } from '../../core/index.ts';
import { readHostName } from '../../delegation/names/index.ts';
import { createShell, survey } from '../../doctor/inside/index.ts';
import { insideLines } from '../doctor/inside-lines.ts';
import { writeInsideFile } from '../doctor/inside-file.ts';
import { createKit } from '../doctor/kit.ts';
import { checkLines } from '../doctor/lines.ts';
import { isWell } from '../doctor/notes.ts';
import { concludeCheck } from '../doctor/outcome.ts';
import { jsonOutcome } from '../doctor/outcome-json.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { refuse, type Session } from '../session.ts';

export type CheckInsideOptions = { readonly output?: string; readonly outbound?: boolean };

/** Looks at this machine from inside, says what is wrong as far as the machine alone tells, and writes it down for a joined check. */
export async function checkInside(
  session: Session,
  typed: string | undefined,
  { output, outbound }: CheckInsideOptions,
): Promise<ExitCode> {
  const { terminal, messages, json } = session;
  const read = typed === undefined ? undefined : readHostName(typed);
  if (read?.ok === false) return refuse(session, read.fault);
  const clock = systemClock;
  const made =
    outbound === true ? await createKit({ loaded: session.loaded, networks: [], clock }) : undefined;
  if (made?.ok === false) return refuse(session, made.fault);
  const stop = tellSeconds(session);
  const root = process.getuid?.() === 0;
  const inside = await survey(createShell(clock), { clock, root, outbound: made?.value.kit }).finally(stop);
  await made?.value.close();
  if (output !== undefined) {
    const written = await writeInsideFile(output, inside);
    if (!written.ok) return refuse(session, written.fault);
  }
  const name = read?.value.name ?? hostname();
  const outcome = concludeCheck({ name, inside });
  if (json) terminal.out(JSON.stringify(jsonOutcome(messages, outcome), null, 2));
  else {
    for (const line of [...insideLines(session, inside), ...checkLines(session, outcome)]) terminal.out(line);
    if (output !== undefined) {
      terminal.out(`\n${messages.doctor.inside.written({ file: output })}`);
      terminal.out(`  sixfour check ${read?.value.name ?? 'NAME'} --inside-report ${output}`);
    }
  }
  return isWell(outcome) ? EXIT.good : EXIT.refused;
}

function tellSeconds({ terminal, messages }: Session): () => void {
  const { progress } = terminal;
  if (progress === undefined) return () => {};
  let seconds = 0;
  const show = () =>
    progress(messages.doctor.inside.progress({ seconds: seconds++ }).slice(0, terminal.width - 1));
  show();
  const timer = setInterval(show, SECOND_MS);
  return () => {
    clearInterval(timer);
    progress(undefined);
  };
}

const SECOND_MS = 1_000;
