import type { Clock } from '../core/index.ts';
import type { Lookup, Question, Resolver } from '../net/index.ts';
import { QUESTIONS_PER_STEP } from './limits.ts';
import type { Pace } from './pace.ts';
import type { ValidatorSettings } from './settings.ts';
import type { Turns } from './turns.ts';

/** What all validations of a process share when they go out to the network. */
export type Shared = {
  readonly lookups: Turns;
  readonly pace: Pace;
};

/**
 * The settings as one owner's validation gets them: what goes out is begun at the common pace, and lookups, of which one validation
 * can want many at once, take turns. Waiting is no part of an attempt's times, and comes off what is left for it.
 */
export function bounded(settings: ValidatorSettings, owner: string, shared: Shared): ValidatorSettings {
  const { clock, fetcher, tlsProber } = settings;
  return {
    ...settings,
    resolverFor: (identifier, purpose) =>
      inTurns(settings.resolverFor(identifier, purpose), owner, shared, clock),
    fetcher: { fetch: async (request) => fetcher.fetch(await paced(request, owner, shared, clock)) },
    tlsProber: { probe: async (request) => tlsProber.probe(await paced(request, owner, shared, clock)) },
  };
}

function inTurns(resolver: Resolver, owner: string, { lookups, pace }: Shared, clock: Clock): Resolver {
  const begin = together(() => pace(owner));
  return {
    async lookup(question) {
      const turn = lookups.take(owner, question.deadlineMs);
      if (turn !== undefined && !(await turn)) return notAsked(question, clock);
      try {
        const wait = begin();
        if (wait !== undefined) await wait;
        return await resolver.lookup(question);
      } finally {
        lookups.giveBack(owner);
      }
    },
  };
}

/** What one validation asks in one breath begins together, as one step: such questions share a socket, which costs more than they do. */
function together(begin: () => Promise<void> | undefined): () => Promise<void> | undefined {
  let asked = 0;
  let wait: Promise<void> | undefined;
  return () => {
    if (asked === 0) {
      wait = begin();
      queueMicrotask(() => {
        asked = 0;
      });
    }
    asked = (asked + 1) % QUESTIONS_PER_STEP;
    return wait;
  };
}

async function paced<R extends { readonly limits: { readonly totalMs: number } }>(
  request: R,
  owner: string,
  { pace }: Shared,
  clock: Clock,
): Promise<R> {
  const wait = pace(owner);
  if (wait === undefined) return request;
  const began = clock.monotonic();
  await wait;
  const totalMs = Math.max(0, request.limits.totalMs - (clock.monotonic() - began));
  return { ...request, limits: { ...request.limits, totalMs } };
}

/** Its time was over, or the server stopped, before its turn came. */
function notAsked({ name, type, hop }: Question, clock: Clock): Lookup {
  const evidence = {
    kind: 'lookup',
    at: clock.now(),
    hop,
    name,
    type,
    outcome: 'timeout',
    tries: 0,
    ms: 0,
  } as const;
  return { evidence, addresses: [], texts: [], records: [] };
}
