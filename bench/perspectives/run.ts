// `npm run bench:perspectives`: does one perspective's slowness delay another validation? Somebody's validations, for which one of five
// perspectives is black-holed, go on all the time; somebody else's are timed beside them, and beside some for which all five are quick. docs/benchmarks.md tells how to read it.
//   npm run bench:perspectives -- [--runs 5] [--seconds 12] [--crowd 40] [--others 20] [--disk DIR] [--no-nice] [--json FILE]
//                                 [--from FILE] [--write-docs]
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeCredentials } from '../../test/lab/perspective-certs.ts';
import { stopServer } from '../launch.ts';
import { describeMachine, sourceState } from '../machine.ts';
import { enterNamespace } from '../network.ts';
import { type Program, startProgram } from '../program.ts';
import { finish, SHORT_OPTIONS } from '../short-bench.ts';
import { canRun } from '../tools.ts';
import { digBlackHole } from '../validations/network.ts';
import { type PerspectivesRecord, judge, renderPerspectives, type Rounds } from './report.ts';
import { AGENTS, BESIDE, type RoundFigures, SLOW_PORT } from './shape.ts';

const { values } = parseArgs({
  allowNegative: true,
  options: {
    ...SHORT_OPTIONS,
    seconds: { type: 'string', default: '12' },
    crowd: { type: 'string', default: '40' },
    others: { type: 'string', default: '20' },
  },
});
const ahead = values.nice && process.getuid?.() === 0;
const SERVER_CPU = '1';
const OTHERS_CPU = '0';

if (values.from !== undefined) report(JSON.parse(readFileSync(values.from, 'utf8')) as PerspectivesRecord);
else if (canRun() && enterNamespace(fileURLToPath(import.meta.url), [])) {
  digBlackHole();
  await main();
}

async function main(): Promise<void> {
  const settings = {
    runs: Number(values.runs),
    seconds: Number(values.seconds),
    crowd: Number(values.crowd),
    others: Number(values.others),
    ahead,
  };
  const machine = describeMachine(values.disk);
  const source = sourceState();
  const failures: string[] = [];
  const rounds: Rounds[] = [];
  for (let run = 0; run < settings.runs; run++) {
    const figures = await measure(`${settings.seconds} ${settings.crowd} ${settings.others}`, run);
    rounds.push(figures);
    console.error(`run ${run + 1}: ${JSON.stringify(figures)}`);
  }
  if (sourceState() !== source) failures.push('the source was changed during the run');
  report({ machine, settings, rounds, failures });
}

/** One set of processes; what goes on beside begins with another in each run. */
async function measure(size: string, run: number): Promise<Rounds> {
  const dir = mkdtempSync(join(values.disk, 'sixfour-bench-'));
  const started: Program[] = [];
  const begin = async (script: string, cpu: string, ...args: string[]) => {
    const program = startProgram({ script: new URL(`./${script}`, import.meta.url), cpu, ahead, args });
    started.push(program);
    await program.line();
    return program;
  };
  try {
    prepare(dir);
    await begin('target.ts', OTHERS_CPU);
    await begin('agents.ts', OTHERS_CPU, dir);
    const coordinator = await begin('coordinator.ts', SERVER_CPU, dir);
    await coordinator.ask('round quick 5 40 20'); // warm
    const found: Partial<Record<(typeof BESIDE)[number], RoundFigures>> = {};
    for (let n = 0; n < BESIDE.length; n++) {
      const beside = BESIDE[(n + run) % BESIDE.length] ?? 'nothing';
      found[beside] = await coordinator.ask<RoundFigures>(`round ${beside} ${size}`);
    }
    return found as Rounds;
  } finally {
    await Promise.all(started.map(({ child }) => stopServer(child)));
    rmSync(dir, { recursive: true, force: true });
  }
}

function prepare(dir: string): void {
  const { server, perspectives } = makeCredentials(AGENTS.map(({ name }) => name));
  writeFileSync(join(dir, 'credentials.json'), JSON.stringify({ server, ...perspectives }), { mode: 0o600 });
  for (const [name, port] of [
    ['usual', 53],
    ['slow', SLOW_PORT],
  ] as const) {
    mkdirSync(join(dir, name), { mode: 0o700 });
    writeFileSync(join(dir, name, 'sixfour.toml'), `[validation]\ndns_servers = ["127.0.0.1:${port}"]\n`);
  }
}

function report(record: PerspectivesRecord): void {
  const goals = judge(record);
  finish({ record, goals, report: renderPerspectives(record, goals), marks: 'perspectives', values });
}
