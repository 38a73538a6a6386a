import { challengeStatements } from './challenge-statements.ts';
import type { ChallengeEvent, ChallengeValue, DelegatedName } from './delegation-types.ts';
import type { Driver, Step } from './driver.ts';
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
   * is no failure.
   */
  apply(
    changes: readonly ChallengeChange[],
    valuesMax: number,
  ): Promise<'applied' | 'rule-gone' | 'too-many' | 'label-taken'>;
  /** The client's own live values of a challenge. */
  own(challenge: string, clientId: string, now: number): Promise<readonly string[]>;
};

type Failure = 'rule-gone' | 'too-many' | 'label-taken';

export function createChallengeChangeStore(driver: Driver): ChallengeChangeStore {
  const statements = challengeStatements(driver);
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
      const steps: (Step & { readonly failure?: Failure })[] = [];
      for (const change of changes) {
        if (change.kind === 'present') {
          const { ruleId, clientId } = change.value;
          const present = { ...change.value, now: change.event.at, valuesMax };
          steps.push(
            { query: statements.stillAllowed({ ruleId, clientId }), expect: 'one', failure: 'rule-gone' },
            { query: statements.present(present), expect: 'one', failure: 'too-many' },
          );
          for (const name of change.names) {
            const query = statements.allocate(toRow(name));
            steps.push({ query, expect: 'one', failure: 'label-taken' });
          }
        } else if (change.kind === 'cleanup') {
          // in this order: what has two references has one afterwards, and stays
          steps.push(
            { query: statements.dropLast(change.value) },
            { query: statements.dropOne(change.value) },
          );
        } else {
          const { challenge, clientId } = change;
          steps.push({ query: clear({ challenge, clientId }) });
        }
        const { clientId, ...event } = change.event;
        steps.push({ query: statements.record({ ...event, client_id: clientId }) });
      }
      const result = await driver.write(steps.map(({ failure: _failure, ...step }) => step));
      return result.done ? 'applied' : (steps[result.failedStep]?.failure ?? 'rule-gone');
    },
    async own(challenge, clientId, now) {
      return (await driver.read(own({ challenge, clientId, now }))).map(({ value }) => value);
    },
  };
}

function toRow({ zone, label, challenge, clientId, createdAt }: DelegatedName) {
  return { zone, label, challenge, client_id: clientId, created_at: createdAt };
}
