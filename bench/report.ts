import { judge } from './goals.ts';
import { type Machine, headLines } from './machine.ts';
import { type Figure, type Sample, figures, spread } from './samples.ts';

/** All of one `npm run bench`: what `--json` writes and `--from` reads. */
export type BenchRecord = {
  readonly machine: Machine;
  readonly settings: BenchSettings;
  /** How each server was set up, and where the settings come from. */
  readonly setups: readonly { readonly name: string; readonly setup: string }[];
  /** Name of the candidate with a filled store. */
  readonly stored: string | null;
  readonly samples: readonly Sample[];
  readonly failures: readonly string[];
  readonly skipped: readonly string[];
};

export type BenchSettings = {
  readonly runs: number;
  readonly workers: readonly number[];
  readonly seconds: number;
  readonly warmup: number;
  readonly realtime: boolean;
};

const COLUMNS: readonly { title: string; figure: Figure; digits: number; scale: number }[] = [
  { title: 'certs/s', figure: 'perSecond', digits: 0, scale: 1 },
  { title: 'p50 ms', figure: 'p50Ms', digits: 1, scale: 1 },
  { title: 'p99 ms', figure: 'p99Ms', digits: 1, scale: 1 },
  { title: 'CPU ms', figure: 'cpuMs', digits: 2, scale: 1 },
  { title: 'KiB written', figure: 'writtenBytes', digits: 1, scale: 1024 },
  { title: 'RSS MB', figure: 'residentBytes', digits: 0, scale: 1_000_000 },
];

/** The report in Markdown: the machine, medians with their spread, goals, and how each server was set up. */
export function renderReport(record: BenchRecord): string {
  const { samples, settings } = record;
  const judged = judge(samples, record.stored ?? undefined);
  const isVoid = judged.some((one) => one.kind === 'void' && one.reached === false);
  return [
    ...headLines(record.machine, scheduling(settings)),
    '',
    `${settings.runs === 1 ? 'One run' : `Median (lowest..highest) of ${settings.runs} runs`} of ${settings.seconds} s each after ${settings.warmup} s of warm-up, candidates interleaved; CPU and bytes written are per issuance.`,
    '',
    ...table(samples),
    '',
    ...judged.map((one) => `- ${one.line}`),
    ...(isVoid ? ['- **this run is VOID:** its floor is too slow; something else held the machine'] : []),
    ...record.skipped.map((text) => `- **not measured:** ${text}`),
    ...record.failures.map((text) => `- **ERROR:** ${text}`),
    '',
    'How each server was set up, and where its settings come from:',
    '',
    ...record.setups.map(({ name, setup }) => `- ${name}: ${setup}`),
  ].join('\n');
}

function scheduling({ realtime }: BenchSettings): string {
  return realtime
    ? 'servers and load run under `chrt -r 10`, ahead of all ordinary processes'
    : 'servers and load run as ordinary processes (no `chrt`)';
}

function table(samples: readonly Sample[]): string[] {
  const names = [...new Set(samples.map((one) => one.candidate))];
  const workers = [...new Set(samples.map((one) => one.workers))].toSorted((a, b) => a - b);
  const rows = workers.flatMap((count) =>
    names.map((name) => [
      String(count),
      name,
      ...COLUMNS.map((column) => cell(samples, name, count, column)),
    ]),
  );
  return align([['clients', 'server', ...COLUMNS.map((column) => column.title)], ...rows]);
}

function cell(
  samples: readonly Sample[],
  name: string,
  count: number,
  { figure, digits, scale }: (typeof COLUMNS)[number],
): string {
  const found = spread(figures(samples, name, count, figure).values());
  if (found === undefined) return '-';
  const [low, middle, high] = [found.lowest, found.median, found.highest].map((value) =>
    (value / scale).toFixed(digits),
  );
  return low === high ? `${middle}` : `${middle} (${low}..${high})`;
}

function align(rows: readonly string[][]): string[] {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  const [head = '', ...rest] = rows.map(
    (row) => `| ${row.map((text, at) => text.padEnd(widths[at] ?? 0)).join(' | ')} |`,
  );
  return [head, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rest];
}
