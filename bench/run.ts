// `npm run bench`: full issuances per second, p50, p99, CPU, bytes written and memory of sixfour, its floor and two peers,
// interleaved in the same run and given as ratios. Server on one core, load on the other.
//   npm run bench -- [--runs 5] [--workers 1,8,32] [--only sixfour,pebble] [--seconds 6] [--stored 1000000] [--json FILE]
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Candidate, bare, caddy, pebble, sixfour } from './candidates.ts';
import { enterNamespace } from './network.ts';
import { usage } from './probe.ts';
import { type Sample, printReport } from './report.ts';

const CLIENT_CPU = '0';
const STOP_MS = 10_000;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    workers: { type: 'string', default: '1,8,32' },
    seconds: { type: 'string', default: '6' },
    warmup: { type: 'string', default: '2' },
    only: { type: 'string', default: 'sixfour,bare handler,pebble,caddy' },
    stored: { type: 'string' },
    disk: { type: 'string', default: tmpdir() },
    json: { type: 'string' },
  },
});

if (enterNamespace(fileURLToPath(import.meta.url))) await main();

async function main(): Promise<void> {
  const wanted = values.only.split(',');
  const candidates = [sixfour, bare, pebble, caddy].filter((one) => wanted.includes(one.name));
  const samples: Sample[] = [];
  for (let run = 1; run <= Number(values.runs); run++) {
    for (const workers of values.workers.split(',').map(Number)) {
      for (const candidate of candidates) {
        const sample = await measure(candidate, workers);
        samples.push(sample);
        const rate = sample.perSecond.toFixed(0);
        console.error(
          `run ${run}: ${candidate.name}, ${workers} clients: ${rate}/s, ${sample.errors} errors`,
        );
      }
    }
  }
  printReport(samples);
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(samples, null, 1));
}

async function measure(candidate: Candidate, workers: number): Promise<Sample> {
  const dir = mkdtempSync(join(values.disk, 'sixfour-bench-data-'));
  const server = await candidate.start(dir);
  try {
    return await load(candidate, server.pid ?? 0, workers);
  } finally {
    await stop(server);
    rmSync(dir, { recursive: true, force: true });
  }
}

async function load(candidate: Candidate, pid: number, workers: number): Promise<Sample> {
  const options = {
    directory: candidate.directory,
    workers,
    warmupMs: Number(values.warmup) * 1000,
    measureMs: Number(values.seconds) * 1000,
    seed: Date.now().toString(36),
  };
  const script = fileURLToPath(new URL('./load.ts', import.meta.url));
  const client = spawn('taskset', ['-c', CLIENT_CPU, process.execPath, script, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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
  if (output === '') throw new Error(`the load against ${candidate.name} failed: ${trouble}`);
  const result = JSON.parse(output) as Pick<Sample, 'issued' | 'perSecond' | 'p50Ms' | 'p99Ms' | 'errors'> & {
    firstErrors: string[];
  };
  if (result.errors > 0) console.error(result.firstErrors.join('\n'));
  return {
    candidate: candidate.name,
    workers,
    ...result,
    cpuMs: (after.cpuMs - before.cpuMs) / result.issued,
    writtenBytes: (after.writtenBytes - before.writtenBytes) / result.issued,
    residentBytes: after.residentBytes,
  };
}

async function stop(server: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => server.on('exit', resolve));
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(timer);
}
