import {
  FAULTS,
  type Fault,
  fault,
  type FaultCode,
  type FaultEntry,
  type PerspectiveEvidence,
} from '../../core/index.ts';
import { RETRY_AFTER_SECONDS } from '../limits.ts';
import type { ValidationRequest } from '../types.ts';
import type { Round } from './round.ts';

/**
 * What a subscriber is told of a lost quorum: how many failed of how many, over which family and how; never which perspectives
 * there are, nor where. The problem type is the one that most of those that refused gave; where nobody refused, and they could
 * only not be asked, it is ours.
 */
export function perspectiveFault({ identifier, wildcard }: ValidationRequest, round: Round): Fault {
  const { quorum, answers } = round;
  const name = wildcard ? `*.${identifier.value}` : identifier.value;
  const failures = answers.filter(({ outcome }) => outcome !== 'passed');
  const { check, asked, passed, needed, regionsNeeded } = quorum;
  const params = {
    name,
    check,
    asked,
    failed: failures.length,
    needed,
    ways: waysOf(failures),
    ...(passed >= needed && { regions: quorum.regions.length, regionsNeeded }),
  };
  const problem = mostOf(failures.flatMap((one) => problemOf(one) ?? []));
  if (problem === undefined || asked === 0)
    return fault('validationPerspectivesMissing', params, { retryAfterSeconds: RETRY_AFTER_SECONDS });
  return fault(CODES[problem] ?? 'validationPerspectives', params);
}

type ProblemType = NonNullable<FaultEntry['problem']>;
type PerspectivesCode = Extract<FaultCode, `validationPerspectives${string}`>;

const CODES: Readonly<Partial<Record<ProblemType, PerspectivesCode>>> = {
  connection: 'validationPerspectives',
  dns: 'validationPerspectivesDns',
  tls: 'validationPerspectivesTls',
  unauthorized: 'validationPerspectivesWrong',
  caa: 'validationPerspectivesCaa',
};

/** How several failed alike: a heading of `docs/errors.md`, or `place-` and what became of the perspective itself. */
type Way = { readonly how: string; readonly family?: 'IPv6' | 'IPv4'; readonly count: number };

function waysOf(failures: readonly PerspectiveEvidence[]): readonly Way[] {
  const ways = new Map<string, Way>();
  for (const failure of failures) {
    const family = familyOf(failure);
    const how = failure.fault === undefined ? `place-${failure.outcome}` : FAULTS[failure.fault.code].anchor;
    const key = `${how} ${family}`;
    const count = (ways.get(key)?.count ?? 0) + 1;
    ways.set(key, { how, ...(family && { family }), count });
  }
  return [...ways.values()].toSorted((a, b) => b.count - a.count);
}

/** The family that a refusal names. */
function familyOf(failure: PerspectiveEvidence): 'IPv6' | 'IPv4' | undefined {
  const params: object = failure.fault?.params ?? {};
  const family = 'family' in params ? params.family : undefined;
  return family === 'IPv6' || family === 'IPv4' ? family : undefined;
}

/** The class of a refusal; undefined for one that says nothing of the target. */
function problemOf({ outcome, check, fault: refusal }: PerspectiveEvidence): ProblemType | undefined {
  if (outcome !== 'failed') return undefined;
  if (refusal === undefined) return check === 'caa' ? 'caa' : 'connection'; // another's says no more
  const { problem, blame } = FAULTS[refusal.code];
  return blame === 'target' ? (problem ?? undefined) : undefined;
}

/** The most frequent one; of several, that of the perspective that is listed first. */
function mostOf(problems: readonly ProblemType[]): ProblemType | undefined {
  const counts = new Map<ProblemType, number>();
  for (const problem of problems) counts.set(problem, (counts.get(problem) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}
