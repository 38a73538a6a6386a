// `npm run bench:validations`: 2,000 validations that begin in one moment, at default limits, each for a name whose IPv6 address is
// black-holed and whose IPv4 address is good. Is each decided within its time? What does each cost in memory? Does the ACME API stay
// as quick as it was? docs/benchmarks.md tells how to read it.
//   npm run bench:validations -- [--runs 5] [--count 2000] [--idle 10] [--rate 60] [--disk DIR] [--no-nice] [--json FILE]
//                                [--from FILE] [--write-docs]
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeDocs } from '../docs.ts';
import { describeMachine, sourceState } from '../machine.ts';
import { missingTools } from '../tools.ts';
import { measureStorm } from './measure.ts';
import { digBlackHole, enterNamespace } from './network.ts';
import { reached, renderStorms, type StormRecord, type StormSample } from './report.ts';

const { values } = parseArgs({
  allowNegative: true,
  options: {
    runs: { type: 'string', default: '5' },
    count: { type: 'string', default: '2000' },
    idle: { type: 'string', default: '10' },
    rate: { type: 'string', default: '60' },
    disk: { type: 'string', default: tmpdir() },
    nice: { type: 'boolean', default: true },
    json: { type: 'string' },
    from: { type: 'string' },
    'write-docs': { type: 'boolean', default: false },
  },
});

const ahead = values.nice && process.getuid?.() === 0;

if (values.from !== undefined) finish(JSON.parse(readFileSync(values.from, 'utf8')) as StormRecord);
else if (canRun() && enterNamespace(fileURLToPath(import.meta.url), [])) {
  if (ahead) goAhead();
  digBlackHole();
  await main();
}

function canRun(): boolean {
  const missing = missingTools(['taskset', 'unshare', 'flock', 'ip', 'mount']);
  if (missing === undefined) return true;
  console.error(`NOT RUN: ${missing}`);
  process.exitCode = 3;
  return false;
}

/** Linux weighs sessions against each other before it weighs their processes (sched_autogroup). */
function goAhead(): void {
  try {
    writeFileSync('/proc/self/autogroup', '-5');
  } catch {
    // no such thing here: `nice` does it alone
  }
}

async function main(): Promise<void> {
  const settings = {
    runs: Number(values.runs),
    count: Number(values.count),
    idleSeconds: Number(values.idle),
    perSecond: Number(values.rate),
    ahead,
  };
  const machine = describeMachine(values.disk);
  const samples: StormSample[] = [];
  const failures: string[] = [];
  const source = sourceState();
  for (let run = 1; run <= settings.runs; run++) {
    try {
      const sample = await measureStorm({ ...settings, disk: values.disk });
      samples.push(sample);
      console.error(`run ${run}: ${JSON.stringify(sample)}`);
    } catch (error) {
      failures.push(`run ${run}: ${error instanceof Error ? error.message : String(error)}`);
      console.error(failures.at(-1));
    }
  }
  if (sourceState() !== source) failures.push('the source was changed during the run');
  finish({ machine, settings, samples, failures });
}

function finish(record: StormRecord): void {
  const report = renderStorms(record);
  console.log(report);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(record, null, 1)}\n`);
  if (record.failures.length > 0 || !reached(record)) process.exitCode = 1;
  if (record.failures.length === 0 && values['write-docs']) writeDocs(report, 'validations');
}
