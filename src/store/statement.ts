import { type Compilable, sql } from 'kysely';
import type { Driver, Query, SqlValue } from './driver.ts';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * A statement compiled once and bound many times: `build` runs at first use with slots in place of the values, so that a
 * call costs an array of values and no building. Whatever is constant in `build` stays constant in the statement.
 *
 *     const get = statement(driver, (db, p: { id: string }) =>
 *       db.selectFrom('accounts').selectAll().where('id', '=', p.id));
 *     const rows = await driver.read(get({ id }));
 */
export function statement<Params extends object, Row>(
  driver: Driver,
  build: (db: Kysely<Schema>, slots: Params) => Compilable<Row>,
): (params: Params) => Query<Row> {
  let compiled: { sql: string; parameters: readonly unknown[] } | undefined;
  return (params) => {
    compiled ??= build(driver.db, slots() as Params).compile();
    const { sql, parameters } = compiled;
    const values: SqlValue[] = [];
    for (const parameter of parameters) {
      const value =
        parameter instanceof Slot ? (params as Record<string, unknown>)[parameter.name] : parameter;
      values.push(value as SqlValue);
    }
    return { sql, values };
  };
}

/** For statements whose shape depends on the question (lists with filters): compiled at each call. */
export function query<Row>(compilable: Compilable<Row>): Query<Row> {
  const { sql, parameters } = compilable.compile();
  return { sql, values: parameters as readonly SqlValue[] };
}

/**
 * What these columns of a row hold, to be selected: an insert on a condition takes its values from a SELECT, in the sequence of its
 * columns, and both are the same list.
 *
 *     db.insertInto('jobs').columns(COLUMNS).expression(db.selectNoFrom(valuesOf(p, COLUMNS)).where(...))
 */
export function valuesOf<Row, Column extends keyof Row & string>(row: Row, columns: readonly Column[]) {
  return columns.map((column) => sql.val(row[column]).as(column));
}

/** Stands for a parameter's value while a statement is compiled; Kysely passes it on untouched. */
class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

function slots(): object {
  return new Proxy({}, { get: (_, name) => new Slot(String(name)) });
}
