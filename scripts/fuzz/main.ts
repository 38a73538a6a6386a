// Mutates what is kept in test/vectors/fuzz, gives it to every decoder of bytes from strangers, and checks what must hold:
// `npm run fuzz -- --seed 1 --count 100000`. docs/fuzzing.md says more.
import { parseArgs } from 'node:util';
import { fuzz, type Report } from './run.ts';
import { TARGETS } from './targets/index.ts';
import type { Target } from './types.ts';

const USAGE = `npm run fuzz -- [--target NAME]... [--seed N] [--count N] [--seconds N] [--keep]
  --target   one decoder, may be given several times; all without it: ${TARGETS.map(({ name }) => name).join(', ')}
  --seed     of the mutations (1)
  --count    mutated inputs, of all targets together, by their weights (100000)
  --seconds  the most that one target may take (3600)
  --keep     write inputs of new shapes, and defects, to test/vectors/fuzz`;

const TOLD_CHARS = 2_000;
Error.stackTraceLimit = 6; // shapes need two; each refusal costs as many
process.exitCode = await main();

async function main(): Promise<number> {
  const wanted = read();
  if (wanted === undefined) {
    console.error(USAGE);
    return 2;
  }
  const { targets, seed, count, seconds, keep } = wanted;
  const weights = targets.reduce((sum, { weight }) => sum + weight, 0);
  const reports: Report[] = [];
  for (const target of targets) {
    const share = Math.ceil((count * target.weight) / weights);
    const report = await fuzz(target, { seed, count: share, seconds, keep });
    reports.push(report);
    tell(report);
  }
  const [mutated, defects] = [sum(reports, (one) => one.mutated), sum(reports, (one) => one.defects.length)];
  console.log(`${mutated} mutated inputs, seed ${seed}, ${defects} defects`);
  return defects === 0 ? 0 : 1;
}

function read() {
  try {
    const { values } = parseArgs({
      options: {
        target: { type: 'string', multiple: true, default: [] },
        seed: { type: 'string', default: '1' },
        count: { type: 'string', default: '100000' },
        seconds: { type: 'string', default: '3600' },
        keep: { type: 'boolean', default: false },
      },
    });
    const [seed, count, seconds] = [values.seed, values.count, values.seconds].map(Number) as [
      number,
      number,
      number,
    ];
    const named = values.target.map((name) => TARGETS.find((target) => target.name === name));
    const targets: readonly (Target | undefined)[] = named.length === 0 ? TARGETS : named;
    if (![seed, count, seconds].every((number) => Number.isSafeInteger(number) && number >= 0))
      return undefined;
    if (!targets.every((target) => target !== undefined)) return undefined;
    return { targets, seed, count, seconds, keep: values.keep };
  } catch {
    return undefined;
  }
}

function tell({ target, replayed, mutated, shapes, kept, slowestMs, defects }: Report): void {
  const found = kept === 0 ? '' : `, ${kept} newly kept`;
  console.log(
    `${target}: ${replayed} replayed, ${mutated} mutated, ${shapes} shapes${found}, slowest ${slowestMs.toFixed(1)} ms`,
  );
  for (const { input, what } of defects)
    console.log(
      `  DEFECT ${what.slice(0, TOLD_CHARS)}\n  input, base64: ${Buffer.from(input).toString('base64')}`,
    );
}

function sum(reports: readonly Report[], of: (report: Report) => number): number {
  return reports.reduce((total, report) => total + of(report), 0);
}
