import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { appendTo, nextEntry, type PlainAuditEntry } from './audit.ts';
import type { ChallengeFetch, ChallengeValue } from './delegation-types.ts';
import type { Driver } from './driver.ts';
import type { ChallengeEventRow, DelegatedNameRow } from './schema.ts';
import { statement } from './statement.ts';

type Own = Pick<ChallengeValue, 'challenge' | 'clientId' | 'value'>;

/** The statements of `challenges.ts`. */
export function challengeStatements(driver: Driver) {
  return {
    /** One row, new or there already; none where the label stands for another challenge. */
    allocate: statement(driver, (db, p: DelegatedNameRow) =>
      db
        .insertInto('delegated_names')
        .values({
          zone: p.zone,
          label: p.label,
          challenge: p.challenge,
          client_id: p.client_id,
          created_at: p.created_at,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['zone', 'label'])
            .doUpdateSet((eb) => ({ challenge: eb.ref('excluded.challenge') }))
            .whereRef('delegated_names.challenge', '=', 'excluded.challenge'),
        ),
    ),
    findName: statement(driver, (db, p: { zone: string; label: string }) =>
      db.selectFrom('delegated_names').selectAll().where('zone', '=', p.zone).where('label', '=', p.label),
    ),
    byChallenge: statement(driver, (db, p: { challenge: string }) =>
      db.selectFrom('delegated_names').selectAll().where('challenge', '=', p.challenge),
    ),
    // changes nothing, and so counts the one row that it could change
    stillAllowed: statement(driver, (db, p: { ruleId: string; clientId: string }) =>
      db
        .updateTable('rules')
        .set({ client_id: p.clientId })
        .where('id', '=', p.ruleId)
        .where('client_id', '=', p.clientId),
    ),
    /** What has expired and is still there begins anew, with one reference. */
    present: statement(driver, (db, p: ChallengeValue & { now: number; valuesMax: number }) =>
      db
        .insertInto('challenge_values')
        .columns(['challenge', 'client_id', 'rule_id', 'value', 'reference_count', 'expires_at'])
        .expression(
          db
            .selectNoFrom([
              sql.val(p.challenge).as('challenge'),
              sql.val(p.clientId).as('client_id'),
              sql.val(p.ruleId).as('rule_id'),
              sql.val(p.value).as('value'),
              sql.lit(1).as('reference_count'),
              sql.val(p.expiresAt).as('expires_at'),
            ])
            .where(
              (eb) =>
                eb
                  .selectFrom('challenge_values as others')
                  .select(eb.fn.countAll<number>().as('live'))
                  .where('others.challenge', '=', p.challenge)
                  .where('others.expires_at', '>', p.now)
                  .where((on) =>
                    on.or([on('others.client_id', '!=', p.clientId), on('others.value', '!=', p.value)]),
                  ),
              '<',
              p.valuesMax,
            ),
        )
        .onConflict((conflict) =>
          conflict.columns(['challenge', 'client_id', 'value']).doUpdateSet({
            rule_id: p.ruleId,
            reference_count: sql<number>`case when challenge_values.expires_at > ${p.now} then challenge_values.reference_count + 1 else 1 end`,
            expires_at: p.expiresAt,
          }),
        ),
    ),
    /** Before the value goes: what was not there was not cleaned up. */
    recordCleaned: statement(driver, (db, p: Own & Pick<ChallengeEventRow, 'at' | 'source'>) =>
      db
        .insertInto('challenge_events')
        .columns(['at', 'client_id', 'challenge', 'event', 'source'])
        .expression(
          db
            .selectFrom('challenge_values')
            .select([
              sql.val(p.at).as('at'),
              'challenge_values.client_id',
              'challenge_values.challenge',
              sql.lit('cleaned').as('event'),
              sql.val(p.source).as('source'),
            ])
            .where('challenge_values.challenge', '=', p.challenge)
            .where('challenge_values.client_id', '=', p.clientId)
            .where('challenge_values.value', '=', p.value),
        ),
    ),
    /** As `recordCleaned`. */
    auditCleaned: statement(driver, (db, p: Own & PlainAuditEntry) =>
      appendTo(
        db,
        nextEntry(db, p).where((eb) =>
          eb.exists(
            eb
              .selectFrom('challenge_values')
              .select('challenge_values.sequence')
              .where('challenge_values.challenge', '=', p.challenge)
              .where('challenge_values.client_id', '=', p.clientId)
              .where('challenge_values.value', '=', p.value),
          ),
        ),
      ),
    ),
    dropLast: statement(driver, (db, p: Own) =>
      db
        .deleteFrom('challenge_values')
        .where('challenge', '=', p.challenge)
        .where('client_id', '=', p.clientId)
        .where('value', '=', p.value)
        .where('reference_count', '=', 1),
    ),
    dropOne: statement(driver, (db, p: Own) =>
      db
        .updateTable('challenge_values')
        .set({ reference_count: sql<number>`reference_count - 1` })
        .where('challenge', '=', p.challenge)
        .where('client_id', '=', p.clientId)
        .where('value', '=', p.value)
        .where('reference_count', '>', 1),
    ),
    live: statement(driver, (db, p: { challenge: string; now: number }) =>
      db
        .selectFrom('challenge_values')
        .select('value')
        .where('challenge', '=', p.challenge)
        .where('expires_at', '>', p.now)
        .orderBy('sequence'),
    ),
    allLive: statement(driver, (db, p: { now: number }) =>
      db
        .selectFrom('challenge_values')
        .select(['challenge', 'value'])
        .where('expires_at', '>', p.now)
        .orderBy('challenge')
        .orderBy('sequence'),
    ),
    expire: statement(driver, (db, p: { now: number; limit: number }) =>
      db
        .deleteFrom('challenge_values')
        .where('sequence', 'in', (eb) =>
          eb
            .selectFrom('challenge_values as old')
            .select('old.sequence')
            .where('old.expires_at', '<=', p.now)
            .orderBy('old.expires_at')
            .limit(p.limit),
        )
        .returning('challenge'),
    ),
    reserve: statement(driver, (db, p: { count: number }) =>
      db
        .updateTable('zone_sequence')
        .set({ value: sql<number>`value + ${p.count}` })
        .where('id', '=', sql.lit(1))
        .returning('value'),
    ),
    record: statement(driver, (db, p: ChallengeEventRow) =>
      db.insertInto('challenge_events').values({
        at: p.at,
        client_id: p.client_id,
        challenge: p.challenge,
        event: p.event,
        source: p.source,
        reason: p.reason,
      }),
    ),
    recordFetch: statement(driver, (db, p: ChallengeFetch) =>
      db
        .insertInto('challenge_events')
        .columns(['at', 'client_id', 'challenge', 'event', 'source'])
        .expression((eb) =>
          eb
            .selectFrom('delegated_names as name')
            .innerJoin('clients', (join) => join.onTrue())
            .select([
              sql.val(p.at).as('at'),
              'clients.id as client_id',
              'name.challenge as challenge',
              sql.lit('fetched').as('event'),
              sql.val(p.source).as('source'),
            ])
            .where('name.zone', '=', p.zone)
            .where('name.label', '=', p.label)
            .where(hadValue(sql.ref('name.challenge'), p.at)),
        ),
    ),
    recordFetchOf: statement(driver, (db, p: Pick<ChallengeEventRow, 'challenge' | 'at' | 'source'>) =>
      db
        .insertInto('challenge_events')
        .columns(['at', 'client_id', 'challenge', 'event', 'source'])
        .expression((eb) =>
          eb
            .selectFrom('clients')
            .select([
              sql.val(p.at).as('at'),
              'clients.id as client_id',
              sql.val(p.challenge).as('challenge'),
              sql.lit('fetched').as('event'),
              sql.val(p.source).as('source'),
            ])
            .where(hadValue(sql.val(p.challenge), p.at)),
        ),
    ),
    purgeEvents: statement(driver, (db, p: { before: number; limit: number }) =>
      db
        .deleteFrom('challenge_events')
        .where('number', 'in', (eb) =>
          eb
            .selectFrom('challenge_events as old')
            .select('old.number')
            .where('old.at', '<', p.before)
            .orderBy('old.number')
            .limit(p.limit),
        ),
    ),
  };
}

/** Had the client a value there at that time? One that it has now, or has cleaned up since: fetches are written down late. */
function hadValue(challenge: RawBuilder<unknown>, at: number): RawBuilder<SqlBool> {
  return sql<SqlBool>`(clients.id IN (SELECT client_id FROM challenge_values WHERE challenge = ${challenge} AND expires_at > ${at})
    OR clients.id IN (SELECT client_id FROM challenge_events WHERE challenge = ${challenge} AND event = 'cleaned' AND at >= ${at}))`;
}
