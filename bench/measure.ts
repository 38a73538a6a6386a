import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Candidate } from './candidates.ts';
import { launchLoad, stopServer } from './launch.ts';
import { usage } from './probe.ts';
import type { Sample } from './samples.ts';

export type Window = {
  readonly run: number;
  readonly workers: number;
  readonly warmupMs: number;
  readonly measureMs: number;
  readonly realtime: boolean;
  /** Where data directories are made. */
  readonly disk: string;
};

/** Starts a server in a directory of its own, loads it, and takes both away again. Throws when either fails. */
export async function measure(candidate: Candidate, window: Window): Promise<Sample & LoadErrors> {
  const dir = mkdtempSync(join(window.disk, 'data-'));
  let server: ChildProcess | undefined;
  try {
    server = await candidate.start({ dir, realtime: window.realtime });
    return await load(candidate, server.pid ?? 0, window);
  } finally {
    if (server !== undefined) await stopServer(server);
    rmSync(dir, { recursive: true, force: true });
  }
}

type LoadErrors = { readonly firstErrors: readonly string[] };

async function load(candidate: Candidate, pid: number, window: Window): Promise<Sample & LoadErrors> {
  const { run, workers, warmupMs, measureMs, realtime } = window;
  const seed = Date.now().toString(36);
  const options = { directory: candidate.directory, workers, warmupMs, measureMs, seed };
  const script = fileURLToPath(new URL('./load.ts', import.meta.url));
  const client = launchLoad([process.execPath, script, JSON.stringify(options)], realtime);
  let output = '';
  let trouble = '';
  let before = usage(pid);
  let after = before;
  client.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  client.stderr.on('data', (chunk: Buffer) => {
    const text = chunk.toString();
    if (text.includes('measure-from')) before = usage(pid);
    if (text.includes('measure-to')) after = usage(pid);
    if (!text.startsWith('measure-')) trouble += text;
  });
  await new Promise((resolve) => client.on('close', resolve));
  if (output === '') throw new Error(`the load failed: ${trouble}`);
  const result = JSON.parse(output) as Omit<Sample, 'cpuMs' | 'writtenBytes' | 'residentBytes'> & LoadErrors;
  if (result.issued === 0) throw new Error(`nothing was issued: ${result.firstErrors.join('; ')}`);
  return {
    ...result,
    run,
    candidate: candidate.name,
    workers,
    cpuMs: (after.cpuMs - before.cpuMs) / result.issued,
    writtenBytes: (after.writtenBytes - before.writtenBytes) / result.issued,
    residentBytes: after.residentBytes,
  };
}
