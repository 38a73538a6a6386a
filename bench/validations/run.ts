// `npm run bench:validations`: 2,000 validations that begin in one moment, at default limits, each for a name whose IPv6 address is
// black-holed and whose IPv4 address is good. Is each decided within its time? What does each cost in memory? Does the ACME API stay
// as quick as it was? docs/benchmarks.md tells how to read it.
//   npm run bench:validations -- [--runs 5] [--count 2000] [--idle 10] [--rate 60] [--disk DIR] [--no-nice] [--json FILE]
//                                [--from FILE] [--write-docs]
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeMachine, sourceState } from '../machine.ts';
import { inSessionAhead, NICENESS } from '../program.ts';
import { finish, SHORT_OPTIONS } from '../short-bench.ts';
import { canRun } from '../tools.ts';
import { measureStorm } from './measure.ts';
import { digBlackHole, enterNamespace } from './network.ts';
import { judge, renderStorms, type StormRecord, type StormSample } from './report.ts';

const { values } = parseArgs({
  allowNegative: true,
  options: {
    ...SHORT_OPTIONS,
    count: { type: 'string', default: '2000' },
    idle: { type: 'string', default: '10' },
    rate: { type: 'string', default: '60' },
  },
});

const ahead = values.nice && process.getuid?.() === 0;

if (values.from !== undefined) report(JSON.parse(readFileSync(values.from, 'utf8')) as StormRecord);
else if (canRun() && enterNamespace(fileURLToPath(import.meta.url), [])) {
  digBlackHole();
  await (ahead ? inSessionAhead(NICENESS, main) : main());
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
  report({ machine, settings, samples, failures });
}

function report(record: StormRecord): void {
  const goals = judge(record);
  finish({ record, goals, report: renderStorms(record, goals), marks: 'validations', values });
}
