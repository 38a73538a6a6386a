import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { fail, fault, ok, type Result } from '../../../core/index.ts';
import { ECHO_CHARS_MAX } from '../limits.ts';
import { algorithmOf, type SignatureName } from './algorithms.ts';

/** A public key that passed every check, ready to verify with. */
export type PublicKey = {
  readonly algorithm: SignatureName;
  readonly key: KeyObject;
  /** Canonical public JWK as JSON, members in the order of RFC 7638 section 3.2. */
  readonly jwk: string;
  /** RFC 7638, base64url. */
  readonly thumbprint: string;
  /** SHA-256 of the DER SubjectPublicKeyInfo, lower-case hex: as certificates' rows have it. */
  readonly spkiSha256: string;
};

/** The CA's check of public keys (DER SubjectPublicKeyInfo), so that one place judges all of them. */
export type CheckKey = (spki: Uint8Array) => Result<unknown>;

const EC_CURVES = ['P-256', 'P-384'];
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** Checks and imports a JWK: its type, its public members, its strength (RFC 8555 section 6.2, RFC 7518 section 6). */
export function readPublicKey(jwk: unknown, checkKey: CheckKey): Result<PublicKey> {
  if (typeof jwk !== 'object' || jwk === null || Array.isArray(jwk)) return fail(fault('keyMalformed', {}));
  const members = jwk as Record<string, unknown>;
  const refused = checkMembers(members);
  if (refused !== undefined) return fail(refused);
  let keyObject: KeyObject;
  try {
    keyObject = createPublicKey({ key: publicMembers(members), format: 'jwk' });
  } catch {
    return fail(fault('keyMalformed', {})); // includes points that are not on their curve
  }
  const spki = keyObject.export({ format: 'der', type: 'spki' });
  const checked = checkKey(spki);
  if (!checked.ok) return checked;
  return ok(publicKeyOf(keyObject, canonicalJwk(keyObject), spki));
}

/** Imports a key that was checked when it was stored. */
export function importStoredKey(jwk: string): PublicKey {
  const keyObject = createPublicKey({ key: JSON.parse(jwk), format: 'jwk' });
  return publicKeyOf(keyObject, jwk, keyObject.export({ format: 'der', type: 'spki' }));
}

/** Is this JWK the same public key, whichever way its numbers are spelled (RFC 7638)? */
export function isSameKey(jwk: unknown, key: PublicKey): boolean {
  const read = readPublicKey(jwk, () => ok(undefined));
  return read.ok && read.value.thumbprint === key.thumbprint;
}

function publicKeyOf(key: KeyObject, jwk: string, spki: Uint8Array): PublicKey {
  return {
    algorithm: algorithmOf(JSON.parse(jwk) as { kty: string; crv?: string }),
    key,
    jwk,
    thumbprint: createHash('sha256').update(jwk).digest('base64url'),
    spkiSha256: createHash('sha256').update(spki).digest('hex'),
  };
}

function checkMembers(members: Record<string, unknown>) {
  if (PRIVATE_MEMBERS.some((member) => Object.hasOwn(members, member) && members.kty !== 'oct'))
    return fault('keyHasPrivatePart', {});
  const keyType = typeof members.kty === 'string' ? members.kty : '';
  if (keyType === 'RSA') return undefined;
  if (keyType !== 'EC') return fault('keyTypeRefused', { keyType: keyType.slice(0, ECHO_CHARS_MAX) });
  const curve = typeof members.crv === 'string' ? members.crv : '';
  return EC_CURVES.includes(curve)
    ? undefined
    : fault('keyTypeRefused', { keyType: `EC ${curve}`.slice(0, ECHO_CHARS_MAX) });
}

function publicMembers({ kty, crv, x, y, n, e }: Record<string, unknown>): Record<string, string> {
  const wanted = kty === 'RSA' ? { kty, n, e } : { kty, crv, x, y };
  if (Object.values(wanted).some((value) => typeof value !== 'string')) return { kty: '' };
  return wanted as Record<string, string>;
}

/** Exported from the imported key, so that no second spelling of a number gives one key two thumbprints. */
function canonicalJwk(keyObject: KeyObject): string {
  const { kty, crv, x, y, n, e } = keyObject.export({ format: 'jwk' });
  return JSON.stringify(kty === 'RSA' ? { e, kty, n } : { crv, kty, x, y });
}
