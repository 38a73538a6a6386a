import { auditStep } from './audit.ts';
import { challengeEntry } from './challenge-entry.ts';
import { challengeStatements } from './challenge-statements.ts';
import type { ChallengeEvent, ChallengeValue, DelegatedName, UnmetDemand } from './delegation-types.ts';
import type { Driver, Step } from './driver.ts';
import { ruleDemands } from './rules-demands.ts';
import { statement } from './statement.ts';

/** One of several changes that a client asks for in one message. `clear`: all of its own values of the challenge. */
export type ChallengeChange = { readonly event: ChallengeEvent } & (
  | { readonly kind: 'present'; readonly value: ChallengeValue; readonly names: readonly DelegatedName[] }
  | { readonly kind: 'cleanup'; readonly value: Pick<ChallengeValue, 'challenge' | 'clientId' | 'value'> }
  | { readonly kind: 'clear'; readonly challenge: string; readonly clientId: string }
);

export type ChallengeChangeStore = {
  /**
   * All changes in their order, or none; each as `ChallengeStore.present` and `cleanUp` make it. What was to be cleaned up and is not there
   * is no failure. Where one fails, `index` is its place.
   */
  apply(
    changes: readonly ChallengeChange[],
    valuesMax: number,
  ): Promise<{ readonly outcome: 'applied' } | { readonly outcome: ChangeFailure; readonly index: number }>;
  /** The client's own live values of a challenge. */
  own(challenge: string, clientId: string, now: number): Promise<readonly string[]>;
};

type ChangeFailure = 'rule-gone' | 'too-many' | 'label-taken' | UnmetDemand;

export function createChallengeChangeStore(driver: Driver): ChallengeChangeStore {
  const statements = challengeStatements(driver);
  const demands = ruleDemands(driver);
  const audit = auditStep(driver);
  const clear = statement(driver, (db, p: { challenge: string; clientId: string }) =>
    db
      .deleteFrom('challenge_values')
      .where('challenge', '=', p.challenge)
      .where('client_id', '=', p.clientId),
  );
  const own = statement(driver, (db, p: { challenge: string; clientId: string; now: number }) =>
    db
      .selectFrom('challenge_values')
      .select('value')
      .where('challenge', '=', p.challenge)
      .where('client_id', '=', p.clientId)
      .where('expires_at', '>', p.now)
      .orderBy('value'),
  );

  return {
    async apply(changes, valuesMax) {
      const steps: (Step & { readonly failure?: ChangeFailure; readonly index: number })[] = [];
      for (const [index, change] of changes.entries()) {
        const add = (step: Step, failure?: ChangeFailure) =>
          steps.push({ ...step, index, ...(failure !== undefined && { failure }) });
        if (change.kind === 'present') {
          const { ruleId, clientId } = change.value;
          const present = { ...change.value, now: change.event.at, valuesMax };
          add({ query: statements.stillAllowed({ ruleId, clientId }), expect: 'one' }, 'rule-gone');
          for (const { failure, ...step } of demands(change.value, change.event.at)) add(step, failure);
          add({ query: statements.present(present), expect: 'one' }, 'too-many');
          for (const name of change.names) {
            add({ query: statements.allocate(toRow(name)), expect: 'one' }, 'label-taken');
          }
        } else if (change.kind === 'cleanup') {
          // in this order: what has two references has one afterwards, and stays
          add({ query: statements.dropLast(change.value) });
          add({ query: statements.dropOne(change.value) });
        } else {
          const { challenge, clientId } = change;
          add({ query: clear({ challenge, clientId }) });
        }
        const { clientId, by: _by, ...event } = change.event;
        add({ query: statements.record({ ...event, client_id: clientId }) });
        add(audit(challengeEntry(change.event, detailsOf(change))));
      }
      const unit = steps.map(({ failure: _failure, index: _index, ...step }) => step);
      const result = await driver.write(unit);
      if (result.done) return { outcome: 'applied' };
      const failed = steps[result.failedStep];
      return { outcome: failed?.failure ?? 'rule-gone', index: failed?.index ?? 0 };
    },
    async own(challenge, clientId, now) {
      return (await driver.read(own({ challenge, clientId, now }))).map(({ value }) => value);
    },
  };
}

function detailsOf(change: ChallengeChange): Readonly<Record<string, unknown>> {
  if (change.kind === 'clear') return { value: null };
  const { value } = change.value;
  if (change.kind === 'cleanup') return { value };
  const { ruleId, expiresAt } = change.value;
  return { value, ruleId, expiresAt };
}

function toRow({ zone, label, challenge, clientId, createdAt }: DelegatedName) {
  return { zone, label, challenge, client_id: clientId, created_at: createdAt };
}
