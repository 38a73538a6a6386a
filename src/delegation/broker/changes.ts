import { type Clock, fail, fault, type Log, ok, type Result } from '../../core/index.ts';
import type { ChallengeChange, ChallengeEvent, Client, Rule, Store } from '../../store/index.ts';
import { VALUES_PER_NAME_MAX } from '../zone/index.ts';
import type { Challenge } from './challenge-name.ts';
import { coveringNames, decide } from './decide.ts';
import { type Failure, isOfRule, underRule } from './demands.ts';
import { createRefuse } from './refuse.ts';
import type { Broker, Publish } from './types.ts';

/** One of the changes that a client asks for at once. `clear`: all of its own values of the challenge. */
export type Change =
  | { readonly kind: 'present' | 'cleanup'; readonly challenge: Challenge; readonly value: string }
  | { readonly kind: 'clear'; readonly challenge: Challenge };

/** For protocols in which one message asks for several changes, of which all are made or none (RFC 2136 section 3.4). */
export type Changes = {
  /**
   * In their order; durable and served when it resolves. Faults as of `Broker.present`. What is cleaned up needs no rule: it is the
   * client's own.
   */
  apply(client: Client, changes: readonly Change[], source: string): Promise<Result<void>>;
  /** The client's own live values. */
  own(challenge: Challenge, client: Client): Promise<readonly string[]>;
};

/** A change, and for a present the rules that allow it: the first of them is tried, the others after it. */
type Step = { readonly change: Change; rules: readonly Rule[]; readonly failures: Failure[] };

export function createChanges(parts: {
  readonly store: Pick<Store, 'rules' | 'challengeChanges' | 'challenges' | 'approvals'>;
  readonly targets: Broker['targets'];
  readonly publish: Publish;
  readonly clock: Clock;
  readonly log: Log;
}): Changes {
  const { store, targets, publish, clock } = parts;
  const refuse = createRefuse(parts);
  return {
    async apply(client, changes, source) {
      const steps: Step[] = [];
      for (const change of changes) {
        const step = await toStep(client, change, source);
        if (!step.ok) return step;
        steps.push(step.value);
      }
      const cleared = await ownOf(client, changes);
      // each round but the last takes a rule away from a step
      for (;;) {
        const rows = steps.map((step) => toRow(client, step, source));
        const done = await store.challengeChanges.apply(rows, VALUES_PER_NAME_MAX);
        if (done.outcome === 'applied') break;
        const { outcome } = done;
        const step = steps[done.index];
        if (step === undefined) throw new Error('a change that was not asked for failed');
        const { challenge } = step.change;
        const [rule, ...others] = step.rules;
        if (!isOfRule(outcome) || rule === undefined) {
          const { name } = challenge;
          return outcome === 'too-many'
            ? fail(fault('tooManyChallengeValues', { name, max: VALUES_PER_NAME_MAX }))
            : fail(fault('labelTaken', { name }));
        }
        step.failures.push({ rule, unmet: outcome });
        if (others.length === 0) return refuse.unmet({ client, challenge, source }, step.failures);
        step.rules = others;
      }
      return published(client, changes, source, cleared);
    },
    own: ({ challenge }, client) => store.challengeChanges.own(challenge, client.id, clock.now()),
  };

  /** The values that the client has at the names that it clears. */
  async function ownOf(client: Client, changes: readonly Change[]): Promise<readonly string[]> {
    const values: string[] = [];
    for (const { kind, challenge } of changes) {
      if (kind !== 'clear') continue;
      values.push(...(await store.challengeChanges.own(challenge.challenge, client.id, clock.now())));
    }
    return values;
  }

  /** What no provider took is taken back, as `Broker.present` does; what was cleaned up stays so. */
  async function published(
    client: Client,
    changes: readonly Change[],
    source: string,
    cleared: readonly string[],
  ): Promise<Result<void>> {
    const names = [...new Set(changes.map(({ challenge }) => challenge.challenge))];
    const values = changes.flatMap((change) => (change.kind === 'clear' ? [] : [change.value]));
    const done = await publish(names, [...new Set([...values, ...cleared])]);
    const presented = changes.filter(({ kind }) => kind === 'present');
    if (done.ok || presented.length === 0) return done;
    const back = presented.map((change): Step => {
      return { change: { ...change, kind: 'cleanup' } as Change, rules: [], failures: [] };
    });
    await store.challengeChanges.apply(
      back.map((step) => toRow(client, step, source)),
      VALUES_PER_NAME_MAX,
    );
    await publish(names);
    return done;
  }

  async function toStep(client: Client, change: Change, source: string): Promise<Result<Step>> {
    if (change.kind !== 'present') return ok({ change, rules: [], failures: [] });
    const { challenge } = change;
    const { name, type } = challenge;
    const about = await store.rules.listAbout(coveringNames(name), client.id);
    const asked = { clientId: client.id, name, type, source, thumbprint: undefined, at: clock.now() };
    const decision = decide(about, asked);
    return decision.outcome === 'allow'
      ? ok({ change, rules: decision.rules, failures: [] })
      : refuse.denied({ client, challenge, source }, decision);
  }

  function toRow(
    { id: clientId, name: by }: Client,
    { change, rules }: Step,
    source: string,
  ): ChallengeChange {
    const { challenge, name } = change.challenge;
    const at = clock.now();
    const event = (what: ChallengeEvent['event']): ChallengeEvent => {
      return { at, clientId, by, challenge, event: what, source, reason: null };
    };
    if (change.kind === 'clear') return { kind: 'clear', challenge, clientId, event: event('cleaned') };
    const { value } = change;
    if (change.kind === 'cleanup') {
      return { kind: 'cleanup', value: { challenge, clientId, value }, event: event('cleaned') };
    }
    const [rule] = rules;
    if (rule === undefined) throw new Error('a present without a rule');
    const names = targets(change.challenge).map(({ zone, label }) => {
      return { zone, label, challenge, clientId, createdAt: at };
    });
    const row = { challenge, clientId, value, ...underRule(rule, name, at) };
    return { kind: 'present', value: row, names, event: event('presented') };
  }
}
