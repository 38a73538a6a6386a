import type { Clock, Log, Region } from '../../core/index.ts';
import type { Validator } from '../types.ts';
import type { Asked, Handlers, Reply } from './call.ts';
import { checkResponse, oursAnswer } from './open-mpic/answer-write.ts';
import { type AskRead, readAsk } from './open-mpic/ask-read.ts';
import { configz, HEALTHY } from './open-mpic/health.ts';
import { issueReply, json, parseJson } from './open-mpic/issues.ts';
import { createRoutes } from './open-mpic/routes.ts';
import type { Check } from './types.ts';

export type AgentParts = {
  /** The engine of this place: `createValidator`, whose own limits bound what runs and waits. */
  readonly validator: Validator;
  readonly name: string;
  readonly region: Region;
  /** Issuer domain names by which CAA records mean the CA that asks, where a request names none; empty: it must. */
  readonly caaIssuers: readonly string[];
  /** Of this program, for `/configz`. */
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
};

/**
 * Open MPIC's checker: GET `/healthz`, `/configz`; POST `/dcv`, `/caa`. An answer has status 200 whatever it says. The
 * server that this agent joined is told all that was seen, and its rule, account and directory are followed; others, whatever they
 * add, are told what Open MPIC has.
 */
export function createAgentHandlers(parts: AgentParts): Handlers {
  const { validator, caaIssuers, log } = parts;

  async function answer(check: Check, { body, peer, own = false }: Asked): Promise<Reply> {
    const asked = readAsk(check, parseJson(body), { peer, caaIssuers, own });
    if (!asked.ok) {
      log.debug({ peer, check, issue: asked.fault.issue }, 'question of a coordinator not taken');
      return issueReply(asked.fault);
    }
    const { request } = asked.value;
    const report =
      check === 'dcv' ? await validator.validate(dcvAlone(asked.value)) : await validator.checkCaa(request);
    const { verdict, evidence, finishedAt } = report;
    const fault = verdict.valid ? undefined : verdict.fault;
    const found = { passed: verdict.valid, fault, evidence, at: finishedAt };
    return json(200, {
      ...checkResponse(check, request, found),
      ...(asked.value.ours && { x_sixfour: oursAnswer(parts, request, report) }),
    });
  }

  return createRoutes(
    {
      'GET /healthz': async () => HEALTHY,
      'GET /configz': async () => configz({ version: parts.version, perspectives: undefined }),
      'POST /dcv': (asked) => answer('dcv', asked),
      'POST /caa': (asked) => answer('caa', asked),
    },
    log,
  );
}

/** The same handlers for the one server that this agent joined: the transport has proven that it is the one. */
export function forOwnServer(handlers: Handlers): Handlers {
  return (asked) => handlers({ ...asked, own: true });
}

/** Whoever asks for domain control asks for CAA by itself. The names of its CA stay: dns-persist-01 needs them. */
function dcvAlone({ request }: AskRead) {
  return { ...request, caa: { ...request.caa, mode: 'off' as const } };
}
