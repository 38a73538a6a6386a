import { sql, type SqlBool } from 'kysely';
import type { RawBuilder } from 'kysely';

/** A condition of an insert: of what a client has in this table, there are fewer than `max`. */
export function hasRoom(
  table: 'client_identities' | 'client_keys' | 'tsig_keys',
  clientId: string,
  max: number,
): RawBuilder<SqlBool> {
  return sql<SqlBool>`(SELECT count(*) FROM ${sql.table(table)} AS others WHERE others.client_id = ${clientId}) < ${max}`;
}
