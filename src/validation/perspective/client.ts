import { type Clock, type Log, newId, type Region } from '../../core/index.ts';
import type { Call } from './call.ts';
import { ANSWER_BYTES_MAX } from './limits.ts';
import { readAnswer } from './open-mpic/answer-read.ts';
import { askBody, type Speaks } from './open-mpic/ask-write.ts';
import { parseJson } from './open-mpic/issues.ts';
import type { Perspective } from './types.ts';

export type RemotePerspectiveParts = {
  readonly name: string;
  readonly region: Region;
  /** Ours, which says who it is and what it saw; or another's, which is told and says no more than Open MPIC has. */
  readonly speaks: Speaks;
  readonly call: Call;
  readonly clock: Clock;
  readonly log: Log;
};

/** A perspective behind a transport: asks in Open MPIC's shapes, and reads the answer strictly, whatever its HTTP status. */
export function createRemotePerspective(parts: RemotePerspectiveParts): Perspective {
  const { name, region, speaks, call, clock, log } = parts;
  return {
    name,
    region,
    async ask(check, request, until) {
      const trace = newId(clock.now());
      const asked = Buffer.from(JSON.stringify(askBody(check, request, speaks, trace)));
      const called = await call(`/${check}`, asked, until);
      if (!called.ok) {
        log.debug({ perspective: name, check, trace, outcome: called.outcome }, 'perspective did not answer');
        return { answered: false, outcome: called.outcome };
      }
      const fits = called.body.length <= ANSWER_BYTES_MAX;
      const answer = readAnswer(check, request, fits ? parseJson(called.body) : undefined, { name, speaks });
      const passed = answer.answered ? answer.passed : answer.outcome;
      log.debug({ perspective: name, check, trace, status: called.status, passed }, 'perspective answered');
      return answer;
    },
  };
}
