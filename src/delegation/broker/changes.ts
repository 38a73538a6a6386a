import { type Clock, fail, fault, ok, type Result } from '../../core/index.ts';
import type { ChallengeChange, ChallengeEvent, Client, Store } from '../../store/index.ts';
import { VALUES_PER_NAME_MAX } from '../zone/index.ts';
import type { Challenge } from './challenge-name.ts';
import { coveringNames, decide } from './decide.ts';
import { VALUE_LIFETIME_MS } from './limits.ts';
import type { Broker } from './types.ts';

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

export function createChanges(parts: {
  readonly store: Pick<Store, 'rules' | 'challengeChanges'>;
  readonly targets: Broker['targets'];
  readonly publish: (challenges: readonly string[]) => Promise<void>;
  readonly clock: Clock;
}): Changes {
  const { store, targets, publish, clock } = parts;
  return {
    async apply(client, changes, source) {
      const steps: ChallengeChange[] = [];
      for (const change of changes) {
        const step = await toStep(client, change, source);
        if (!step.ok) return step;
        steps.push(step.value);
      }
      const outcome = await store.challengeChanges.apply(steps, VALUES_PER_NAME_MAX);
      const name = changes[0]?.challenge.name ?? '';
      switch (outcome) {
        case 'applied':
          await publish([...new Set(changes.map(({ challenge }) => challenge.challenge))]);
          return ok(undefined);
        case 'rule-gone':
          return fail(fault('notDelegatedTo', { client: client.name, name, reason: 'no-rule' }));
        case 'too-many':
          return fail(fault('tooManyChallengeValues', { name, max: VALUES_PER_NAME_MAX }));
        case 'label-taken':
          return fail(fault('labelTaken', { name }));
      }
    },
    own: ({ challenge }, client) => store.challengeChanges.own(challenge, client.id, clock.now()),
  };

  async function toStep(client: Client, change: Change, source: string): Promise<Result<ChallengeChange>> {
    const { challenge, name, type } = change.challenge;
    const { id: clientId } = client;
    const at = clock.now();
    const event = (what: ChallengeEvent['event']): ChallengeEvent => {
      return { at, clientId, challenge, event: what, source, reason: null };
    };
    if (change.kind === 'clear') return ok({ kind: 'clear', challenge, clientId, event: event('cleaned') });
    const { value } = change;
    if (change.kind === 'cleanup') {
      return ok({ kind: 'cleanup', value: { challenge, clientId, value }, event: event('cleaned') });
    }
    const about = await store.rules.listAbout(coveringNames(name), clientId);
    const decision = decide(about, { clientId, name, type, source, thumbprint: undefined });
    if (decision.outcome === 'deny') {
      return fail(fault('notDelegatedTo', { client: client.name, name, reason: decision.reason }));
    }
    const names = targets(change.challenge).map(({ zone, label }) => {
      return { zone, label, challenge, clientId, createdAt: at };
    });
    const ruleId = decision.rule.id;
    const row = { challenge, clientId, ruleId, value, expiresAt: at + VALUE_LIFETIME_MS };
    return ok({ kind: 'present', value: row, names, event: event('presented') });
  }
}
