import { headLines, type Machine } from '../machine.ts';
import { shownSpread, spread } from '../samples.ts';
import { endLines, type ShortGoal } from '../short-bench.ts';
import type { Beside, RoundFigures } from './shape.ts';

export type Rounds = Readonly<Record<Beside, RoundFigures>>;
export type PerspectivesRecord = {
  readonly machine: Machine;
  readonly settings: {
    readonly runs: number;
    readonly seconds: number;
    readonly crowd: number;
    readonly others: number;
    readonly ahead: boolean;
  };
  readonly rounds: readonly Rounds[];
  readonly failures: readonly string[];
};

/** A validation that waited for the slow one would take two seconds, some hundred times as long. */
const DELAY_MAX = { p50Ms: 1.5, p99Ms: 2 };

/** The report in Markdown. */
export function renderPerspectives(record: PerspectivesRecord, goals: readonly ShortGoal[]): string {
  const { machine, settings, rounds, failures } = record;
  const { runs, seconds, crowd, others, ahead } = settings;
  const priority = ahead ? 'all run with `nice -n -5`' : 'all run as ordinary processes';
  const row = (title: string, beside: Beside, figure: keyof RoundFigures, digits = 1) =>
    `| ${title} | ${shownSpread(
      rounds.map((one) => one[beside][figure]),
      digits,
    )} |`;
  return [
    ...headLines(machine, priority),
    '',
    `${runs} runs; ${crowd} validations a second are the crowd, and ${others} a second somebody else's, for ${seconds} s each time.`,
    '',
    '| figure | median (lowest..highest) |',
    '| --- | --- |',
    row('others, beside nothing, p50 ms', 'nothing', 'p50Ms'),
    row('others, beside a quick crowd, p50 ms', 'quick', 'p50Ms'),
    row('others, beside a slow crowd, p50 ms', 'slow', 'p50Ms'),
    row('others, beside nothing, p99 ms', 'nothing', 'p99Ms'),
    row('others, beside a quick crowd, p99 ms', 'quick', 'p99Ms'),
    row('others, beside a slow crowd, p99 ms', 'slow', 'p99Ms'),
    row('the quick crowd itself, p50 ms', 'quick', 'crowdP50Ms', 0),
    row('the slow crowd itself, p50 ms', 'slow', 'crowdP50Ms', 0),
    row('of the slow crowd, ended without the slow perspective', 'slow', 'crowdWithout', 0),
    '',
    ...endLines(goals, failures),
  ].join('\n');
}

/** What has to hold. */
export function judge({ rounds }: PerspectivesRecord): ShortGoal[] {
  const all = rounds.flatMap((one) => Object.values(one));
  const valid = all.every((one) => one.valid === one.timed && one.crowdValid === one.crowd);
  const slowed = rounds.every(({ slow }) => slow.crowdWithout === slow.crowd);
  const ratio = (figure: 'p50Ms' | 'p99Ms') => rounds.map(({ quick, slow }) => slow[figure] / quick[figure]);
  return [
    { text: 'every validation of both was valid', shown: valid ? 'yes' : 'no', reached: valid },
    {
      text: 'the slow perspective was slow for all of the slow crowd',
      shown: slowed ? 'yes' : 'no',
      reached: slowed,
    },
    ...(['p50Ms', 'p99Ms'] as const).map((figure) => ({
      text: `${figure.slice(0, 3)} of others, beside a slow crowd / beside a quick one (at most ${DELAY_MAX[figure]})`,
      shown: shownSpread(ratio(figure), 2),
      reached: (spread(ratio(figure))?.median ?? Number.NaN) <= DELAY_MAX[figure],
    })),
  ];
}
