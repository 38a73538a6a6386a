import { auditStep } from './audit.ts';
import type { By } from './audit-types.ts';
import { challengesOf } from './clients.ts';
import type { DelegatedType, Rule, RuleConditions, RuleStore } from './delegation-types.ts';
import { type Driver, type Step, succeeds } from './driver.ts';
import { pageLimit } from './page.ts';
import type { RuleRow } from './schema.ts';
import { ruleUsage } from './rules-usage.ts';
import { query, statement, valuesOf } from './statement.ts';

/** Which client may answer challenges of which names. */
export function createRuleStore(driver: Driver): RuleStore {
  const statements = ruleStatements(driver);
  const steps = ruleSteps(driver);
  const audit = auditStep(driver);
  return {
    add: (rule, by) => succeeds(driver, steps(rule, by)),
    async get(id) {
      return (await driver.read(statements.get({ id }))).map(toRule)[0];
    },
    async list({ clientId }, page) {
      let select = driver.db.selectFrom('rules').selectAll().orderBy('id', 'desc').limit(pageLimit(page));
      if (clientId !== undefined) select = select.where('client_id', '=', clientId);
      if (page.before !== undefined) select = select.where('id', '<', page.before);
      return (await driver.read(query(select))).map(toRule);
    },
    async listAbout(names, clientId) {
      let select = driver.db.selectFrom('rules').selectAll().where('name', 'in', names).orderBy('id');
      if (clientId !== undefined) select = select.where('client_id', '=', clientId);
      return (await driver.read(query(select))).map(toRule);
    },
    async remove(id, by) {
      const result = await driver.write([
        { query: statements.withdraw({ id }), rows: true },
        { query: statements.remove({ id }), expect: 'one' },
        audit({ ...by, action: 'rule.remove', object: `rule:${id}`, details: {} }),
      ]);
      return result.done ? challengesOf(result.steps[0]) : undefined;
    },
    usage: ruleUsage(driver),
  };
}

/** The steps by which a rule is added, with its entry in the audit, for units that add more than a rule. */
export function ruleSteps(driver: Driver): (rule: Rule, by?: By) => Step[] {
  const { insert } = ruleStatements(driver);
  const audit = auditStep(driver);
  return (rule, by = { at: rule.createdAt, actor: 'server' }) => {
    const { id, createdAt: _createdAt, ...details } = rule;
    return [
      { query: insert(toRow(rule)), expect: 'one' },
      audit({ ...by, action: 'rule.add', object: `rule:${id}`, details }),
    ];
  };
}

function ruleStatements(driver: Driver) {
  return {
    insert: statement(driver, (db, p: RuleRow) =>
      db
        .insertInto('rules')
        .columns(COLUMNS)
        .expression(
          db.selectFrom('clients').select(valuesOf(p, COLUMNS)).where('clients.id', '=', p.client_id),
        ),
    ),
    get: statement(driver, (db, p: { id: string }) =>
      db.selectFrom('rules').selectAll().where('id', '=', p.id),
    ),
    withdraw: statement(driver, (db, p: { id: string }) =>
      db.deleteFrom('challenge_values').where('rule_id', '=', p.id).returning('challenge'),
    ),
    remove: statement(driver, (db, p: { id: string }) => db.deleteFrom('rules').where('id', '=', p.id)),
  };
}

const COLUMNS = [
  'id',
  'client_id',
  'name',
  'scope',
  'types_json',
  'networks_json',
  'thumbprints_json',
  'conditions_json',
  'created_at',
] as const;

function toRow(rule: Rule): RuleRow {
  return {
    id: rule.id,
    client_id: rule.clientId,
    name: rule.name,
    scope: rule.scope,
    types_json: JSON.stringify(rule.types),
    networks_json: JSON.stringify(rule.networks),
    thumbprints_json: JSON.stringify(rule.thumbprints),
    conditions_json: JSON.stringify(rule.conditions ?? {}),
    created_at: rule.createdAt,
  };
}

function toRule(row: RuleRow): Rule {
  const conditions = JSON.parse(row.conditions_json) as RuleConditions;
  return {
    id: row.id,
    clientId: row.client_id,
    name: row.name,
    scope: row.scope,
    types: JSON.parse(row.types_json) as DelegatedType[],
    networks: JSON.parse(row.networks_json) as string[],
    thumbprints: JSON.parse(row.thumbprints_json) as string[],
    ...(Object.keys(conditions).length > 0 && { conditions }),
    createdAt: row.created_at,
  };
}
