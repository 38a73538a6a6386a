import type { ExpressionBuilder } from 'kysely';
import { authorizationRow, toAuthorization } from './authorization-row.ts';
import type { Driver } from './driver.ts';
import type { AuthorizationRow, Schema } from './schema.ts';
import { statement, valuesOf } from './statement.ts';
import { isLiveAuthorization, lit } from './status.ts';
import type { AuthorizationStore } from './types.ts';

/** Authorizations that serve later orders: pre-authorizations (RFC 8555 section 7.4.1), and those of ancestors (RFC 9444). */
export function createStandingAuthorizations(
  driver: Driver,
): Pick<AuthorizationStore, 'create' | 'listStanding'> {
  const statements = standingStatements(driver);

  return {
    async create({ standingMax, ...authorization }) {
      const row = authorizationRow(authorization, authorization);
      const { done } = await driver.write([
        { query: statements.insert({ ...row, standingMax }), expect: 'one' },
      ]);
      if (done) return { outcome: 'created', authorization: toAuthorization(row) };
      const [same] = await driver.read(statements.findSame(row));
      return same === undefined
        ? { outcome: 'too-many' }
        : { outcome: 'exists', authorization: toAuthorization(same) };
    },

    async listStanding(accountId, directory, until, limit) {
      const rows = await driver.read(statements.list({ accountId, directory, until, limit }));
      return rows.map(toAuthorization);
    },
  };
}

function standingStatements(driver: Driver) {
  return {
    /** Only where the account has none for the same, and fewer than `standingMax` that are pending or valid and have not expired. */
    insert: statement(driver, (db, p: AuthorizationRow & { standingMax: number }) =>
      db
        .insertInto('authorizations')
        .columns(COLUMNS)
        .expression(
          db
            .selectNoFrom(valuesOf(p, COLUMNS))
            .where(
              (eb) =>
                eb
                  .selectFrom('authorizations')
                  .select(eb.fn.countAll<number>().as('standing'))
                  .where(isStanding(p.account_id, p.created_at)),
              '<',
              p.standingMax,
            )
            .where((eb) =>
              eb.not(
                eb.exists(eb.selectFrom('authorizations').select('authorizations.id').where(isForSame(p))),
              ),
            ),
        ),
    ),
    findSame: statement(driver, (db, p: AuthorizationRow) =>
      db
        .selectFrom('authorizations')
        .selectAll()
        .where(isForSame(p))
        .orderBy('authorizations.expires_at', 'desc')
        .limit(1),
    ),
    list: statement(driver, (db, p: { accountId: string; directory: string; until: number; limit: number }) =>
      db
        .selectFrom('authorizations')
        .selectAll()
        .where(isStanding(p.accountId, p.until))
        .where('authorizations.directory', '=', p.directory)
        .where('authorizations.status', '=', lit('valid'))
        .orderBy('authorizations.expires_at', 'desc')
        .limit(p.limit),
    ),
  };
}

const COLUMNS = [
  'id',
  'account_id',
  'directory',
  'identifier_type',
  'name',
  'wildcard',
  'standing',
  'status',
  'token',
  'challenge_types_json',
  'created_at',
  'expires_at',
] as const;

type Condition = ExpressionBuilder<Schema, 'authorizations'>;

/** Pending or valid beyond `until`; written as the index `authorizations_standing`. */
function isStanding(accountId: string, until: number) {
  return (eb: Condition) =>
    eb.and([
      eb('authorizations.account_id', '=', accountId),
      eb('authorizations.standing', 'is not', null),
      isLiveAuthorization(eb),
      eb('authorizations.expires_at', '>', until),
    ]);
}

function isForSame(p: AuthorizationRow) {
  return (eb: Condition) =>
    eb.and([
      isStanding(p.account_id, p.created_at)(eb),
      eb('authorizations.directory', '=', p.directory),
      eb('authorizations.identifier_type', '=', p.identifier_type),
      eb('authorizations.name', '=', p.name),
      eb('authorizations.wildcard', '=', p.wildcard),
      eb('authorizations.standing', '=', p.standing),
    ]);
}
