import type { Result } from '../../../core/index.ts';
import { fail, ok } from '../../../core/index.ts';
import type { ValidationRequest } from '../../types.ts';
import { baselineFailures } from '../quorum.ts';
import { type AskFrame, foreignMethod, placeOf, readCaa, readDcv } from './ask-read.ts';
import type { Issue } from './issues.ts';
import { type MpicAsk, mpicAskSchema, type Orchestration } from './mpic-schema.ts';
import { parseTarget } from './target.ts';

/** What another asks of us as a coordinator. */
export type MpicRead = {
  readonly ask: MpicAsk;
  readonly request: ValidationRequest;
  /** How many perspectives are asked, and how many of them have to pass. */
  readonly count: number;
  readonly quorum: number;
};

/**
 * The body of `POST /mpic`; `known` is how many perspectives there are. A quorum is never taken below the Baseline Requirements' table
 * (BR 3.2.2.9), whether a number of perspectives is named with it or not: 0 would be valid without anybody having looked. Pure.
 */
export function readMpic(body: unknown, known: number, frame: AskFrame): Result<MpicRead, Issue> {
  const method = foreignMethod(body);
  if (method !== undefined) return fail({ issue: 'unsupported-validation-method', value: method });
  const parsed = mpicAskSchema.safeParse(body);
  if (!parsed.success) return fail({ issue: 'invalid-request', value: placeOf(parsed.error) });
  const ask = parsed.data;
  const target = parseTarget(ask.domain_or_ip_target);
  if (target === undefined) return fail({ issue: 'invalid-domain-or-ip-target', value: '' });
  const counts = readCounts(ask.orchestration_parameters ?? {}, known);
  if (!counts.ok) return counts;
  const request =
    ask.check_type === 'dcv'
      ? readDcv(target, ask.dcv_check_parameters, undefined, frame)
      : readCaa(target, ask.caa_check_parameters ?? {}, undefined, frame);
  return request.ok ? ok({ ask, request: request.value, ...counts.value }) : request;
}

function readCounts(
  { perspective_count, quorum_count, cohort_for_single_attempt: cohort }: Orchestration,
  known: number,
): Result<Pick<MpicRead, 'count' | 'quorum'>, Issue> {
  const count = perspective_count ?? known;
  if (count < 2 || count > known) return fail({ issue: 'invalid-perspective-count', value: String(count) });
  const least = count - baselineFailures(count);
  const quorum = quorum_count ?? least;
  if (quorum < least || quorum > count) return fail({ issue: 'invalid-quorum-count', value: String(quorum) });
  if ((cohort ?? 1) !== 1) return fail({ issue: 'invalid-cohort', value: String(cohort) });
  return ok({ count, quorum });
}
