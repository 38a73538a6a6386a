import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * What the repositories need of a database: the seam below which SQLite (`sqlite/`) stands today. They build statements
 * with Kysely and hand them over compiled; nothing above knows a dialect.
 */
export type Driver = {
  /** Builds and compiles statements in the driver's dialect; never executes any. */
  readonly db: Kysely<Schema>;
  /** Sees every unit whose promise has resolved. */
  readonly read: <Row>(query: Query<Row>) => Promise<readonly Row[]>;
  /**
   * Executes a unit, all or nothing, and resolves when that is durable. Rejects with `StoreError` when the store cannot
   * (overloaded, closed, failed); what the data says is in the result.
   */
  readonly write: (unit: Unit) => Promise<UnitResult>;
  /** Resolves when everything that was accepted is durable and all is closed. */
  readonly close: () => Promise<void>;
};

/** One compiled statement with its values. */
export type Query<Row = unknown> = {
  readonly sql: string;
  readonly values: readonly SqlValue[];
  /** Never there: carries the row's type. */
  readonly row?: Row;
};
export type SqlValue = string | number | bigint | null | Uint8Array;

/** Statements executed in order, without questions in between. */
export type Unit = readonly Step[];
export type Step = {
  readonly query: Query;
  /** `one`: unless exactly one row changes, the whole unit is undone and reported with this step. */
  readonly expect?: 'one';
  /** The statement has RETURNING: its rows are wanted. */
  readonly rows?: boolean;
};

export type UnitResult =
  | { readonly done: true; readonly steps: readonly StepResult[] }
  | { readonly done: false; readonly failedStep: number };
/** The number of changed rows, or the rows of RETURNING. */
export type StepResult = number | readonly Record<string, unknown>[];

/** For units of which only the fact matters. */
export async function succeeds(driver: Driver, unit: Unit): Promise<boolean> {
  return (await driver.write(unit)).done;
}
