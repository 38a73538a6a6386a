import {
  createStop,
  type Clock,
  type Log,
  type PerspectiveEvidence,
  type PerspectiveOutcome,
  type QuorumEvidence,
  type StopSignal,
} from '../../core/index.ts';
import type { ValidationRequest } from '../types.ts';
import type { Gates } from './gates.ts';
import type { CoordinatorLimits } from './limits.ts';
import { targetText } from './open-mpic/target.ts';
import { outlook, type QuorumPolicy, tally } from './quorum.ts';
import type { Check, Perspective, PerspectiveAnswer } from './types.ts';

/** One check put to several perspectives. */
export type RoundParts = {
  readonly check: Check;
  readonly request: ValidationRequest;
  readonly perspectives: readonly Perspective[];
  readonly policy: QuorumPolicy;
  readonly gates: Gates;
  readonly clock: Clock;
  readonly log: Log;
  /** Already scaled. */
  readonly limits: CoordinatorLimits;
  /** Ends all that is asked, with `cut`. */
  readonly signal: StopSignal;
  /** Given: the answer no longer matters, and the slow ones get no more than `slowMs`. */
  readonly hurry: StopSignal;
};

/** What each perspective said, in the order in which they were listed, and the count. */
export type Round = { readonly answers: readonly PerspectiveEvidence[]; readonly quorum: QuorumEvidence };

/**
 * Asks every perspective at once and counts (BR 3.2.2.9). Each has its own time from the moment it is asked; once the outcome is
 * decided the others get `slowMs`, then they are cut. Whatever is not a clear yes in its own name and for this very target is a
 * failure. Where there are fewer than the policy's minimum nobody is asked. Never rejects.
 */
export async function askAll(parts: RoundParts): Promise<Round> {
  const { check, request, policy, clock, limits } = parts;
  const perspectives = distinct(parts.perspectives);
  const demand = policy.demand(perspectives.length, clock.now());
  const enough = perspectives.length >= demand.minimum;
  const asked = enough ? perspectives : [];

  const cut = createStop();
  const ended = new Map<Perspective, boolean>();
  let cancelSlow: (() => void) | undefined;
  const hurry = () => {
    cancelSlow ??= clock.after(limits.slowMs, cut.stop);
  };
  const forgets = [onStop(parts.signal, cut.stop), onStop(parts.hurry, hurry)];

  const answers = await Promise.all(
    asked.map(async (perspective) => {
      const evidence = await askOne(parts, perspective, cut.signal);
      ended.set(perspective, evidence.outcome === 'passed');
      const votes = asked.flatMap((one) => {
        const passed = ended.get(one);
        return passed === undefined ? [] : [{ region: one.region, passed }];
      });
      const open = asked.filter((one) => !ended.has(one)).map(({ region }) => region);
      if (open.length > 0 && outlook({ decides: policy.decides, demand }, votes, open) !== 'open') hurry();
      return evidence;
    }),
  );
  cancelSlow?.();
  for (const forget of forgets) forget();

  const votes = answers.map(({ region, outcome }) => ({ region, passed: outcome === 'passed' }));
  const { passed, needed, regions, regionsNeeded, reached } = tally(demand, votes);
  const quorum = {
    kind: 'quorum',
    at: clock.now(),
    check,
    policy: policy.name,
    asked: asked.length,
    passed,
    // where nobody was asked, what is missing is perspectives
    needed: enough ? needed : demand.minimum,
    regions,
    regionsNeeded,
    reached,
  } as const;
  parts.log.debug(
    { check, asked: asked.length, passed, reached, type: request.type },
    'perspectives counted',
  );
  return { answers, quorum };
}

/** One perspective's end, whatever it does: it is asked in its turn, in its own time, until it is cut. */
async function askOne(
  parts: RoundParts,
  perspective: Perspective,
  cut: StopSignal,
): Promise<PerspectiveEvidence> {
  const { check, request, clock, limits, gates } = parts;
  const at = clock.now();
  const begun = clock.monotonic();
  const done = (outcome: PerspectiveOutcome, rest: Partial<PerspectiveEvidence> = {}) => ({
    kind: 'perspective' as const,
    at,
    perspective: perspective.name,
    region: perspective.region,
    check,
    outcome,
    evidence: [],
    ...rest,
    ms: clock.monotonic() - begun,
  });

  const turn = await gates.enter(perspective.name, request.owner ?? '', begun + limits.queueMs, cut);
  if (turn === undefined) return done(cut.stopped ? 'cut' : 'timeout');
  if (cut.stopped) {
    turn.giveBack();
    return done('cut');
  }
  const stop = createStop();
  const answer = await new Promise<PerspectiveAnswer | 'cut'>((resolve) => {
    const end = (value: PerspectiveAnswer | 'cut') => {
      forget();
      cancel();
      resolve(value);
    };
    const forget = cut.onStop(() => end('cut'));
    const cancel = clock.after(limits.askMs, () => end({ answered: false, outcome: 'timeout' }));
    const until = { deadlineMs: clock.monotonic() + limits.askMs, signal: stop.signal };
    perspective.ask(check, request, until).then(end, (error: unknown) => {
      parts.log.error({ perspective: perspective.name, error: String(error) }, 'asking a perspective broke');
      end({ answered: false, outcome: 'unreachable' });
    });
  });
  stop.stop(); // one that was not waited for need not go on
  turn.giveBack();

  if (answer === 'cut') return done('cut');
  if (!answer.answered) return done(answer.outcome);
  if (answer.perspective !== perspective.name) return done('wrong-perspective');
  if (answer.target !== targetText(request.identifier, request.wildcard)) return done('wrong-target');
  const { fault, evidence, errors } = answer;
  if (answer.passed) return done('passed', { evidence });
  return done('failed', { evidence, ...(fault && { fault }), ...(errors && { errors }) });
}

/** Each name once: the same perspective joined twice has one vote. */
function distinct(perspectives: readonly Perspective[]): Perspective[] {
  return [...new Map(perspectives.map((one) => [one.name, one])).values()];
}

/** Runs at the stop, at once where it has come already; the result forgets it. */
function onStop(signal: StopSignal, run: () => void): () => void {
  if (signal.stopped) {
    run();
    return () => {};
  }
  return signal.onStop(run);
}
