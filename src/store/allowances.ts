import type { Driver } from './driver.ts';
import { succeeds } from './driver.ts';
import { statement } from './statement.ts';
import type { Allowance, AllowanceStore } from './types.ts';

/** What the administrator permits; a few rows. */
export function createAllowanceStore(driver: Driver): AllowanceStore {
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
    add: (allowance) => succeeds(driver, [{ query: insert(allowance), expect: 'one' }]),
    remove: (kind, value) => succeeds(driver, [{ query: remove({ kind, value }), expect: 'one' }]),
    async list() {
      return (await driver.read(list({}))).map((row) => ({ ...row }));
    },
  };
}
