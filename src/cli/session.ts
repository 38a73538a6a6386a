import type { LoadedSettings } from '../config/index.ts';
import { FAULTS, type Fault } from '../core/index.ts';
import type { ControlAnswer, ControlClient } from '../console/api/index.ts';
import { type Catalogue, describeFault } from '../i18n/index.ts';
import { EXIT, type ExitCode, exitForStatus } from './exit.ts';
import { openControl } from './open-control.ts';
import { type Terminal, printable } from './terminal.ts';
import { wrap } from './table.ts';

/** What every command works with: where to write, in which language, on which settings. */
export type Session = {
  readonly terminal: Terminal;
  readonly json: boolean;
  readonly messages: Catalogue;
  readonly language: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly loaded: LoadedSettings;
};

/** Runs a command on the control API: the running server's, else the same handlers in this process, under the lock. */
export async function withControl(
  session: Session,
  run: (control: ControlClient) => Promise<ExitCode>,
): Promise<ExitCode> {
  const opened = await openControl(session.loaded, session.language);
  if (!opened.ok) return refuse(session, opened.fault);
  try {
    return await run(opened.value.control);
  } finally {
    await opened.value.close();
  }
}

/** Prints an answer: as JSON, as the lines that `render` makes of it, or as the refusal that it is. */
export function show<T>(
  session: Session,
  answer: ControlAnswer<T>,
  render: (value: T) => readonly string[],
): ExitCode {
  if (!answer.ok) return complain(session, answer.error, exitForStatus(answer.status));
  if (session.json) session.terminal.out(JSON.stringify(answer.value, null, 2));
  else for (const line of render(answer.value)) session.terminal.out(line);
  return EXIT.good;
}

/** Prints a fault, on standard error or as JSON, and returns the exit code that belongs to it. */
export function refuse(session: Pick<Session, 'terminal' | 'json' | 'messages'>, fault: Fault): ExitCode {
  const message = describeFault(fault, session.messages);
  return complain(session, { code: fault.code, message }, exitForStatus(FAULTS[fault.code].status));
}

/** Says what is wrong with how the command was typed. */
export function usage({ terminal }: Pick<Session, 'terminal'>, text: string): ExitCode {
  terminal.err(wrap(terminal, printable(text)));
  return EXIT.usage;
}

function complain(
  session: Pick<Session, 'terminal' | 'json'>,
  error: { code: string; message: string },
  exit: ExitCode,
): ExitCode {
  const { terminal } = session;
  if (session.json) terminal.out(JSON.stringify({ error }, null, 2));
  else terminal.err(wrap(terminal, printable(error.message)));
  return exit;
}
