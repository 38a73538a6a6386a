import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  jwtVerify,
  type JWTPayload,
  type ProtectedHeaderParameters,
} from 'jose';
import type { Clock } from '../../core/index.ts';
import type { TokenRefusal } from '../../i18n/index.ts';
import { IDENTITY_TEXT_CHARS_MAX, TOKEN_CHARS_MAX, TOKEN_LEEWAY_S, TOKEN_LIFETIME_MAX_S } from './limits.ts';
import type { PublicKeys } from './public-keys.ts';

/** Asymmetric ones alone: with a shared secret whoever checks a token could make one. */
const ALGORITHMS = ['ES256', 'RS256', 'PS256', 'EdDSA', 'Ed25519'];

/** What a token says of itself; not believed yet. */
export type ReadToken = { readonly ok: true; readonly issuer: string } | Refused;
export type Refused = { readonly ok: false; readonly reason: TokenRefusal };

/** Claims that the issuer has signed. */
export type Claims = {
  readonly subject: string;
  readonly audience: string;
  readonly all: Readonly<Record<string, unknown>>;
};

/** Whose token it would be, and whether it may count at all: RFC 8725 sections 3.1 and 3.11. */
export function readToken(token: string): ReadToken {
  if (token.length > TOKEN_CHARS_MAX) return refused('malformed');
  let header: ProtectedHeaderParameters;
  let payload: JWTPayload;
  try {
    header = decodeProtectedHeader(token);
    payload = decodeJwt(token);
  } catch {
    return refused('malformed');
  }
  if (!ALGORITHMS.includes(String(header.alg))) return refused('algorithm');
  // tokens of other kinds are signed by the same keys: access tokens, logout tokens, events
  const typ: unknown = header.typ;
  if (typ !== undefined && (typeof typ !== 'string' || typ.toLowerCase() !== 'jwt')) return refused('type');
  const { iss } = payload;
  return isText(iss) ? { ok: true, issuer: iss } : refused('issuer');
}

/**
 * Signature first, then time, then what the claims must be like. `newer`: keys fetched after this token was seen, for one that is
 * signed with a key that is not among `keys`.
 */
export async function verifyToken(
  token: string,
  issuer: string,
  keys: PublicKeys,
  newer: () => Promise<PublicKeys | undefined>,
  clock: Pick<Clock, 'now'>,
): Promise<{ readonly ok: true; readonly claims: Claims } | Refused> {
  const first = await verify(token, issuer, keys, clock);
  if (first.ok || first.reason !== 'key') return first;
  const others = await newer();
  return others === undefined || others === keys ? first : verify(token, issuer, others, clock);
}

async function verify(
  token: string,
  issuer: string,
  keys: PublicKeys,
  clock: Pick<Clock, 'now'>,
): Promise<{ readonly ok: true; readonly claims: Claims } | Refused> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ALGORITHMS,
      issuer,
      clockTolerance: TOKEN_LEEWAY_S,
      maxTokenAge: TOKEN_LIFETIME_MAX_S,
      currentDate: new Date(clock.now()),
      requiredClaims: ['sub', 'aud', 'exp', 'iat'],
    });
    const { sub, aud, exp = Infinity, iat = 0 } = payload;
    if (exp - iat > TOKEN_LIFETIME_MAX_S) return refused('lifetime');
    // a token for several is one that each of them could show to the others
    const [audience, ...others] = [aud].flat();
    if (!isText(audience) || others.length > 0) return refused('audience');
    if (!isText(sub)) return refused('malformed');
    return { ok: true, claims: { subject: sub, audience, all: payload } };
  } catch (error) {
    return refused(reasonOf(error));
  }
}

function reasonOf(error: unknown): TokenRefusal {
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return 'key';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JWTExpired) return error.claim === 'iat' ? 'lifetime' : 'expired';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.reason === 'missing') return 'malformed';
    if (error.claim === 'nbf' || error.claim === 'iat') return 'not-yet-valid';
    return error.claim === 'iss' ? 'issuer' : 'malformed';
  }
  return error instanceof errors.JOSEError ? 'malformed' : 'key'; // a key that Node cannot use
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= IDENTITY_TEXT_CHARS_MAX;
}

function refused(reason: TokenRefusal): Refused {
  return { ok: false, reason };
}
