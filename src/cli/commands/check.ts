import { systemClock } from '../../core/index.ts';
import { examine } from '../../doctor/outside/index.ts';
import { readHostName } from '../../delegation/names/index.ts';
import { createKit } from '../doctor/kit.ts';
import { checkLines } from '../doctor/lines.ts';
import { concludeCheck } from '../doctor/outcome.ts';
import { tellSteps } from '../doctor/progress.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { refuse, type Session } from '../session.ts';

export type CheckOptions = { readonly network?: readonly string[] };

/** Looks at a name from this machine, without a server, and says what is wrong; 1 where anything is. */
export async function check(session: Session, typed: string, options: CheckOptions): Promise<ExitCode> {
  const read = readHostName(typed);
  if (!read.ok) return refuse(session, read.fault);
  const { name } = read.value;
  const made = await createKit({
    loaded: session.loaded,
    networks: options.network ?? [],
    clock: systemClock,
  });
  if (!made.ok) return refuse(session, made.fault);
  const progress = tellSteps(session, name);
  const report = await examine({ name, vantage: 'here' }, made.value.kit, progress.tell).finally(
    progress.stop,
  );
  await made.value.close();
  const outcome = concludeCheck({ name, seen: { report, others: [], again: undefined } });
  if (session.json) session.terminal.out(JSON.stringify(outcome, null, 2));
  else for (const line of checkLines(session, outcome)) session.terminal.out(line);
  return outcome.findings.length > 0 ? EXIT.refused : EXIT.good;
}
