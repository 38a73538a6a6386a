import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { fault } from '../../core/index.ts';
import type { Query, SqlValue } from '../driver.ts';
import { StoreError } from '../error.ts';
import { PREPARED_STATEMENTS_MAX } from '../limits.ts';
import { configureReader } from './pragmas.ts';

export type Reader = {
  readonly read: <Row>(query: Query<Row>) => Promise<readonly Row[]>;
  readonly close: () => void;
};

/**
 * Reads in the main thread, on a connection of its own that can change nothing. A point read takes some microseconds, less than
 * a message to another thread; each is its own snapshot, so it sees every commit that was answered.
 */
export function openReader(file: string): Reader {
  const db = new DatabaseSync(file, { readOnly: true });
  configureReader(db);
  const prepared = new Map<string, Prepared>();

  return {
    // async so that whatever SQLite throws becomes a rejection
    async read<Row>({ sql, values }: Query<Row>): Promise<readonly Row[]> {
      if (!db.isOpen) throw new StoreError(fault('storeClosed', {}));
      const { statement, columns } = prepared.get(sql) ?? prepare(sql);
      return (statement.all(...values) as unknown as SqlValue[][]).map((row) => rowOf(columns, row) as Row);
    },
    close() {
      prepared.clear();
      if (db.isOpen) db.close();
    },
  };

  function prepare(sql: string): Prepared {
    const statement = db.prepare(sql);
    // the objects that node:sqlite makes itself look names up anew for each row, and each of their members is slow to read
    statement.setReturnArrays(true);
    const made = { statement, columns: statement.columns().map(({ name }) => name) };
    if (prepared.size >= PREPARED_STATEMENTS_MAX) {
      const [oldest] = prepared.keys();
      if (oldest !== undefined) prepared.delete(oldest);
    }
    prepared.set(sql, made);
    return made;
  }
}

type Prepared = { readonly statement: StatementSync; readonly columns: readonly string[] };

function rowOf(columns: readonly string[], values: readonly SqlValue[]): object {
  const row: Record<string, SqlValue | undefined> = {};
  for (let i = 0; i < columns.length; i++) row[columns[i] ?? ''] = values[i];
  return row;
}
