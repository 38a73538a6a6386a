import { sql, type ExpressionBuilder } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * A status as part of the SQL text, not as a parameter: only then can the database prove that a partial index covers the
 * question. For constants of this program, never for anything from outside.
 */
export function lit<T extends string>(value: T) {
  return sql.lit(value);
}

/** Not yet concluded and not being issued. Written as the first part of the index `orders_open`, so that the index serves. */
export function isOpenOrder(eb: ExpressionBuilder<Schema, 'orders'>) {
  return eb.or([eb('orders.status', '=', lit('pending')), eb('orders.status', '=', lit('ready'))]);
}

/** Written as the index `authorizations_live`. */
export function isLiveAuthorization(eb: ExpressionBuilder<Schema, 'authorizations'>) {
  return eb.or([
    eb('authorizations.status', '=', lit('pending')),
    eb('authorizations.status', '=', lit('valid')),
  ]);
}

/** A key whose certificate was revoked for key compromise; written as the index `certificates_compromised`. */
export function isCompromised(spkiSha256: string) {
  return (eb: ExpressionBuilder<Schema, 'certificates'>) =>
    eb.and([
      eb('certificates.spki_sha256', '=', spkiSha256),
      eb('certificates.revocation_reason', '=', sql.lit(1)),
    ]);
}
