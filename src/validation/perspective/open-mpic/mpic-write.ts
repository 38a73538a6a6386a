import { FAULTS, type PerspectiveEvidence } from '../../../core/index.ts';
import type { Round } from '../round.ts';
import { checkResponse } from './answer-write.ts';
import { REMOTE_CHECK } from './error-types.ts';
import type { MpicRead } from './mpic-read.ts';

/** The answer to `POST /mpic`. `at`: milliseconds since 1970. Pure. */
export function mpicResponse(read: MpicRead, { answers, quorum }: Round, at: number): object {
  const { ask, count, quorum: needed } = read;
  const incomplete = answers.filter((answer) => !isComplete(answer)).length;
  return {
    mpic_completed: incomplete <= count - needed,
    is_valid: quorum.reached,
    check_type: ask.check_type,
    domain_or_ip_target: ask.domain_or_ip_target,
    trace_identifier: ask.trace_identifier ?? null,
    request_orchestration_parameters: ask.orchestration_parameters ?? null,
    actual_orchestration_parameters: {
      perspective_count: count,
      quorum_count: needed,
      attempt_count: 1,
    },
    ...(ask.check_type === 'dcv'
      ? { dcv_check_parameters: ask.dcv_check_parameters }
      : { caa_check_parameters: ask.caa_check_parameters ?? null }),
    perspectives: answers.map((answer) => ({
      perspective_code: answer.perspective,
      check_response: responseOf(read, answer, at),
    })),
    previous_attempt_results: null,
  };
}

function responseOf({ request, ask }: MpicRead, answer: PerspectiveEvidence, at: number): object {
  const { outcome, fault, errors, evidence } = answer;
  const passed = outcome === 'passed';
  const unheard = !passed && outcome !== 'failed' ? [REMOTE_CHECK] : errors;
  const response = checkResponse(ask.check_type, request, { passed, fault, errors: unheard, evidence, at });
  return { ...response, check_completed: isComplete(answer) };
}

function isComplete({ outcome, fault }: PerspectiveEvidence): boolean {
  if (outcome === 'passed') return true;
  return outcome === 'failed' && (fault === undefined || FAULTS[fault.code].blame !== 'server');
}
