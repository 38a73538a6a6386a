/** One candidate, one number of clients, one run; CPU and bytes written are per issuance. */
export type Sample = {
  run: number;
  candidate: string;
  workers: number;
  issued: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  errors: number;
  cpuMs: number;
  writtenBytes: number;
  residentBytes: number;
};

export type Figure = Exclude<keyof Sample, 'run' | 'candidate' | 'workers'>;

export type Spread = { lowest: number; median: number; highest: number };

/** All values of one figure of one candidate at one number of clients, by run. */
export function figures(
  samples: readonly Sample[],
  candidate: string,
  workers: number,
  figure: Figure,
): Map<number, number> {
  const own = samples.filter((one) => one.candidate === candidate && one.workers === workers);
  return new Map(own.map((one) => [one.run, one[figure]]));
}

/** Nothing for no values. */
export function spread(values: Iterable<number>): Spread | undefined {
  const sorted = [...values].toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [lowest, upper, highest] = [sorted[0], sorted[half], sorted.at(-1)];
  if (lowest === undefined || upper === undefined || highest === undefined) return undefined;
  const median = sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
  return { lowest, median, highest };
}

/** `median (lowest..highest)`, or the one value. */
export function shownSpread(values: readonly number[], digits: number): string {
  const found = spread(values);
  if (found === undefined) return '-';
  const [low, middle, high] = [found.lowest, found.median, found.highest].map((value) =>
    value.toFixed(digits),
  );
  return values.length === 1 ? `${middle}` : `${middle} (${low}..${high})`;
}
