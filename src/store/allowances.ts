import { auditStep } from './audit.ts';
import { type Driver, succeeds } from './driver.ts';
import { statement } from './statement.ts';
import type { Allowance, AllowanceStore } from './types.ts';

/** What the administrator permits; a few rows. */
export function createAllowanceStore(driver: Driver): AllowanceStore {
  const audit = auditStep(driver);
  const insert = statement(driver, (db, p: Allowance) =>
    db
      .insertInto('allowances')
      .values({ kind: p.kind, value: p.value, created_at: p.createdAt })
      .onConflict((conflict) => conflict.columns(['kind', 'value']).doNothing()),
  );
  const remove = statement(driver, (db, p: Pick<Allowance, 'kind' | 'value'>) =>
    db.deleteFrom('allowances').where('kind', '=', p.kind).where('value', '=', p.value),
  );
  const list = statement(driver, (db) =>
    db
      .selectFrom('allowances')
      .select(['kind', 'value', 'created_at as createdAt'])
      .orderBy('kind')
      .orderBy('value'),
  );

  return {
    add: ({ kind, value, createdAt }, by = { at: createdAt, actor: 'server' }) =>
      succeeds(driver, [
        { query: insert({ kind, value, createdAt }), expect: 'one' },
        audit({ ...by, action: 'allowance.add', object: `${kind}:${value}`, details: {} }),
      ]),
    remove: (kind, value, by) =>
      succeeds(driver, [
        { query: remove({ kind, value }), expect: 'one' },
        audit({ ...by, action: 'allowance.remove', object: `${kind}:${value}`, details: {} }),
      ]),
    async list() {
      return (await driver.read(list({}))).map((row) => ({ ...row }));
    },
  };
}
