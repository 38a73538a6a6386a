import { headLines, type Machine } from '../machine.ts';
import { shownSpread, spread } from '../samples.ts';
import { endLines, type ShortGoal } from '../short-bench.ts';
import { type Candidate, CANDIDATES } from './candidates.ts';
import type { LoadFigures } from './load.ts';
import { PEERS } from './peers.ts';
import type { UpdateFigures } from './shape.ts';

/** One run: every candidate once. */
export type ZoneRun = {
  readonly loads: Readonly<Record<Candidate, LoadFigures>>;
  readonly idle: UpdateFigures;
  readonly loaded: UpdateFigures;
};
export type ZoneRecord = {
  readonly machine: Machine;
  readonly settings: {
    readonly runs: number;
    readonly seconds: number;
    readonly few: number;
    readonly many: number;
    readonly ahead: boolean;
  };
  readonly runs: readonly ZoneRun[];
  readonly failures: readonly string[];
};

const OF_NSD_MIN = 0.5;
const RESIDENT_MAX = 1_500_000_000;
const SLOWER_MAX = 3;
/** What counts as flat. */
const DEARER_MAX = 1.25;
const MB = 1_000_000;

/** The report in Markdown. */
export function renderZone(record: ZoneRecord, goals: readonly ShortGoal[]): string {
  const { machine, settings, runs, failures } = record;
  const { few, many, seconds, ahead } = settings;
  const title = (candidate: Candidate) => {
    const { server, names, signed } = CANDIDATES[candidate];
    return `${server}, ${names === 'few' ? few : many} names${signed ? ', signed' : ''}`;
  };
  const cells = (candidate: Candidate) => {
    const shown = (of: (one: LoadFigures) => number, digits: number) =>
      shownSpread(
        runs.map(({ loads }) => of(loads[candidate])),
        digits,
      );
    return [
      title(candidate),
      shown((one) => one.perSecond, 0),
      shown((one) => one.cpuUs, 1),
      shown((one) => one.busy * 100, 0),
      shown((one) => one.residentBytes / MB, 0),
      shown((one) => one.lost, 0),
      shown((one) => one.answerBytes, 0),
    ];
  };
  return [
    ...headLines(machine, ahead ? 'all run with `nice -n -20`' : 'all run as ordinary processes'),
    '',
    `Median (lowest..highest) of ${runs.length} runs of ${seconds} s each after a second of warm-up, candidates interleaved; TXT answers over UDP, IPv4.`,
    '',
    '| server | answers/s | CPU us per answer | of its core, % | RSS MB | lost | bytes of an answer |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...(Object.keys(CANDIDATES) as Candidate[]).map((one) => `| ${cells(one).join(' | ')} |`),
    '',
    '| time from a change to its acknowledgement | p50 ms | p99 ms | worst ms |',
    '| --- | --- | --- | --- |',
    ...(['idle', 'loaded'] as const).map((state) => {
      const shown = (figure: 'p50Ms' | 'p99Ms' | 'worstMs') =>
        shownSpread(
          runs.map((one) => one[state][figure]),
          2,
        );
      return `| ${state === 'idle' ? 'nobody asks' : 'full load'} | ${shown('p50Ms')} | ${shown('p99Ms')} | ${shown('worstMs')} |`;
    }),
    '',
    ...endLines(goals, failures),
    '',
    'How each was set up:',
    '',
    '- sixfour: the zone server of `sixfour serve` with its thread, both on the one core; no limit of answers a second (it is 200 for each network and name)',
    '- signed: sixfour signs as it answers, with P-256, and keeps a signature while it serves; the others serve a zone that `dnssec-signzone` signed with one P-256 key',
    ...Object.entries(PEERS).map(([name, setup]) => `- ${name}: ${setup}`),
  ].join('\n');
}

/** What has to hold. */
export function judge({ runs, settings }: ZoneRecord): ShortGoal[] {
  const ratio = (of: (one: ZoneRun) => number, bound?: (value: number) => boolean) => {
    const values = runs.map(of);
    const shown = shownSpread(values, 2);
    return { shown, ...(bound && { reached: bound(spread(values)?.median ?? Number.NaN) }) };
  };
  const changes = runs.flatMap(({ idle, loaded }) => [idle, loaded]);
  const unseen = changes.reduce((sum, one) => sum + one.unseen, 0);
  const resident = Math.max(...runs.map(({ loads }) => loads.many.residentBytes));
  return [
    {
      text: `answers per second of CPU, sixfour / nsd (at least ${OF_NSD_MIN})`,
      ...ratio(against('few', 'nsd'), (value) => value >= OF_NSD_MIN),
    },
    { text: 'answers per second of CPU, sixfour / knotd', ...ratio(against('few', 'knotd')) },
    { text: 'signed, sixfour / nsd', ...ratio(against('fewSigned', 'nsdSigned')) },
    { text: 'signed, sixfour / knotd', ...ratio(against('fewSigned', 'knotdSigned')) },
    {
      text: `CPU per answer, ${settings.many} names / ${settings.few} (at most ${DEARER_MAX})`,
      ...ratio(
        ({ loads }) => loads.many.cpuUs / loads.few.cpuUs,
        (value) => value <= DEARER_MAX,
      ),
    },
    {
      text: `resident memory in MB with ${settings.many} names, highest (at most ${RESIDENT_MAX / MB})`,
      shown: (resident / MB).toFixed(0),
      reached: resident <= RESIDENT_MAX,
    },
    {
      text: `p99 from a change to its acknowledgement, full load / nobody asks (at most ${SLOWER_MAX})`,
      ...ratio(
        ({ idle, loaded }) => loaded.p99Ms / idle.p99Ms,
        (value) => value <= SLOWER_MAX,
      ),
    },
    {
      text: `changes acknowledged and not in the next answer, of ${changes.reduce((sum, one) => sum + one.count, 0)}`,
      shown: String(unseen),
      reached: unseen === 0,
    },
  ];
}

/** By CPU: where the load is not enough to fill a core, answers a second would flatter whoever is slower. */
function against(own: Candidate, peer: Candidate): (one: ZoneRun) => number {
  return ({ loads }) => loads[peer].cpuUs / loads[own].cpuUs;
}
