import { hostname } from 'node:os';
import { fault, ok, type Result, systemClock } from '../../core/index.ts';
import { readHostName } from '../../delegation/names/index.ts';
import { createShell, type InsideReport, type Machine, survey } from '../../doctor/inside/index.ts';
import { parseAddress } from '../../net/index.ts';
import { countHere } from '../doctor/inside-count.ts';
import { insideLines, isUnread } from '../doctor/inside-lines.ts';
import { writeInsideFile } from '../doctor/inside-file.ts';
import { createKit } from '../doctor/kit.ts';
import { checkLines } from '../doctor/lines.ts';
import { isWell } from '../doctor/notes.ts';
import { concludeCheck } from '../doctor/outcome.ts';
import { jsonOutcome } from '../doctor/outcome-json.ts';
import { remedyFiles } from '../doctor/remedy-files.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { tellSeconds } from '../progress.ts';
import { refuse, type Session } from '../session.ts';
import { STANDARD } from '../standard-input.ts';

export type CheckInsideOptions = {
  readonly output?: string;
  readonly outbound?: boolean;
  /** Addresses from which somebody looks meanwhile. */
  readonly count?: readonly string[];
};

/** Looks at this machine from inside, says what is wrong as far as the machine alone tells, and writes it down for a joined check. */
export async function checkInside(
  session: Session,
  typed: string | undefined,
  { output, outbound, count }: CheckInsideOptions,
): Promise<ExitCode> {
  const { terminal, messages, json } = session;
  const read = typed === undefined ? undefined : readHostName(typed);
  if (read?.ok === false) return refuse(session, read.fault);
  const clock = systemClock;
  const made =
    outbound === true ? await createKit({ loaded: session.loaded, networks: [], clock }) : undefined;
  if (made?.ok === false) return refuse(session, made.fault);
  const machine = createShell(clock);
  const name = read?.value.name ?? hostname();
  const arrivals = await counted(session, machine, count, read?.value.name ?? 'NAME');
  if (!arrivals.ok) {
    await made?.value.close();
    return refuse(session, arrivals.fault);
  }
  const { show, stop } = tellSeconds(terminal, (seconds) => messages.doctor.inside.progress({ seconds }));
  show();
  const root = process.getuid?.() === 0;
  const seen = await survey(machine, { clock, root, outbound: made?.value.kit }).finally(stop);
  await made?.value.close();
  const inside = { ...seen, arrivals: arrivals.value };
  // no finding would read as if all were well
  if (isUnread(inside)) return refuse(session, fault('nothingRead', {}));
  // for another machine's check, over a pipe: the report and nothing else
  if (output === STANDARD) {
    terminal.out(JSON.stringify(inside));
    return EXIT.good;
  }
  if (output !== undefined) {
    const written = await writeInsideFile(output, inside);
    if (!written.ok) return refuse(session, written.fault);
  }
  const outcome = concludeCheck({ name, inside, files: await remedyFiles(machine, inside) });
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

/** The ports of the web are what a check from outside asks for. */
const PORTS = [80, 443];

async function counted(
  session: Session,
  machine: Machine,
  count: readonly string[] | undefined,
  name: string,
): Promise<Result<InsideReport['arrivals']>> {
  if (count === undefined) return ok([]);
  const from = count.flatMap((text) => parseAddress(text) ?? []);
  return countHere(session, machine, { from, ports: PORTS, name });
}
