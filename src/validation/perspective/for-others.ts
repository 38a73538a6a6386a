import { randomBytes } from 'node:crypto';
import { type Clock, createStop, type Log } from '../../core/index.ts';
import type { Handlers, Reply } from './call.ts';
import { createGates } from './gates.ts';
import { COORDINATOR_LIMITS, type CoordinatorLimits, scaledLimits } from './limits.ts';
import { cohort } from './open-mpic/cohort.ts';
import { configz, HEALTHY } from './open-mpic/health.ts';
import { issueReply, json, parseJson } from './open-mpic/issues.ts';
import { readMpic } from './open-mpic/mpic-read.ts';
import { mpicResponse } from './open-mpic/mpic-write.ts';
import { createRoutes } from './open-mpic/routes.ts';
import type { QuorumPolicy } from './quorum.ts';
import { askAll } from './round.ts';
import type { Perspective } from './types.ts';

export type ForOthersParts = {
  /** Those that are joined at this moment. */
  readonly perspectives: () => readonly Perspective[];
  /** Issuer domain names by which CAA records mean the CA that asks, where a request names none; empty: it must. */
  readonly caaIssuers: readonly string[];
  /** Of this program, for `/configz`. */
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<CoordinatorLimits>;
  readonly timeScale?: number;
};

/**
 * Our perspectives for CAs that speak Open MPIC: POST `/mpic`; GET `/healthz`, `/configz`. One attempt, by a cohort chosen for the
 * target; the asker's own look from its own place is its own business. `close` cuts what is asked.
 */
export function createCoordinatorHandlers(parts: ForOthersParts): {
  readonly handlers: Handlers;
  readonly close: () => void;
} {
  const { clock, log, caaIssuers } = parts;
  const limits = scaledLimits({ ...COORDINATOR_LIMITS, ...parts.limits }, parts.timeScale ?? 1);
  const { signal, stop } = createStop();
  const gates = createGates(limits, clock, signal);
  const secret = randomBytes(32).toString('hex');

  async function mpic(body: Uint8Array, peer: string): Promise<Reply> {
    const known = parts.perspectives();
    const read = readMpic(parseJson(body), known.length, { peer, caaIssuers, own: false });
    if (!read.ok) {
      log.debug({ peer, issue: read.fault.issue }, 'question of another CA not taken');
      return issueReply(read.fault);
    }
    const { ask, request, count, quorum } = read.value;
    const round = await askAll({
      check: ask.check_type,
      request,
      perspectives: cohort(known, count, ask.domain_or_ip_target, secret),
      policy: policyOf(quorum),
      gates,
      clock,
      log,
      limits,
      signal,
      hurry: createStop().signal,
    });
    return json(200, mpicResponse(read.value, round, clock.now()));
  }

  return {
    handlers: createRoutes(
      {
        'GET /healthz': async () => HEALTHY,
        'GET /configz': async () =>
          configz({ version: parts.version, perspectives: parts.perspectives().length }),
        'POST /mpic': ({ body, peer }) => mpic(body, peer),
      },
      log,
    ),
    close: stop,
  };
}

/** The asker's quorum, which is no less than the Baseline Requirements'; regions as they say. */
function policyOf(quorum: number): QuorumPolicy {
  return {
    name: `open-mpic ${quorum}`,
    decides: true,
    demand: (asked) => ({ minimum: 2, needed: quorum, regionsNeeded: asked > 2 ? 2 : 1 }),
  };
}
