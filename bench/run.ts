// `npm run bench`: full issuances per second, p50, p99, CPU, bytes written and memory of sixfour, its floor and two peers,
// interleaved in the same run and given as ratios. Server on one core, load on the other. docs/benchmarks.md tells how to read it.
//   npm run bench -- [--runs 5] [--workers 1,8,32] [--seconds 6] [--warmup 8] [--only sixfour,pebble] [--stored 1000000]
//                    [--disk DIR] [--no-realtime] [--json FILE] [--from FILE] [--write-docs]
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Candidate, bare, caddy, pebble } from './candidates.ts';
import { writeDocs } from './docs.ts';
import { WATCH_PRIORITY } from './launch.ts';
import { describeMachine, goProgramVersion, isInMemory, sourceState } from './machine.ts';
import { measure } from './measure.ts';
import { enterNamespace } from './network.ts';
import { type BenchRecord, type BenchSettings, renderReport } from './report.ts';
import type { Sample } from './samples.ts';
import { fillSixfour, sixfour } from './sixfour.ts';
import { canRun, findTool, mayRunRealtime, missingTools, schedulingPrefix } from './tools.ts';

const { values } = parseArgs({
  allowNegative: true,
  options: {
    runs: { type: 'string', default: '5' },
    workers: { type: 'string', default: '1,8,32' },
    seconds: { type: 'string', default: '6' },
    warmup: { type: 'string', default: '8' },
    only: { type: 'string', default: 'sixfour,bare handler,pebble,caddy' },
    stored: { type: 'string' },
    disk: { type: 'string', default: tmpdir() },
    realtime: { type: 'boolean', default: true },
    json: { type: 'string' },
    from: { type: 'string' },
    'write-docs': { type: 'boolean', default: false },
  },
});

const INTERRUPTED = 130;
const realtime = values.realtime && mayRunRealtime();

if (values.from !== undefined) finish(JSON.parse(readFileSync(values.from, 'utf8')) as BenchRecord);
else if (
  canRun() &&
  enterNamespace(fileURLToPath(import.meta.url), schedulingPrefix(realtime, WATCH_PRIORITY))
) {
  await main();
}

async function main(): Promise<void> {
  const settings: BenchSettings = {
    runs: positive('runs'),
    workers: values.workers.split(',').map(Number),
    seconds: positive('seconds'),
    warmup: positive('warmup'),
    realtime,
  };
  const machine = describeMachine(values.disk, {
    pebble: goProgramVersion('pebble'),
    caddy: goProgramVersion('caddy'),
  });
  if (isInMemory(machine)) loud(`${values.disk} is in memory; give a directory on a disk with --disk DIR`);
  if (values.realtime && !realtime) loud(`not under chrt: ${chrtTrouble()}`);
  const disk = makeScratch();
  const { candidates, stored, skipped } = chooseCandidates(join(disk, 'filled'));
  const source = sourceState();
  const { samples, failures } = await runAll(candidates, settings, disk);
  if (sourceState() !== source) failures.push('the source was changed during the run');
  const setups = candidates.map(({ name, setup }) => ({ name, setup }));
  finish({ machine, settings, setups, stored, samples, failures, skipped });
}

/** A directory for all data of this bench, which is gone when it ends, in whichever way. */
function makeScratch(): string {
  const directory = mkdtempSync(join(values.disk, 'sixfour-bench-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(INTERRUPTED));
  return directory;
}

function chooseCandidates(filled: string) {
  const wanted = values.only.split(',').map((name) => name.trim());
  const chosen: Candidate[] = [];
  const skipped: string[] = [];
  let stored: string | null = null;
  for (const candidate of [sixfour, bare, pebble, caddy].filter((one) => wanted.includes(one.name))) {
    const missing = missingTools(candidate.needs);
    if (missing === undefined) chosen.push(candidate);
    else {
      skipped.push(`${candidate.name}: ${missing}`);
      loud(`${candidate.name} is SKIPPED: ${missing}`);
    }
    if (candidate === sixfour && values.stored !== undefined) {
      const full = fillSixfour(filled, positive('stored'));
      chosen.push(full);
      stored = full.name;
    }
  }
  return { candidates: chosen, stored, skipped };
}

/** Every candidate in every run, each run beginning with another one, so that none always follows the same neighbour. */
async function runAll(candidates: readonly Candidate[], settings: BenchSettings, disk: string) {
  const samples: Sample[] = [];
  const failures: string[] = [];
  for (let run = 1; run <= settings.runs; run++) {
    const first = (run - 1) % candidates.length;
    const order = [...candidates.slice(first), ...candidates.slice(0, first)];
    for (const workers of settings.workers) {
      for (const candidate of order) {
        const what = `run ${run}: ${candidate.name}, ${workers} clients`;
        const failed = await measureOne(candidate, run, workers, settings, disk, samples);
        if (failed === undefined) console.error(`${what}: ${samples.at(-1)?.perSecond.toFixed(0)}/s`);
        else {
          failures.push(`${what}: ${failed}`);
          loud(`ERROR in ${what}: ${failed}`);
        }
      }
    }
  }
  return { samples, failures };
}

/** Adds the sample; says what went wrong, if anything. A sample with errors is kept, and its errors fail the whole bench. */
async function measureOne(
  candidate: Candidate,
  run: number,
  workers: number,
  settings: BenchSettings,
  disk: string,
  samples: Sample[],
): Promise<string | undefined> {
  const { seconds, warmup } = settings;
  const window = { run, workers, warmupMs: warmup * 1000, measureMs: seconds * 1000, realtime, disk };
  try {
    const { firstErrors, ...sample } = await measure(candidate, window);
    samples.push(sample);
    return sample.errors === 0 ? undefined : `${sample.errors} errors: ${firstErrors.join('; ')}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function finish(record: BenchRecord): void {
  const report = renderReport(record);
  console.log(report);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(record, null, 1)}\n`);
  if (record.failures.length > 0) {
    loud(`errors in this run: ${record.failures.length}; its figures say nothing`);
    process.exitCode = 1;
  } else if (values['write-docs']) writeDocs(report);
}

function positive(option: 'runs' | 'seconds' | 'warmup' | 'stored'): number {
  const number = Number(values[option]);
  if (number > 0) return number;
  throw new Error(`--${option} needs a number above 0`);
}

function chrtTrouble(): string {
  if (findTool('chrt') === undefined) return missingTools(['chrt']) ?? '';
  return 'it needs root; other processes disturb the figures more';
}

function loud(text: string): void {
  console.error(`\n*** ${text} ***\n`);
}
