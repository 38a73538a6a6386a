import { plainEntry } from './audit.ts';
import { challengeEntry } from './challenge-entry.ts';
import { challengeStatements } from './challenge-statements.ts';
import type { ChallengeEvent, ChallengeValue } from './delegation-types.ts';
import type { Driver } from './driver.ts';
import { statement } from './statement.ts';

/** A client's own values, for a protocol in which a value is there or not, and is not counted. */
export type OwnValueStore = {
  /** Live ones, in the order in which they came. */
  list(
    challenge: string,
    clientId: string,
    now: number,
  ): Promise<readonly Pick<ChallengeValue, 'value' | 'expiresAt'>[]>;
  /** All references to it at once. False, and nothing recorded, when the client has no such value. */
  withdraw(
    value: Pick<ChallengeValue, 'challenge' | 'clientId' | 'value'>,
    event: Pick<ChallengeEvent, 'at' | 'source' | 'by'>,
  ): Promise<boolean>;
};

export function createOwnValueStore(driver: Driver): OwnValueStore {
  const { recordCleaned, auditCleaned } = challengeStatements(driver);
  const list = statement(driver, (db, p: { challenge: string; clientId: string; now: number }) =>
    db
      .selectFrom('challenge_values')
      .select(['value', 'expires_at as expiresAt'])
      .where('challenge', '=', p.challenge)
      .where('client_id', '=', p.clientId)
      .where('expires_at', '>', p.now)
      .orderBy('sequence'),
  );
  const drop = statement(driver, (db, p: Pick<ChallengeValue, 'challenge' | 'clientId' | 'value'>) =>
    db
      .deleteFrom('challenge_values')
      .where('challenge', '=', p.challenge)
      .where('client_id', '=', p.clientId)
      .where('value', '=', p.value),
  );
  return {
    async list(challenge, clientId, now) {
      return (await driver.read(list({ challenge, clientId, now }))).map((row) => ({ ...row }));
    },
    async withdraw(value, { at, source, by }) {
      const { challenge, clientId } = value;
      const told = { at, source, by, challenge, clientId, event: 'cleaned' } as const;
      const entry = plainEntry(challengeEntry(told, { value: value.value }));
      const result = await driver.write([
        { query: recordCleaned({ ...value, at, source }) },
        { query: auditCleaned({ ...value, ...entry }) },
        { query: drop(value) },
      ]);
      return result.done && result.steps.at(-1) === 1;
    },
  };
}
