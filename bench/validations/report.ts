import { headLines, type Machine } from '../machine.ts';
import { shownSpread, spread } from '../samples.ts';
import { endLines, type ShortGoal } from '../short-bench.ts';

/** What the server said of its validations. */
export type Decided = {
  readonly decided: number;
  readonly valid: number;
  /** IPv6 timed out and IPv4 answered, in this order and nothing else. */
  readonly overIPv4: number;
  readonly slowestMs: number;
  readonly quickestMs: number;
  readonly refusals: readonly string[];
};
type Figures = {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly worstMs: number;
};
export type ProbeReport = {
  readonly phases: Readonly<Record<string, Readonly<Record<string, Figures>>>>;
  readonly errors: readonly string[];
};
export type StormSample = Decided & {
  readonly tookMs: number;
  readonly cpuMs: number;
  readonly grownBytes: number;
  readonly peakBytes: number;
  readonly phases: ProbeReport['phases'];
};
export type StormRecord = {
  readonly machine: Machine;
  readonly settings: {
    readonly runs: number;
    readonly count: number;
    readonly idleSeconds: number;
    readonly perSecond: number;
    readonly ahead: boolean;
  };
  readonly samples: readonly StormSample[];
  readonly failures: readonly string[];
};

const BUDGET_MS = 45_000;
const GROWN_BYTES_MAX = 100_000;
const SLOWER_MAX = 2;

/** The report in Markdown. */
export function renderStorms(record: StormRecord, goals: readonly ShortGoal[]): string {
  const { machine, settings, failures } = record;
  return [
    ...headLines(
      machine,
      settings.ahead ? 'server and load run with `nice -n -5`' : 'server and load run as ordinary processes',
    ),
    '',
    `${settings.runs} storms of ${settings.count} validations; the API was asked ${settings.perSecond} times a second, before for ${settings.idleSeconds} s and during the storm.`,
    '',
    ...table(record),
    '',
    ...endLines(goals, failures),
  ].join('\n');
}

function table({ samples }: StormRecord): string[] {
  const p99 = (phase: string, kind: string) =>
    samples.map(({ phases }) => phases[phase]?.[kind]?.p99Ms ?? Number.NaN);
  return [
    '| figure | median (lowest..highest) |',
    '| --- | --- |',
    row(
      'from the beginning of all to the end of the last, s',
      samples.map(({ tookMs }) => tookMs / 1_000),
      1,
    ),
    row(
      'slowest validation, s',
      samples.map(({ slowestMs }) => slowestMs / 1_000),
      1,
    ),
    row(
      'quickest validation, s',
      samples.map(({ quickestMs }) => quickestMs / 1_000),
      1,
    ),
    row(
      'CPU of one validation, ms',
      samples.map(({ cpuMs }) => cpuMs),
      2,
    ),
    row(
      'resident memory at most, MB',
      samples.map(({ peakBytes }) => peakBytes / 1_000_000),
      0,
    ),
    row('API, p99 before, ms', p99('idle', 'all'), 1),
    row('API, p99 during the storm, ms', p99('storm', 'all'), 1),
    row('new-order alone, p99 before, ms', p99('idle', 'newOrder'), 1),
    row('new-order alone, p99 during the storm, ms', p99('storm', 'newOrder'), 1),
  ];
}

function row(title: string, values: readonly number[], digits: number): string {
  return `| ${title} | ${shownSpread(values, digits)} |`;
}

/** What has to hold. */
export function judge({ samples, settings }: StormRecord): ShortGoal[] {
  const { count } = settings;
  const decided = Math.min(...samples.map((one) => one.decided));
  const overIPv4 = Math.min(...samples.map((one) => one.overIPv4));
  const slowest = Math.max(...samples.map((one) => one.slowestMs));
  const grown = samples.map((one) => one.grownBytes);
  const slower = (kind: string) =>
    samples.map(
      ({ phases }) => (phases['storm']?.[kind]?.p99Ms ?? Number.NaN) / (phases['idle']?.[kind]?.p99Ms ?? 0),
    );
  return [
    {
      text: `decided within ${BUDGET_MS / 1_000} s, waiting included, in every storm`,
      shown: `${decided} of ${count}, the slowest after ${(slowest / 1_000).toFixed(1)} s`,
      reached: decided === count && slowest <= BUDGET_MS,
    },
    {
      text: 'proven over IPv4 after a connection timeout over IPv6',
      shown: `${overIPv4} of ${count}`,
      reached: overIPv4 === count,
    },
    {
      text: `resident memory of each, kB (at most ${GROWN_BYTES_MAX / 1_000})`,
      shown: shownSpread(
        grown.map((bytes) => bytes / 1_000),
        1,
      ),
      reached: Math.max(...grown) <= GROWN_BYTES_MAX,
    },
    ...(['all', 'newOrder'] as const).map((kind) => ({
      text: `p99 of ${kind === 'all' ? 'the ACME API' : 'new-order alone'}, storm / idle (at most ${SLOWER_MAX})`,
      shown: shownSpread(slower(kind), 2),
      reached: (spread(slower(kind))?.median ?? Number.NaN) <= SLOWER_MAX,
    })),
  ];
}
