import { checkPrimeSync, createPublicKey, generatePrimeSync } from 'node:crypto';

/** The SPKI (DER) of an RSA public key with this modulus, however bad. */
export function rsaSpki(modulus: bigint, exponent = 65_537n): Uint8Array {
  const jwk = { kty: 'RSA', n: base64url(modulus), e: base64url(exponent) };
  return createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'der' });
}

/** A random prime with its two top bits set, so that the product of two has the full length. */
export function randomPrime(bits: number): bigint {
  return generatePrimeSync(bits, { bigint: true });
}

/** The next prime above `n`. */
export function nextPrime(n: bigint): bigint {
  let candidate = n % 2n === 0n ? n + 1n : n + 2n;
  while (!checkPrimeSync(candidate)) candidate += 2n;
  return candidate;
}

/** A prime as the faulty Infineon library made them: k * M + (65537^a mod M), M the product of the primes up to 167. */
export function rocaPrime(bits: number, a: number): bigint {
  const primes = Array.from({ length: 166 }, (_, index) => index + 2).filter((n) => isPrime(n));
  const m = primes.reduce((product, prime) => product * BigInt(prime), 1n);
  let residue = 1n;
  for (let i = 0; i < a; i++) residue = (residue * 65_537n) % m;
  let k = (3n << BigInt(bits - 2)) / m; // the two top bits set
  while (!checkPrimeSync(k * m + residue)) k++;
  return k * m + residue;
}

function isPrime(n: number): boolean {
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false;
  return true;
}

function base64url(n: bigint): string {
  const hex = n.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
}
