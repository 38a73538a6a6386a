// Runs the `sixfour` command as a user does: a process of its own, on ports that the system chooses.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Finished, run, type Service, start } from './process.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
const START_MS = 60_000; // a busy machine takes seconds to load everything
const FLAGS = ['--disable-warning=ExperimentalWarning'];
/** Compiled code is kept between the many short processes of one run: it halves their time. */
const cache = mkdtempSync(join(tmpdir(), 'sixfour-test-code-'));
process.on('exit', () => rmSync(cache, { recursive: true, force: true }));
const EPHEMERAL = { SIXFOUR_HTTPS_PORT: '0', SIXFOUR_HTTP_PORT: '0', NODE_COMPILE_CACHE: cache };

export type Env = Readonly<Record<string, string>>;

/** One command to its end. */
export function sixfour(args: readonly string[], env: Env = {}): Promise<Finished> {
  return run([process.execPath, ...FLAGS, MAIN, ...args], {
    env: { ...EPHEMERAL, ...env },
    timeoutMs: START_MS,
  });
}

/** One command with `--json`: its exit code and what it printed, parsed. */
export async function sixfourJson(args: readonly string[], env: Env = {}) {
  const done = await sixfour([...args, '--json'], env);
  // the shape is what the tests are about, so it is read untyped
  return { code: done.code, body: JSON.parse(done.stdout) };
}

/** What `serve --json` prints when it is ready. */
export type Ready = {
  readonly ready: true;
  readonly directoryUrl: string;
  readonly rootFile: string;
  readonly trial: boolean;
  readonly listeners: readonly { scheme: string; family: number; address: string; port: number }[];
};

/** Starts `serve --json` on a data directory and waits until it says that it is ready. */
export async function serve(data: string, env: Env = {}): Promise<Service & { ready: Ready }> {
  const service = start([process.execPath, ...FLAGS, MAIN, 'serve', '--json', '--data', data], {
    env: { ...EPHEMERAL, ...env },
  });
  const [line] = await service.until(/^\{"ready":.*\}$/m, START_MS);
  return { ...service, ready: JSON.parse(line) as Ready };
}

/** Starts `serve` as a person does, with its banner. */
export async function serveForPeople(data: string, env: Env = {}): Promise<Service> {
  const service = start([process.execPath, ...FLAGS, MAIN, 'serve', '--data', data], {
    env: { ...EPHEMERAL, ...env },
  });
  await service.until(/Press Ctrl-C/, START_MS);
  return service;
}
