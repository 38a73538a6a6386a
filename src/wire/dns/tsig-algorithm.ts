import { nameFromText, nameKey } from './name.ts';
import type { Name } from './types.ts';

/**
 * What a key is used with. HMAC-SHA-224 is left out, since not all clients have it; HMAC-MD5 is known by its name alone, so that
 * a refusal can say what the client has to change (RFC 8945 section 6: not to be used).
 */
export type TsigAlgorithm = 'hmac-sha1' | 'hmac-sha256' | 'hmac-sha384' | 'hmac-sha512';

/** Node's name of the hash, and the size of its whole MAC in octets. */
export const TSIG_ALGORITHMS: Readonly<
  Record<TsigAlgorithm, { readonly hash: string; readonly bytes: number }>
> = {
  'hmac-sha1': { hash: 'sha1', bytes: 20 },
  'hmac-sha256': { hash: 'sha256', bytes: 32 },
  'hmac-sha384': { hash: 'sha384', bytes: 48 },
  'hmac-sha512': { hash: 'sha512', bytes: 64 },
};

const MD5 = 'hmac-md5.sig-alg.reg.int';

/** The algorithm by its domain name (RFC 8945 section 6); `hmac-md5` where it is that, `undefined` where it is none of ours. */
export function tsigAlgorithm(name: Name): TsigAlgorithm | 'hmac-md5' | undefined {
  const text = nameKey(name);
  if (text === MD5) return 'hmac-md5';
  return Object.hasOwn(TSIG_ALGORITHMS, text) ? (text as TsigAlgorithm) : undefined;
}

export function tsigAlgorithmName(algorithm: TsigAlgorithm): Name {
  return nameFromText(algorithm);
}
