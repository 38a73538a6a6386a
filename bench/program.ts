import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A program of a bench that is told what to do by lines, and answers by lines of JSON. */
export type Program = {
  readonly child: ChildProcess;
  tell(line: string): void;
  /** The next line that it prints; throws when it ends instead. */
  line(): Promise<string>;
  ask<T>(line: string): Promise<T>;
};

export type ProgramPlan = {
  readonly script: URL;
  /** The core that it runs on. */
  readonly cpu: string;
  /** Ahead of other processes. */
  readonly ahead: boolean;
  /** How far ahead; `NICENESS` by default. */
  readonly niceness?: number;
  readonly flags?: readonly string[];
  readonly args?: readonly string[];
};

/**
 * Not real-time scheduling: for a second or two the server's core is never idle, and then the kernel's threads that finish an fsync
 * would wait for it.
 */
export const NICENESS = -5;

export function startProgram(plan: ProgramPlan): Program {
  const { script, cpu, ahead, niceness = NICENESS, flags = [], args = [] } = plan;
  const file = fileURLToPath(script);
  const command = [
    '-c',
    cpu,
    ...(ahead ? ['nice', '-n', String(niceness)] : []),
    process.execPath,
    ...flags,
    file,
    ...args,
  ];
  const child = spawn('taskset', command, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.on('error', () => undefined); // it has ended: whoever reads its next line hears of it
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const line = async () => {
    const next = await lines.next();
    if (next.done === true) throw new Error(`${file} ended`);
    return next.value;
  };
  const tell = (text: string) => void child.stdin.write(`${text}\n`);
  return {
    child,
    tell,
    line,
    async ask<T>(text: string) {
      tell(text);
      return JSON.parse(await line()) as T;
    },
  };
}

/**
 * Where the kernel groups processes by their session, `nice` counts among those of one session alone (sched(7), autogroup): the session
 * is put ahead as well, until the work has ended.
 */
export async function inSessionAhead(niceness: number, work: () => Promise<void>): Promise<void> {
  putSession(niceness);
  await work().finally(() => putSession(0));
}

function putSession(niceness: number): void {
  if (existsSync(AUTOGROUP)) writeFileSync(AUTOGROUP, String(niceness));
}
const AUTOGROUP = '/proc/self/autogroup';
