import { loadSettings } from '../config/index.ts';
import { catalogue, chooseLanguage, describeFault } from '../i18n/index.ts';
import { outliveOutput } from './closed-output.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { CommanderError, createProgram, type GlobalOptions } from './program.ts';
import type { StartServer } from './serve/types.ts';
import type { Session } from './session.ts';
import { processTerminal, type Terminal } from './terminal.ts';
import { speak } from './usage-words.ts';
import { VERSION } from './version.ts';

export type Surrounding = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly startServer: StartServer;
  readonly terminal?: Terminal;
};

/** Runs the command line `args` (without node and script) and returns its exit code. Never throws. */
export async function runCommandLine(args: readonly string[], given: Surrounding): Promise<ExitCode> {
  const { environment } = given;
  const terminal = given.terminal ?? processTerminal(environment);
  const messages = catalogue(chooseLanguage(languageFlag(args), environment));
  if (given.terminal === undefined) {
    outliveOutput(process, (cause) => messages.cli.commands.outputLost({ cause }));
  }
  let exit: ExitCode = EXIT.good;
  const program = createProgram(
    messages,
    VERSION,
    async (globals, command) => {
      exit = await inSession(globals, { environment, terminal }, command);
    },
    given.startServer,
  );
  for (const command of [program, ...allCommands(program)]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
      getOutHelpWidth: () => terminal.width,
      getErrHelpWidth: () => terminal.width,
    });
    speak(command, messages);
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return usageExit(error);
    terminal.err(
      messages.cli.commands.unexpected({
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    );
    return EXIT.couldNotRun;
  }
}

async function inSession(
  globals: GlobalOptions,
  { environment, terminal }: Pick<Session, 'environment' | 'terminal'>,
  command: (session: Session) => Promise<ExitCode>,
): Promise<ExitCode> {
  const loaded = loadSettings({ file: globals.config, directory: globals.data, environment });
  const asked = globals.lang ?? (loaded.ok ? loaded.value.settings.language : undefined);
  const language = chooseLanguage(asked, environment);
  const messages = catalogue(language);
  const json = globals.json === true;
  if (!loaded.ok) {
    const errors = loaded.fault.map((fault) => ({
      code: fault.code,
      message: describeFault(fault, messages),
    }));
    if (json) terminal.out(JSON.stringify({ error: errors[0], errors }, null, 2));
    else for (const error of errors) terminal.err(error.message);
    return EXIT.usage;
  }
  return command({ terminal, json, messages, language, environment, loaded: loaded.value });
}

/** Help and version end well; help that was printed because a command was missing does not. */
function usageExit(error: CommanderError): ExitCode {
  return error.exitCode === 0 ? EXIT.good : EXIT.usage;
}

/** The language of help texts, which are made before options are parsed. */
function languageFlag(args: readonly string[]): string | undefined {
  const index = args.indexOf('--lang');
  return index < 0 ? undefined : args[index + 1];
}

function allCommands(program: ReturnType<typeof createProgram>): ReturnType<typeof createProgram>[] {
  return program.commands.flatMap((command) => [command, ...allCommands(command)]);
}
