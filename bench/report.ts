/** One candidate, one number of clients, one run; CPU and bytes are per issuance. */
export type Sample = {
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

type Figure = keyof Omit<Sample, 'candidate' | 'workers'>;

const COLUMNS: readonly { title: string; figure: Figure; digits: number; scale: number }[] = [
  { title: 'certs/s', figure: 'perSecond', digits: 0, scale: 1 },
  { title: 'p50 ms', figure: 'p50Ms', digits: 1, scale: 1 },
  { title: 'p99 ms', figure: 'p99Ms', digits: 1, scale: 1 },
  { title: 'CPU ms', figure: 'cpuMs', digits: 2, scale: 1 },
  { title: 'KiB written', figure: 'writtenBytes', digits: 1, scale: 1024 },
  { title: 'RSS MiB', figure: 'residentBytes', digits: 0, scale: 1024 * 1024 },
];

/** What has to hold, each a ratio of medians of the same run. */
const GOALS: readonly {
  text: string;
  workers: number;
  figure: Figure;
  over: string;
  atLeast?: number;
  atMost?: number;
}[] = [
  {
    text: 'bare handler / pebble (below: void)',
    workers: 32,
    figure: 'perSecond',
    over: 'bare handler:pebble',
    atLeast: 1.9,
  },
  {
    text: 'sixfour / pebble, 32 clients',
    workers: 32,
    figure: 'perSecond',
    over: 'sixfour:pebble',
    atLeast: 1.5,
  },
  {
    text: 'sixfour / caddy, 32 clients',
    workers: 32,
    figure: 'perSecond',
    over: 'sixfour:caddy',
    atLeast: 5,
  },
  { text: 'sixfour / pebble, 1 client', workers: 1, figure: 'perSecond', over: 'sixfour:pebble', atLeast: 1 },
  {
    text: 'CPU sixfour / bare handler',
    workers: 32,
    figure: 'cpuMs',
    over: 'sixfour:bare handler',
    atMost: 1.5,
  },
];

/** Prints medians with their spread, then the ratios against what was aimed at. */
export function printReport(samples: readonly Sample[]): void {
  const names = [...new Set(samples.map((one) => one.candidate))];
  const workers = [...new Set(samples.map((one) => one.workers))];
  console.log(['server', 'clients', ...COLUMNS.map((column) => column.title)].join(' | '));
  for (const name of names) {
    for (const count of workers) {
      const cells = COLUMNS.map(({ figure, digits, scale }) => {
        const all = figures(samples, name, count, figure).map((value) => value / scale);
        const [low, middle, high] = [all[0] ?? 0, median(all), all.at(-1) ?? 0].map((value) =>
          value.toFixed(digits),
        );
        return `${middle} (${low}..${high})`;
      });
      console.log([name, count, ...cells].join(' | '));
    }
  }
  for (const goal of GOALS) {
    const [a = '', b = ''] = goal.over.split(':');
    const ratio =
      median(figures(samples, a, goal.workers, goal.figure)) /
      median(figures(samples, b, goal.workers, goal.figure));
    if (Number.isNaN(ratio)) continue;
    const reached = goal.atLeast === undefined ? ratio <= (goal.atMost ?? 0) : ratio >= goal.atLeast;
    const wanted = goal.atLeast === undefined ? `at most ${goal.atMost}` : `at least ${goal.atLeast}`;
    console.log(`${goal.text}: ${ratio.toFixed(2)} (${wanted}: ${reached ? 'reached' : 'NOT reached'})`);
  }
}

function figures(samples: readonly Sample[], candidate: string, workers: number, figure: Figure): number[] {
  return samples
    .filter((one) => one.candidate === candidate && one.workers === workers)
    .map((one) => one[figure])
    .toSorted((a, b) => a - b);
}

function median(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length % 2 === 1) return sorted[middle] ?? Number.NaN;
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
