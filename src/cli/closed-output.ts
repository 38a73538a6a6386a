import type { Writable } from 'node:stream';
import { EXIT } from './exit.ts';

/** The reader went away (`sixfour order list | head -3`): nobody is left to tell, and nothing went wrong. */
const READER_GONE: ReadonlySet<unknown> = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);

/**
 * Where output can no longer be written the process goes on without it: a command does what it was told and ends with its own
 * exit code, a server serves. Only output that was lost for another reason (a full disk) ends with `couldNotRun`, and says so.
 */
export function outliveOutput(
  { stdout, stderr }: { readonly stdout: Writable; readonly stderr: Writable },
  lost: (cause: string) => string,
): void {
  let told = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (READER_GONE.has(error.code) || told) return;
    told = true;
    stderr.write(`${lost(error.code ?? error.message)}\n`);
    process.once('exit', () => (process.exitCode = EXIT.couldNotRun));
  });
  // the log: without it there is nothing left to say it with
  stderr.on('error', () => {});
}
