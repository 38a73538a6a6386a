import type { Client } from 'pg';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import { ACCOUNTS_MAX, CONNECT_MS, ROWS_READ, STATEMENT_MS } from './limits.ts';
import { KNOWN_VERSION } from './read-sqlite.ts';
import type { AcmeDnsRow } from './types.ts';

/**
 * The accounts in a PostgreSQL database of acme-dns, all of one moment, by a transaction that can only read. Faults as of `readSqlite`;
 * a password in the URL is in none of them.
 */
export async function readPostgresql(
  url: string,
  statementMs = STATEMENT_MS,
): Promise<Result<readonly AcmeDnsRow[]>> {
  const { Client } = await import('pg'); // nobody else needs it
  const source = withoutPassword(url);
  let client: Client;
  try {
    client = new Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_MS,
      statement_timeout: statementMs,
      query_timeout: statementMs, // what a server that fell silent does not keep
      application_name: 'sixfour',
    });
    client.on('error', () => {}); // a connection that breaks fails its query
    await client.connect();
  } catch (error) {
    return fail(fault('importUnreadable', { source, cause: causeOf(error) }));
  }
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await read(client, source);
  } catch (error) {
    return fail(fault('importUnreadable', { source, cause: causeOf(error) }));
  } finally {
    await client.end().catch(() => {});
  }
}

async function read(client: Client, source: string): Promise<Result<readonly AcmeDnsRow[]>> {
  // names that were not quoted are in lower case there
  const has = async (table: string, columns: readonly string[]) => {
    const { rows } = await client.query<{ name: string }>(
      'SELECT attname AS name FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped',
      [table],
    );
    return columns.every((column) => rows.some(({ name }) => name === column));
  };
  if (!(await has('records', ['username', 'password', 'subdomain', 'allowfrom'])))
    return fail(fault('importNotAcmeDns', { source }));
  if (await has('acmedns', ['name', 'value'])) {
    const { rows } = await client.query<{ value: string }>(
      "SELECT value FROM acmedns WHERE name = 'db_version'",
    );
    const version = Number(rows[0]?.value ?? 0);
    if (version > KNOWN_VERSION) return fail(fault('importVersionUnknown', { source, version }));
  }
  const accounts: AcmeDnsRow[] = [];
  for (;;) {
    const { rows } = await client.query<AcmeDnsRow>(
      `SELECT username AS "user", password AS hash, subdomain, allowfrom AS "allowFrom"
       FROM records WHERE username > $1 ORDER BY username LIMIT ${ROWS_READ}`,
      [accounts.at(-1)?.user ?? ''],
    );
    accounts.push(...rows);
    if (accounts.length > ACCOUNTS_MAX) return fail(fault('importTooLarge', { source, max: ACCOUNTS_MAX }));
    if (rows.length < ROWS_READ) return ok(accounts);
  }
}

/** The URL as it may be shown. */
function withoutPassword(url: string): string {
  try {
    const { protocol, host, pathname } = new URL(url);
    return `${protocol}//${host}${pathname}`;
  } catch {
    return 'postgresql:';
  }
}

/** A SQLSTATE or an errno; a message may hold parts of the URL. */
function causeOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return code ?? (message?.includes('timeout') === true ? 'timeout' : 'error');
}
