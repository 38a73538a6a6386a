import { sql } from 'kysely';
import type { RuleConditions, UnmetDemand } from './delegation-types.ts';
import type { Driver, Step } from './driver.ts';
import { PRESENTS_COUNTED_MS, NAMES_COUNTED_MS } from './limits.ts';
import { statement } from './statement.ts';

/** What a rule asks of the store when a value is written under it. */
export type RuleDemands = Pick<
  RuleConditions,
  'liveMax' | 'presentsPerHourMax' | 'namesPerDayMax' | 'approval'
> & {
  /** The host name, for the quota of names. */
  readonly name: string;
};

type Presented = {
  readonly challenge: string;
  readonly clientId: string;
  readonly ruleId: string;
  readonly value: string;
  readonly demands?: RuleDemands;
};
export type DemandStep = Step & { readonly failure?: UnmetDemand };

/**
 * The steps that a present under a rule with quotas or approval needs besides its own: each counts and takes its place in one statement, so
 * that of two at once one alone gets the last. Without such conditions there are none.
 */
export function ruleDemands(driver: Driver): (value: Presented, now: number) => DemandStep[] {
  const statements = demandStatements(driver);
  return ({ challenge, clientId, ruleId, value, demands }, now) => {
    if (demands === undefined) return [];
    const { approval, liveMax, presentsPerHourMax, namesPerDayMax, name } = demands;
    const steps: DemandStep[] = [];
    const must = (failure: UnmetDemand, query: Step['query']) =>
      steps.push({ query, expect: 'one', failure });
    if (approval !== undefined) {
      const first = approval === 'first' ? 1 : 0;
      must('approval', statements.useApproval({ clientId, challenge, first, now }));
    }
    if (liveMax !== undefined) {
      must('quota-live', statements.roomForLive({ ruleId, challenge, value, now, max: liveMax }));
    }
    if (presentsPerHourMax !== undefined) {
      const since = now - PRESENTS_COUNTED_MS;
      steps.push({ query: statements.forgetPresents({ ruleId, since }) });
      must('quota-presents', statements.countPresent({ ruleId, now, since, max: presentsPerHourMax }));
    }
    if (namesPerDayMax !== undefined) {
      const since = now - NAMES_COUNTED_MS;
      steps.push({ query: statements.forgetNames({ ruleId, since }) });
      must('quota-names', statements.countName({ ruleId, name, now, since, max: namesPerDayMax }));
    }
    return steps;
  };
}

function demandStatements(driver: Driver) {
  return {
    /** One that has been used before stays good for rules that ask for the first use alone. */
    useApproval: statement(
      driver,
      (db, p: { clientId: string; challenge: string; first: 0 | 1; now: number }) =>
        db
          .updateTable('approvals')
          .set({ used_at: sql<number>`coalesce(used_at, ${p.now})` })
          .where('client_id', '=', p.clientId)
          .where('challenge', '=', p.challenge)
          .where(
            sql<boolean>`((state = 'approved' and expires_at > ${p.now}) or (${p.first} = 1 and state != 'denied' and used_at is not null))`,
          ),
    ),
    /** Changes nothing, and so counts the one row that it could change. The very value makes room for itself. */
    roomForLive: statement(
      driver,
      (
        db,
        p: {
          ruleId: string;
          challenge: string;
          value: string;
          now: number;
          max: number;
        },
      ) =>
        db
          .updateTable('rules')
          .set({ client_id: sql<string>`client_id` })
          .where('id', '=', p.ruleId)
          .where(
            (eb) =>
              eb
                .selectFrom('challenge_values as others')
                .select(eb.fn.countAll<number>().as('live'))
                .where('others.rule_id', '=', p.ruleId)
                .where('others.expires_at', '>', p.now)
                .where((on) =>
                  on.or([on('others.challenge', '!=', p.challenge), on('others.value', '!=', p.value)]),
                ),
            '<',
            p.max,
          ),
    ),
    forgetPresents: statement(driver, (db, p: { ruleId: string; since: number }) =>
      db.deleteFrom('rule_presents').where('rule_id', '=', p.ruleId).where('at', '<=', p.since),
    ),
    countPresent: statement(driver, (db, p: { ruleId: string; now: number; since: number; max: number }) =>
      db
        .insertInto('rule_presents')
        .columns(['rule_id', 'at'])
        .expression(
          db
            .selectNoFrom([sql.val(p.ruleId).as('rule_id'), sql.val(p.now).as('at')])
            .where(
              (eb) =>
                eb
                  .selectFrom('rule_presents as others')
                  .select(eb.fn.countAll<number>().as('presents'))
                  .where('others.rule_id', '=', p.ruleId)
                  .where('others.at', '>', p.since),
              '<',
              p.max,
            ),
        ),
    ),
    forgetNames: statement(driver, (db, p: { ruleId: string; since: number }) =>
      db.deleteFrom('rule_names').where('rule_id', '=', p.ruleId).where('last_at', '<=', p.since),
    ),
    countName: statement(
      driver,
      (db, p: { ruleId: string; name: string; now: number; since: number; max: number }) =>
        db
          .insertInto('rule_names')
          .columns(['rule_id', 'name', 'last_at'])
          .expression(
            db
              .selectNoFrom([
                sql.val(p.ruleId).as('rule_id'),
                sql.val(p.name).as('name'),
                sql.val(p.now).as('last_at'),
              ])
              .where(
                (eb) =>
                  eb
                    .selectFrom('rule_names as others')
                    .select(eb.fn.countAll<number>().as('names'))
                    .where('others.rule_id', '=', p.ruleId)
                    .where('others.last_at', '>', p.since)
                    .where('others.name', '!=', p.name),
                '<',
                p.max,
              ),
          )
          .onConflict((conflict) => conflict.columns(['rule_id', 'name']).doUpdateSet({ last_at: p.now })),
    ),
  };
}
