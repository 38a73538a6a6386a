import { createLocalJWKSet, type JWK, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { ISSUER_KEYS_MAX } from './limits.ts';

/** Finds the one key that a token's header means; rejects as jose does where there is none, or more than one. */
export type PublicKeys = JWTVerifyGetKey;

/**
 * A JWK Set (RFC 7517), of which only public members of asymmetric keys are taken; what else stands there does not matter. Undefined
 * where none is left.
 */
export function readKeys(value: unknown): PublicKeys | undefined {
  const set = jwkSet.safeParse(value);
  if (!set.success) return undefined;
  const keys = set.data.keys.flatMap((one) => {
    const key = publicKey.safeParse(one);
    return key.success ? [key.data as JWK] : [];
  });
  return keys.length === 0 ? undefined : createLocalJWKSet({ keys });
}

const text = z.string().max(4_096);
const jwkSet = z.object({ keys: z.array(z.unknown()).max(ISSUER_KEYS_MAX) });
const common = {
  kid: text.optional(),
  alg: text.optional(),
  use: z.literal('sig').optional(),
  key_ops: z.array(text).max(10).optional(),
};
const publicKey = z.discriminatedUnion('kty', [
  z.object({ kty: z.literal('RSA'), n: text, e: text, ...common }),
  z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: text, y: text, ...common }),
  z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: text, ...common }),
]);
