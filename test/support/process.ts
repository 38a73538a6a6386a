// Runs other programs for tests: bounded in time and output, and always ended with everything they started.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** What one program left behind. `code` is null when a signal (or our time limit) ended it. */
export type Finished = {
  readonly argv: readonly string[];
  readonly code: number | null;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
};

export type RunOptions = {
  readonly timeoutMs?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string;
  /** What is started can be typed to, by `child.stdin`. */
  readonly typed?: boolean;
};

/** A program that keeps running: its output so far, and the ways to wait for it and to end it. */
export type Service = {
  readonly child: ChildProcess;
  output(): string;
  /** Resolves when the output matches; throws with the output when the program ends or the time is over first. */
  until(pattern: RegExp, timeoutMs: number): Promise<RegExpMatchArray>;
  /** SIGTERM (or `signal`) to the whole process group, SIGKILL after `graceMs`; resolves when nothing of it is left. */
  stop(signal?: NodeJS.Signals, graceMs?: number): Promise<void>;
  /** Its exit code, when it has ended; null when a signal ended it. */
  readonly ended: Promise<number | null>;
};

const DEFAULT_TIMEOUT_MS = 30_000;
const STOP_GRACE_MS = 5_000;
const OUTPUT_LIMIT = 1_000_000; // characters kept per stream: enough for any log that a person reads
const POLL_MS = 20;

/** Runs `argv` to its end; never throws for its exit code. Its whole process group dies at the time limit. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const began = performance.now();
  const child = launch(argv, options, options.input === undefined ? 'ignore' : 'pipe');
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    signalGroup(child, 'SIGKILL');
  }, options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  if (options.input !== undefined) child.stdin?.end(options.input);
  const code = await ended(child);
  clearTimeout(timer);
  const ms = performance.now() - began;
  return { argv, code: timedOut ? null : code, timedOut, stdout: stdout(), stderr: stderr(), ms };
}

/** As `run`, but throws an error that shows the command and its output unless it exits with 0. */
export async function mustRun(argv: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const done = await run(argv, options);
  if (done.code !== 0) throw new Error(describe(done));
  return done;
}

/** Starts a program that is meant to keep running. */
export function start(argv: readonly string[], options: RunOptions = {}): Service {
  const child = launch(argv, options, options.typed === true ? 'pipe' : 'ignore');
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  const output = (): string => out() + err();
  let over = false;
  const gone = ended(child).then((code) => {
    over = true;
    return code;
  });
  return {
    child,
    output,
    async until(pattern, timeoutMs) {
      const limit = performance.now() + timeoutMs;
      for (;;) {
        const match = output().match(pattern);
        if (match !== null) return match;
        if (over) throw new Error(`${argv.join(' ')} ended early:\n${output()}`);
        if (performance.now() > limit)
          throw new Error(
            `${argv.join(' ')} did not say ${String(pattern)} in ${timeoutMs} ms:\n${output()}`,
          );
        await sleep(POLL_MS);
      }
    },
    async stop(signal = 'SIGTERM', graceMs = STOP_GRACE_MS) {
      if (over) return;
      signalGroup(child, signal);
      const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
      await gone;
      clearTimeout(timer);
    },
    ended: gone,
  };
}

/** The command, how it ended and what it said, for an assertion's message. */
export function describe(done: Finished): string {
  const how = done.timedOut ? `was ended after ${Math.round(done.ms)} ms` : `exited with ${done.code}`;
  return `${done.argv.join(' ')}\n${how}\n${done.stdout}${done.stderr}`;
}

/** Is this program on the search path (the system's folders included)? */
export async function installed(program: string): Promise<boolean> {
  return (await run(['sh', '-c', `command -v ${program}`])).code === 0;
}

function launch(argv: readonly string[], options: RunOptions, stdin: 'ignore' | 'pipe'): ChildProcess {
  const [command = '', ...args] = argv;
  const child = spawn(command, args, {
    // a group of its own, so that one signal reaches whatever it starts
    detached: true,
    stdio: [stdin, 'pipe', 'pipe'],
    env: { ...plainEnvironment(), ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  child.on('error', () => {}); // told by `ended` as code 127
  child.stdin?.on('error', () => {}); // a program may end without reading its input
  return child;
}

/** This process's environment without the test runner's own marks, and with the folders of system programs. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _context, NODE_OPTIONS: _options, ...rest } = process.env;
  return { ...rest, PATH: `${rest.PATH ?? ''}:/usr/local/sbin:/usr/sbin:/sbin`, LC_ALL: 'C.UTF-8' };
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (chunk: string) => {
    text = (text + chunk).slice(-OUTPUT_LIMIT);
  });
  return () => text;
}

/** `close` and not `exit`: a helper such as nsenter may end before the program that it started. */
async function ended(child: ChildProcess): Promise<number | null> {
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return code;
  } catch {
    return 127;
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // already gone
  }
}
