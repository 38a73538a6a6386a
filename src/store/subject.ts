import { type ExpressionBuilder, sql } from 'kysely';
import type { Identifier } from '../core/index.ts';
import type { Schema } from './schema.ts';
import { lit } from './status.ts';

/** What an authorization has to be for, to prove an identifier: the name without `*.` (RFC 8555 section 7.1.4), or the address. */
export type Subject = {
  readonly type: Identifier['type'];
  readonly name: string;
  readonly wildcard: number;
};

export function subjectOf({ type, value }: Identifier): Subject {
  const wildcard = type === 'dns' && value.startsWith('*.');
  return { type, name: wildcard ? value.slice(2) : value, wildcard: wildcard ? 1 : 0 };
}

/**
 * Does the authorization prove the subject? It is for the very same; or it is for a DNS name, serves all names below it (RFC 9444),
 * and the subject is that name or lies below it by whole labels, with a wildcard or without. An address is never a name here.
 */
export function proves({ type, name, wildcard }: Subject) {
  return (eb: ExpressionBuilder<Schema, 'authorizations'>) =>
    eb.and([
      eb('authorizations.identifier_type', '=', type),
      eb.or([
        eb.and([eb('authorizations.name', '=', name), eb('authorizations.wildcard', '=', wildcard)]),
        eb.and([
          eb('authorizations.standing', '=', lit('subdomains')),
          eb('authorizations.identifier_type', '=', lit('dns')),
          eb.or([eb('authorizations.name', '=', name), isBelow(name)]),
        ]),
      ]),
    ]);
}

/** The name ends in a dot and the authorization's name: characters counted, no pattern that a name could bend. */
function isBelow(name: string) {
  const own = sql.ref('authorizations.name');
  return sql<boolean>`(length(${name}) > length(${own}) and substr(${name}, length(${name}) - length(${own})) = '.' || ${own})`;
}
