import { keep, keepDefect, readCorpus } from './corpus.ts';
import { minimise } from './minimise.ts';
import { mutate } from './mutate.ts';
import { createRandom } from './random.ts';
import type { Target } from './types.ts';

/** No input may take longer, all checks on its value included: the slowest honest ones take some 30 ms. */
const INPUT_MS = 250;
/** Inputs that are mutated further; a run finds a few hundred shapes. */
const POOL_MAX = 2_048;
/** Defects of one target that are looked into; more than that are one. */
const DEFECTS_MAX = 8;
/** Inputs between two looks at the time. */
const BATCH = 256;

export type RunOptions = {
  readonly seed: number;
  /** Mutated inputs; the kept ones come first and are not counted. */
  readonly count: number;
  readonly seconds: number;
  /** Writes inputs of new shapes, and defects, to `test/vectors/fuzz`. */
  readonly keep: boolean;
  /** Processor time that one input may take. */
  readonly inputMs?: number;
};
type Defect = { readonly input: Uint8Array; readonly what: string };
export type Report = {
  readonly target: string;
  readonly replayed: number;
  readonly mutated: number;
  readonly shapes: number;
  readonly kept: number;
  readonly slowestMs: number;
  readonly defects: readonly Defect[];
};

/** Replays what is kept for a target, then mutates it for so many inputs or so long, whichever ends first. */
export async function fuzz(target: Target, options: RunOptions): Promise<Report> {
  const { inputMs = INPUT_MS } = options;
  const random = createRandom(options.seed, target.name);
  const pool = readCorpus(target);
  const replayed = pool.length;
  const shapes = new Set<string>();
  const defects = new Map<string, Defect>();
  let [kept, slowestMs, mutated] = [0, 0, 0];
  const give = async (input: Uint8Array, fresh: boolean) => {
    const began = performance.now();
    const seen = await examine(target, input);
    const ms = performance.now() - began;
    if (ms > slowestMs) slowestMs = Math.max(slowestMs, await processorMs(target, input, ms));
    const what = seen.defect ?? (slowestMs > inputMs ? `takes ${Math.round(slowestMs)} ms` : undefined);
    if (slowestMs > inputMs) slowestMs = 0; // of the others
    if (what !== undefined) {
      if (!defects.has(kindOf(what)))
        defects.set(kindOf(what), await report(target, input, what, options.keep));
      return;
    }
    const shape = seen.shape ?? '';
    if (shapes.has(shape)) return;
    shapes.add(shape);
    if (!fresh) return;
    const small = options.keep ? await minimise(input, (one) => hasShape(target, one, shape)) : input;
    if (pool.length < POOL_MAX) pool.push(small);
    if (options.keep && keep(target, small, shape)) kept++;
  };
  for (const input of pool.slice()) await give(input, false);
  const ends = performance.now() + options.seconds * 1_000;
  while (mutated < options.count && defects.size < DEFECTS_MAX) {
    if (mutated % BATCH === 0 && performance.now() >= ends) break;
    mutated++;
    await give(mutate(target, pool, random), true);
  }
  return {
    target: target.name,
    replayed,
    mutated,
    shapes: shapes.size,
    kept,
    slowestMs,
    defects: [...defects.values()],
  };
}

type Seen = { readonly shape?: string; readonly defect?: string };

async function examine(target: Target, input: Uint8Array): Promise<Seen> {
  try {
    const shape = target.run(input);
    return { shape: typeof shape === 'string' ? shape : await shape };
  } catch (error) {
    return {
      defect:
        error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : String(error),
    };
  }
}

async function hasShape(target: Target, input: Uint8Array, shape: string): Promise<boolean> {
  return (await examine(target, input)).shape === shape;
}

/** The least of three more times in processor time, and of the time by the clock: what other programs take is no defect. */
async function processorMs(target: Target, input: Uint8Array, ms: number): Promise<number> {
  let least = ms;
  for (let times = 0; times < 3; times++) {
    const before = process.threadCpuUsage();
    await examine(target, input);
    const { user, system } = process.threadCpuUsage(before);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

async function report(target: Target, input: Uint8Array, what: string, keeps: boolean): Promise<Defect> {
  const kind = kindOf(what);
  const small = what.startsWith('takes')
    ? input
    : await minimise(input, async (one) => kindOf((await examine(target, one)).defect ?? '') === kind);
  if (keeps) keepDefect(target, small, kind);
  return { input: small, what };
}

/** One defect, whatever the numbers in its words. */
function kindOf(what: string): string {
  return (what.split('\n')[0] ?? '').replace(/[0-9]+/g, '0').slice(0, 120);
}
