import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectable } from './probe.ts';
import { schedulingPrefix } from './tools.ts';

const SERVER_CPU = '1';
const CLIENT_CPU = '0';
const START_TRIES = 100;
const START_WAIT_MS = 100;
const STOP_MS = 10_000;
const LOG_TAIL = 2_000;
/** Round robin, above all ordinary processes and below the measuring one. */
export const REALTIME_PRIORITY = 10;
/** The measuring process: it sleeps, but has to read counters at once when a window begins. */
export const WATCH_PRIORITY = 20;

export type Launch = {
  readonly port: number;
  readonly dir: string;
  readonly realtime: boolean;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Its log goes nowhere: it writes so much that it would be measured. */
  readonly quiet?: boolean;
};

/** Starts a server on its core and waits until it accepts connections. */
export async function launchServer(launch: Launch): Promise<ChildProcess> {
  const file = join(launch.dir, 'server.log');
  const log = openSync(launch.quiet === true ? '/dev/null' : file, 'a');
  const [program, ...args] = pinned(SERVER_CPU, launch.realtime, [launch.program, ...launch.args]);
  const child = spawn(program, args, {
    env: { ...process.env, ...launch.env },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  endWithUs(child);
  for (let tries = 0; tries < START_TRIES && child.exitCode === null; tries++) {
    if (await connectable(launch.port)) return child;
    await sleep(START_WAIT_MS);
  }
  child.kill('SIGKILL');
  const said = launch.quiet === true ? '' : readFileSync(file, 'utf8').slice(-LOG_TAIL);
  throw new Error(`${launch.program} did not start: ${said}`);
}

/** Starts the load on the other core. */
export function launchLoad(command: readonly [string, ...string[]], realtime: boolean) {
  const [program, ...args] = pinned(CLIENT_CPU, realtime, command);
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  endWithUs(child);
  return child;
}

export async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.on('exit', resolve));
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(timer);
}

/** A bench that is broken off leaves no server behind. */
function endWithUs(child: ChildProcess): void {
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
}

function pinned(cpu: string, realtime: boolean, command: readonly string[]): [string, ...string[]] {
  return ['taskset', '-c', cpu, ...schedulingPrefix(realtime, REALTIME_PRIORITY), ...command];
}
