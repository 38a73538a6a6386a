import { spawn } from 'node:child_process';
import type { Clock, StopSignal } from '../../core/index.ts';
import type { Address } from '../../net/index.ts';
import { OUTSIDE_LIMITS } from './limits.ts';

/** Follows the path to an address with a program of this machine. Never rejects; ends by `timeoutMs` or the signal, and kills it then. */
export type Tracer = {
  trace(request: TraceRequest): Promise<Traced | undefined>;
};
type TraceRequest = {
  readonly address: Address;
  readonly port: number;
  readonly timeoutMs: number;
  readonly signal: StopSignal;
};
/** What the program printed, as far as it came. */
export type Traced = { readonly tool: 'traceroute' | 'tracepath'; readonly output: string };

/** `path`: folders in which the programs are looked for, as in PATH. `raw`: this process may send TCP probes (root). */
export function createTracer(settings: {
  readonly clock: Clock;
  readonly path: string;
  readonly raw: boolean;
}): Tracer {
  const { clock, path, raw } = settings;
  return {
    async trace(request) {
      const { text, family } = request.address;
      const port = String(request.port);
      const tcp = raw ? ['-T', '-p', port] : [];
      const plain = [`-${family}`, '-n', '-q', '1', '-w', '1', '-m', '24'];
      const output = await run('traceroute', [...plain, ...tcp, text], request, clock, path);
      if (output !== undefined) return { tool: 'traceroute', output };
      const other = await run('tracepath', [`-${family}`, '-n', '-m', '24', text], request, clock, path);
      return other === undefined ? undefined : { tool: 'tracepath', output: other };
    },
  };
}

/** Undefined where there is no such program. */
function run(
  program: string,
  args: readonly string[],
  { timeoutMs, signal }: TraceRequest,
  clock: Clock,
  path: string,
): Promise<string | undefined> {
  if (signal.stopped) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: { PATH: path, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    let found = true;
    const settle = () => {
      cancel();
      stay();
      child.kill('SIGKILL');
      child.stdout.destroy();
      resolve(found ? output : undefined);
    };
    const cancel = clock.after(timeoutMs, settle);
    const stay = signal.onStop(settle);
    child.on('error', () => {
      found = false;
      settle();
    });
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('latin1');
      if (output.length > OUTSIDE_LIMITS.traceBytes) settle();
    });
    child.once('close', settle);
  });
}
