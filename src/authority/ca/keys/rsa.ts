import { FERMAT_ROUNDS_MAX, SMALL_PRIME_MAX } from '../limits.ts';

/** A prime below `SMALL_PRIME_MAX` that divides the modulus, if there is one. */
export function smallFactor(modulus: bigint): number | undefined {
  for (const { product, primes } of PRIME_GROUPS) {
    const rest = Number(modulus % product); // one long division for several primes
    for (const prime of primes) if (rest % prime === 0) return prime;
  }
  return undefined;
}

/**
 * ROCA (CVE-2017-15361; Nemec et al. 2017): the faulty library's primes are k * M + (65537^a mod M), M a product of the
 * first primes, so the modulus is a power of 65537 modulo every one of them. Chance hits: below 2^-27.
 */
export function hasRocaFingerprint(modulus: bigint): boolean {
  return ROCA_RESIDUES.every(({ prime, powers }) => powers.has(Number(modulus % BigInt(prime))));
}

/**
 * Fermat's factoring, bounded: n = a^2 - b^2 with a just above the square root is found at once when both primes are
 * close together (CVE-2022-26320 and its like).
 */
export function hasClosePrimes(modulus: bigint): boolean {
  let a = squareRoot(modulus);
  if (a * a < modulus) a += 1n;
  for (let round = 0; round < FERMAT_ROUNDS_MAX; round++, a += 1n) {
    if (isSquare(a * a - modulus)) return true;
  }
  return false;
}

const PRIMES = primesBelow(SMALL_PRIME_MAX);
const ROCA_PRIME_MAX = 167; // the primes of the original detection tool
const GROUP_LIMIT = 2 ** 53;

const PRIME_GROUPS = groupPrimes(PRIMES);
const ROCA_RESIDUES = PRIMES.filter((prime) => prime > 2 && prime <= ROCA_PRIME_MAX).map((prime) => ({
  prime,
  powers: powersOf65537(prime),
}));

function primesBelow(limit: number): number[] {
  const composite = new Uint8Array(limit);
  const primes: number[] = [];
  for (let n = 2; n < limit; n++) {
    if (composite[n] === 1) continue;
    primes.push(n);
    for (let multiple = n * n; multiple < limit; multiple += n) composite[multiple] = 1;
  }
  return primes;
}

/** Primes put together as long as their product is exact in a double. */
function groupPrimes(primes: readonly number[]): { product: bigint; primes: number[] }[] {
  const groups: { product: bigint; primes: number[] }[] = [];
  let product = 1;
  let members: number[] = [];
  for (const prime of primes) {
    if (product * prime >= GROUP_LIMIT) {
      groups.push({ product: BigInt(product), primes: members });
      product = 1;
      members = [];
    }
    product *= prime;
    members.push(prime);
  }
  groups.push({ product: BigInt(product), primes: members });
  return groups;
}

function powersOf65537(prime: number): ReadonlySet<number> {
  const powers = new Set<number>();
  for (let power = 1; !powers.has(power); power = (power * 65_537) % prime) powers.add(power);
  return powers;
}

/** Floor of the square root, by Newton's method from above. */
function squareRoot(n: bigint): bigint {
  if (n === 0n) return 0n;
  let x = 1n << BigInt((n.toString(16).length * 4 + 1) >> 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

/** Most numbers are told to be no square by their last bits and small remainders, without a root. */
function isSquare(n: bigint): boolean {
  if (!SQUARES_MOD_64.has(Number(BigInt.asUintN(6, n)))) return false;
  if (!SQUARES_MOD_45045.has(Number(n % 45_045n))) return false;
  const root = squareRoot(n);
  return root * root === n;
}

const SQUARES_MOD_64 = squaresModulo(64);
const SQUARES_MOD_45045 = squaresModulo(45_045); // 3^2 * 5 * 7 * 11 * 13

function squaresModulo(modulus: number): ReadonlySet<number> {
  return new Set(Array.from({ length: modulus }, (_, n) => (n * n) % modulus));
}
