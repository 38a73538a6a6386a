import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Fault, fail, fault, ok, type Result } from '../../../core/index.ts';
import { ECHO_CHARS_MAX } from '../limits.ts';
import { MAC_HASHES } from './algorithms.ts';
import { type Jws, jwsOf } from './decode.ts';
import { isSameKey, type PublicKey } from './public-key.ts';
import { parseJsonObject } from './strict-json.ts';

/** An external account binding as sent: well-formed, for this address and this key, but its MAC not yet verified. */
export type ExternalAccountBinding = { readonly id: string; readonly jws: Jws };

/** RFC 8555 section 7.3.4: protected header with MAC algorithm, `kid` and the outer `url`, no nonce; payload the account's key. */
export function readExternalAccountBinding(
  value: unknown,
  outer: { readonly url: string; readonly key: PublicKey },
): Result<ExternalAccountBinding> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fail(malformed('externalAccountBinding'));
  const jws = jwsOf(value as Record<string, unknown>);
  if (!jws.ok) return jws;
  const { alg, kid, url } = jws.value.header;
  if (typeof alg !== 'string' || !Object.hasOwn(MAC_HASHES, alg)) return fail(malformed('alg'));
  if (typeof kid !== 'string' || kid === '' || kid.length > ECHO_CHARS_MAX) return fail(malformed('kid'));
  if (url !== outer.url) return fail(malformed('url'));
  if (Object.hasOwn(jws.value.header, 'nonce')) return fail(malformed('nonce'));
  const key = parseJsonObject(jws.value.payloadBytes);
  if (!key.ok || !isSameKey(key.value, outer.key)) return fail(malformed('payload'));
  return ok({ id: kid, jws: jws.value });
}

/** Is the binding signed with this MAC key? Compared in constant time. */
export function verifyExternalAccountBinding(
  binding: ExternalAccountBinding,
  macKey: Uint8Array,
): Fault | undefined {
  const { jws, id } = binding;
  const hash = MAC_HASHES[String(jws.header.alg)] ?? 'sha256';
  const expected = createHmac(hash, macKey).update(`${jws.protected}.${jws.payload}`).digest();
  const got = jws.signatureBytes;
  if (got.length === expected.length && timingSafeEqual(got, expected)) return undefined;
  return fault('externalAccountWrongMac', { id });
}

function malformed(member: string): Fault {
  return fault('externalAccountMalformed', { member });
}
