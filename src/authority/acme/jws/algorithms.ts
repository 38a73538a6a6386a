/** Signature algorithms of account and certificate keys (RFC 7518 section 3): no MAC, no `none`. */
export type SignatureName = 'RS256' | 'ES256' | 'ES384';
export const SIGNATURE_NAMES: readonly SignatureName[] = ['ES256', 'ES384', 'RS256'];
export const SIGNATURES_TEXT: string = SIGNATURE_NAMES.join(', ');

/** MACs of an external account binding only (RFC 8555 section 7.3.4). */
export const MAC_HASHES: Readonly<Record<string, 'sha256' | 'sha384' | 'sha512'>> = {
  HS256: 'sha256',
  HS384: 'sha384',
  HS512: 'sha512',
};

/** The one algorithm of a key, decided by the key alone, so that a request can never choose (RFC 8725 section 3.1). */
export function algorithmOf(jwk: { kty: string; crv?: string }): SignatureName {
  if (jwk.kty === 'RSA') return 'RS256';
  return jwk.crv === 'P-384' ? 'ES384' : 'ES256';
}
