import { spawn } from 'node:child_process';
import { type Clock, killGroup } from '../../../core/index.ts';
import type { ProviderResult, Until } from '../types.ts';
import { EXEC_OUTPUT_BYTES_MAX } from './limits.ts';

export type Program = {
  readonly argv: readonly [string, ...string[]];
  /** All of it: nothing of our own environment is handed on. */
  readonly environment: Readonly<Record<string, string>>;
};

/**
 * Runs a program without a shell, in a process group of its own, which is gone when this resolves: at its end, at the deadline, at
 * the signal, or when it prints too much. What it prints is counted and forgotten, as there may be a credential in it.
 */
export function runProgram(
  { argv, environment }: Program,
  clock: Clock,
  until: Until,
): Promise<ProviderResult<object>> {
  return new Promise((resolve) => {
    const leftMs = until.deadlineMs - clock.monotonic();
    if (until.signal.stopped || leftMs <= 0) return resolve(TIMEOUT);
    const [file, ...args] = argv;
    const child = spawn(file, args, {
      env: { ...environment },
      cwd: '/',
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let done: ProviderResult<object> | undefined;
    const end = (result: ProviderResult<object>) => {
      if (done !== undefined) return;
      done = result;
      cancel();
      stay();
      killGroup(child.pid);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(result);
    };
    let bytes = 0;
    const count = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > EXEC_OUTPUT_BYTES_MAX) end({ ok: false, outcome: 'malformed', code: 'output' });
    };
    child.stdout.on('data', count);
    child.stderr.on('data', count);
    const cancel = clock.after(leftMs, () => end(TIMEOUT));
    const stay = until.signal.onStop(() => end(TIMEOUT));
    child.on('error', (error: NodeJS.ErrnoException) =>
      end({ ok: false, outcome: 'unreachable', code: error.code ?? 'spawn' }),
    );
    child.on('exit', (code, signal) =>
      end(code === 0 ? DONE : { ok: false, outcome: 'refused', code: signal ?? `exit ${code}` }),
    );
  });
}

const DONE: ProviderResult<object> = { ok: true, value: {} };
const TIMEOUT: ProviderResult<object> = { ok: false, outcome: 'timeout' };
