import type { ChallengeType, Fault } from '../core/index.ts';
import type { Driver, Query } from './driver.ts';
import type { AuthorizationRow } from './schema.ts';
import { statement } from './statement.ts';
import type { Authorization, NewAuthorization, NewOrder } from './types.ts';

export function toAuthorization(row: AuthorizationRow): Authorization {
  return {
    id: row.id,
    accountId: row.account_id,
    directory: row.directory,
    identifier: { type: row.identifier_type, value: row.name },
    wildcard: row.wildcard === 1,
    standing: row.standing,
    status: row.status,
    token: row.token,
    challengeTypes: JSON.parse(row.challenge_types_json) as ChallengeType[],
    attemptedType: row.attempted_type as ChallengeType | null,
    attemptedAt: row.attempted_at,
    validatedAt: row.validated_at,
    error: row.error_json === null ? null : (JSON.parse(row.error_json) as Fault),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

/** A new, pending authorization of an order's account. */
export function authorizationRow(
  authorization: NewAuthorization,
  order: Pick<NewOrder, 'accountId' | 'directory' | 'createdAt'>,
): AuthorizationRow {
  return {
    id: authorization.id,
    account_id: order.accountId,
    directory: order.directory,
    identifier_type: authorization.identifier.type,
    name: authorization.identifier.value,
    wildcard: authorization.wildcard ? 1 : 0,
    standing: authorization.standing,
    status: 'pending',
    token: authorization.token,
    challenge_types_json: JSON.stringify(authorization.challengeTypes),
    attempted_type: null,
    attempted_at: null,
    validated_at: null,
    error_json: null,
    created_at: order.createdAt,
    expires_at: authorization.expiresAt,
  };
}

export function insertAuthorization(driver: Driver): (row: AuthorizationRow) => Query {
  return statement(driver, (db, p: AuthorizationRow) =>
    db.insertInto('authorizations').values({
      id: p.id,
      account_id: p.account_id,
      directory: p.directory,
      identifier_type: p.identifier_type,
      name: p.name,
      wildcard: p.wildcard,
      standing: p.standing,
      status: p.status,
      token: p.token,
      challenge_types_json: p.challenge_types_json,
      created_at: p.created_at,
      expires_at: p.expires_at,
    }),
  );
}
