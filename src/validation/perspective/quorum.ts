import type { Region, Result } from '../../core/index.ts';
import { type Fault, fail, fault, ok } from '../../core/index.ts';
import { BASELINE_MINIMA } from './limits.ts';

/**
 * How many perspectives have to agree, under a name that stands in every verdict:
 * - `baseline-requirements`: the table of BR 3.2.2.9, with at least as many perspectives as it demands on that day, or as `minimum`;
 * - `all`: every one that was asked; `majority`: more than half; `at-least`: a number of the administrator's own;
 * - `monitor`: asks and records, and never decides: the one policy for which no answer at all is enough.
 */
type QuorumName = 'baseline-requirements' | 'all' | 'majority' | 'at-least' | 'monitor';
export const QUORUM_NAMES: readonly QuorumName[] = [
  'baseline-requirements',
  'all',
  'majority',
  'at-least',
  'monitor',
];

export type QuorumSettings = {
  readonly policy: QuorumName;
  /** With fewer perspectives than this, nothing is valid. By default the Baseline Requirements' own number; 1 elsewhere. */
  readonly minimum?: number | undefined;
  /** Of `at-least` only: how many must pass. */
  readonly quorum?: number | undefined;
  /** In how many regions those that pass must stand: by default 2 where the Baseline Requirements ask for it, else 1. */
  readonly regions?: number | undefined;
};

/** A policy ready to count; made by `quorumPolicy` alone. */
export type QuorumPolicy = {
  /** As the evidence names it: `baseline-requirements`, `baseline-requirements, minimum 2`, `at-least 2`. */
  readonly name: string;
  /** False: what the perspectives say is recorded and refuses nothing. */
  readonly decides: boolean;
  /** What it demands where so many perspectives are asked, at a time in milliseconds since 1970. */
  demand(asked: number, at: number): Demand;
};
export type Demand = {
  readonly minimum: number;
  readonly needed: number;
  readonly regionsNeeded: number;
};

/** Fails where the settings would let no answer at all be enough, outside of `monitor`, or say what the policy has no use for. */
export function quorumPolicy(settings: QuorumSettings): Result<QuorumPolicy> {
  const problem = problemOf(settings);
  if (problem !== undefined) return fail(problem);
  const { policy, minimum, quorum = 0, regions } = settings;
  const extra = [
    ...(minimum === undefined ? [] : [`minimum ${minimum}`]),
    ...(regions === undefined ? [] : [`regions ${regions}`]),
  ];
  return ok({
    name: [policy === 'at-least' ? `at-least ${quorum}` : policy, ...extra].join(', '),
    decides: policy !== 'monitor',
    demand(asked, at) {
      const own = DEMANDS[policy]({ asked, at, quorum });
      return {
        minimum: minimum ?? own.minimum,
        needed: own.needed,
        regionsNeeded: regions ?? own.regionsNeeded,
      };
    },
  });
}

/** How many may fail (BR 3.2.2.9, quorum requirements): none of one, one of two to five, two of six and more. */
export function baselineFailures(asked: number): number {
  if (asked < 2) return 0;
  return asked <= 5 ? 1 : 2;
}

/** The least number of perspectives that the Baseline Requirements take at a time. */
export function baselineMinimum(at: number): number {
  let minimum = 0;
  for (const one of BASELINE_MINIMA) if (at >= one.from) minimum = one.minimum;
  return minimum;
}

/** One perspective that has ended, well or not. */
export type Vote = { readonly region: Region; readonly passed: boolean };

/** The count at the end. Regions are those of the perspectives that passed, each once. */
export type Tally = Demand & {
  readonly asked: number;
  readonly passed: number;
  readonly regions: readonly Region[];
  readonly reached: boolean;
};

export function tally(demand: Demand, votes: readonly Vote[]): Tally {
  const passers = votes.filter(({ passed }) => passed);
  const regions = [...new Set(passers.map(({ region }) => region))];
  const asked = votes.length;
  const reached =
    asked >= demand.minimum && passers.length >= demand.needed && regions.length >= demand.regionsNeeded;
  return { ...demand, asked, passed: passers.length, regions, reached };
}

/**
 * What the answers so far mean, `open` being the regions of those that have not ended: `reached` and `missed` are final, whatever
 * those still say. Where nothing is decided by them, more than half of the answers are enough to have seen.
 */
export function outlook(
  { decides, demand }: { readonly decides: boolean; readonly demand: Demand },
  votes: readonly Vote[],
  open: readonly Region[],
): 'reached' | 'missed' | 'open' {
  const worst = tally(demand, [...votes, ...open.map((region) => ({ region, passed: false }))]);
  if (!decides) return votes.length * 2 > worst.asked ? 'reached' : 'open';
  if (worst.reached) return 'reached';
  const best = tally(demand, [...votes, ...open.map((region) => ({ region, passed: true }))]);
  return best.reached ? 'open' : 'missed';
}

type Asking = { readonly asked: number; readonly at: number; readonly quorum: number };

const DEMANDS: Readonly<Record<QuorumName, (asking: Asking) => Demand>> = {
  'baseline-requirements': ({ asked, at }) => ({
    minimum: baselineMinimum(at),
    needed: asked - baselineFailures(asked),
    regionsNeeded: asked > 2 ? 2 : 1,
  }),
  all: ({ asked }) => ({ minimum: 1, needed: asked, regionsNeeded: 1 }),
  majority: ({ asked }) => ({ minimum: 1, needed: Math.floor(asked / 2) + 1, regionsNeeded: 1 }),
  'at-least': ({ quorum }) => ({ minimum: quorum, needed: quorum, regionsNeeded: 1 }),
  monitor: () => ({ minimum: 0, needed: 0, regionsNeeded: 0 }),
};

function problemOf({ policy, minimum, quorum, regions }: QuorumSettings): Fault | undefined {
  const refuse = (reason: QuorumProblem) => fault('quorumInvalid', { policy, reason });
  for (const number of [minimum, quorum, regions]) {
    if (number !== undefined && !(Number.isSafeInteger(number) && number >= 0)) return refuse('not-a-number');
  }
  if (policy === 'monitor') {
    return minimum === undefined && quorum === undefined && regions === undefined
      ? undefined
      : refuse('monitor-counts-nothing');
  }
  if (minimum === 0 || quorum === 0 || regions === 0) return refuse('zero');
  if (policy !== 'at-least') return quorum === undefined ? undefined : refuse('quorum-of-another');
  if (quorum === undefined) return refuse('quorum-missing');
  if (minimum !== undefined && minimum < quorum) return refuse('minimum-below-quorum');
  return undefined;
}

type QuorumProblem =
  | 'not-a-number'
  | 'zero'
  | 'monitor-counts-nothing'
  | 'quorum-of-another'
  | 'quorum-missing'
  | 'minimum-below-quorum';
