// `npm run bench:zone`: answers of the zone server against those of nsd and knotd on the same core, its memory and cost per answer at a
// million names, and how soon a change is served while everybody asks. docs/benchmarks.md tells how to read it.
//   npm run bench:zone -- [--runs 5] [--seconds 4] [--few 1000] [--many 1000000] [--disk DIR] [--no-nice] [--json FILE] [--from FILE]
//                         [--write-docs]
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { stopServer } from '../launch.ts';
import { describeMachine, packageVersion, sourceState } from '../machine.ts';
import { enterNamespace } from '../network.ts';
import { inSessionAhead, type Program, startProgram } from '../program.ts';
import { finish, SHORT_OPTIONS } from '../short-bench.ts';
import { canRun } from '../tools.ts';
import { type Candidate, CANDIDATES } from './candidates.ts';
import { load, type LoadFigures, writeQuestions } from './load.ts';
import { startPeer } from './peers.ts';
import { judge, renderZone, type ZoneRecord, type ZoneRun } from './report.ts';
import type { UpdateFigures } from './shape.ts';

const { values } = parseArgs({
  allowNegative: true,
  options: {
    ...SHORT_OPTIONS,
    seconds: { type: 'string', default: '4' },
    few: { type: 'string', default: '1000' },
    many: { type: 'string', default: '1000000' },
  },
});
const ahead = values.nice && process.getuid?.() === 0;
/** Nobody writes to a disk here, so there is no kernel thread to be kept waiting. */
const NICENESS = -20;
const prefix = ahead ? ['nice', '-n', String(NICENESS)] : [];
const SERVER_CPU = '1';
const WARM_SECONDS = 1;
const ORDER = Object.keys(CANDIDATES) as Candidate[];
const settings = {
  runs: Number(values.runs),
  seconds: Number(values.seconds),
  few: Number(values.few),
  many: Number(values.many),
  ahead,
};

if (values.from !== undefined) report(JSON.parse(readFileSync(values.from, 'utf8')) as ZoneRecord);
else if (
  canRun(['nsd', 'knotd', 'dnsperf', 'dnssec-signzone']) &&
  enterNamespace(fileURLToPath(import.meta.url), [])
) {
  await (ahead ? inSessionAhead(NICENESS, main) : main());
}

async function main(): Promise<void> {
  const machine = describeMachine(values.disk, {
    nsd: packageVersion('nsd'),
    knotd: packageVersion('knot'),
    dnsperf: packageVersion('dnsperf'),
  });
  const source = sourceState();
  const failures: string[] = [];
  const runs: ZoneRun[] = [];
  for (let run = 0; run < settings.runs; run++) {
    const figures = await measure(run);
    runs.push(figures);
    console.error(`run ${run + 1}: ${JSON.stringify(figures)}`);
  }
  if (sourceState() !== source) failures.push('the source was changed during the run');
  report({ machine, settings, runs, failures });
}

/** Every candidate once; each run begins with another. */
async function measure(run: number): Promise<ZoneRun> {
  const loads: Partial<Record<Candidate, LoadFigures>> = {};
  let changes: { idle: UpdateFigures; loaded: UpdateFigures } | undefined;
  for (let n = 0; n < ORDER.length; n++) {
    const candidate = ORDER[(n + run) % ORDER.length] ?? 'few';
    const { server, names, signed } = CANDIDATES[candidate];
    const dir = mkdtempSync(join(values.disk, 'sixfour-bench-'));
    try {
      const file = join(dir, 'questions');
      const count = settings[names];
      writeQuestions(file, count);
      const ask = async (pid: number | undefined) => {
        const asked = { pid: pid ?? 0, file, signed, prefix };
        await load({ ...asked, seconds: WARM_SECONDS });
        loads[candidate] = await load({ ...asked, seconds: settings.seconds });
      };
      if (server !== 'sixfour') {
        const child = await startPeer({ peer: server, dir, names: count, signed, prefix });
        try {
          await ask(child.pid);
        } finally {
          await stopServer(child);
        }
        continue;
      }
      const script = new URL('./server.ts', import.meta.url);
      const program = startProgram({
        script,
        cpu: SERVER_CPU,
        ahead,
        niceness: NICENESS,
        args: [String(count), ...(signed ? ['signed'] : [])],
      });
      try {
        await program.line();
        await ask(program.child.pid);
        if (candidate === 'many') changes = await timeChanges(file, program);
      } finally {
        await stopServer(program.child);
      }
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  }
  if (changes === undefined) throw new Error('no change was timed');
  return { loads: loads as ZoneRun['loads'], ...changes };
}

/** Beside nobody, then while dnsperf asks: within its time, so that all are under load. */
async function timeChanges(file: string, program: Program) {
  const command = `updates ${settings.seconds * 1000}`;
  await program.ask('updates 500');
  const idle = await program.ask<UpdateFigures>(command);
  const seconds = settings.seconds + 2 * WARM_SECONDS;
  const loading = load({ pid: program.child.pid ?? 0, file, signed: false, prefix, seconds });
  await new Promise((resolve) => setTimeout(resolve, WARM_SECONDS * 1000));
  const loaded = await program.ask<UpdateFigures>(command);
  await loading;
  return { idle, loaded };
}

function report(record: ZoneRecord): void {
  const goals = judge(record);
  finish({ record, goals, report: renderZone(record, goals), marks: 'zone', values });
}
