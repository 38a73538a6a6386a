import { spawn } from 'node:child_process';
import { fault, type Fault } from '../../core/index.ts';
import { describeFault } from '../../i18n/index.ts';
import { holdsAuthority } from '../authority.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { banner, warningLines } from '../serve/banner.ts';
import type { StartServer, Warning } from '../serve/types.ts';
import { refuse, type Session } from '../session.ts';
import { listenForSignal } from '../signal.ts';
import { wrap } from '../table.ts';
import { VERSION } from '../version.ts';

/** Runs the server until a signal ends it. */
export async function serve(session: Session, startServer: StartServer): Promise<ExitCode> {
  const { loaded, language, environment } = session;
  // listened to from the start on, so that Ctrl-C during the first run stops as cleanly as later
  const stopped = listenForSignal();
  const missing = (await holdsAuthority(loaded.directory)) ? undefined : await makeTrial(session);
  if (missing !== undefined) return refuse(session, missing);
  const said = new Set<string>();
  const warn = (warning: Warning) => {
    const text = warningText(session, warning);
    if (!said.has(text)) session.terminal.err(text); // both ports lack the same family
    said.add(text);
  };
  const started = await startServer(loaded, { language, version: VERSION, environment, warn });
  if (!started.ok) return refuse(session, started.fault);
  const server = started.value;
  if (session.json) {
    const { listeners, trial, directoryUrl, rootFile } = server;
    for (const line of warningLines(session, server)) session.terminal.err(line);
    session.terminal.out(
      JSON.stringify({ ready: true, version: VERSION, listeners, trial, directoryUrl, rootFile }),
    );
  } else for (const line of banner(session, server, VERSION)) session.terminal.out(line);

  await stopped();
  if (!session.json) session.terminal.err(session.messages.cli.serve.stopping());
  await server.stop();
  return EXIT.good;
}

/**
 * The root key is made, used once and sealed in a process of its own: the one that serves never had it in its memory.
 * Undefined when it went well.
 */
async function makeTrial(session: Session): Promise<Fault | undefined> {
  const { loaded, environment, terminal, messages } = session;
  terminal.err(messages.cli.serve.trialFirst({ directory: loaded.directory }));
  const [script = ''] = process.argv.slice(1);
  const config = loaded.fileExists ? ['--config', loaded.file] : [];
  const args = [
    ...process.execArgv,
    script,
    'init',
    '--trial',
    '--json',
    '--data',
    loaded.directory,
    ...config,
  ];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...environment },
  });
  const status = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(code === 0 ? '' : `exit ${code ?? signal}`));
  });
  return status === '' ? undefined : fault('trialFailed', { status });
}

function warningText({ terminal, messages }: Session, warning: Warning): string {
  const text =
    warning.kind === 'fault'
      ? describeFault(warning.fault, messages)
      : messages.cli.serve.familyMissing({ family: warning.family });
  return wrap(terminal, `! ${text}`);
}
