import { RATE_SLOTS } from './limits.ts';

/**
 * Counts answers of one second, by network and by what they were about, in a table of fixed size: a flood of forged sources
 * takes neither memory nor time. Two that meet in one place share a count at worst.
 */
export type RateLimit = {
  /** May this one be answered in full? `network` from `networkOf`; `subject` tells names apart, and failures from names. */
  allows(network: number, subject: number, second: number): boolean;
};

export function createRateLimit(perSecond: number, seed: number): RateLimit {
  if (perSecond === 0) return { allows: () => true };
  const keys = new Uint32Array(RATE_SLOTS);
  const seconds = new Uint32Array(RATE_SLOTS);
  const counts = new Uint32Array(RATE_SLOTS);
  return {
    allows(network, subject, second) {
      const key = mix(mix(seed, network), subject) >>> 0;
      let slot = key & (RATE_SLOTS - 1);
      if (keys[slot] !== key || seconds[slot] !== second >>> 0) {
        const other = slot ^ 1;
        if (keys[other] === key && seconds[other] === second >>> 0) slot = other;
        else {
          // the one of the two that nobody counts in, or that has counted less
          if (seconds[slot] === second >>> 0) {
            if (seconds[other] !== second >>> 0 || (counts[other] ?? 0) < (counts[slot] ?? 0)) slot = other;
          }
          keys[slot] = key;
          seconds[slot] = second >>> 0;
          counts[slot] = 0;
        }
      }
      const count = (counts[slot] ?? 0) + 1;
      counts[slot] = count;
      return count <= perSecond;
    },
  };
}

/** A number for the /24 or /56 that an address is in: what one party can be assumed to have. Read from the text, without a copy. */
export function networkOf(address: string): number {
  let hash = 0;
  const end = Math.min(address.length, ADDRESS_CHARS_MAX);
  if (address.indexOf(':') < 0) {
    for (let i = 0, dots = 0; i < end; i++) {
      const code = address.charCodeAt(i);
      if (code === DOT && ++dots === 3) break;
      hash = Math.imul(hash ^ code, PRIME);
    }
    return hash;
  }
  // the first three groups and the upper half of the fourth; `::` ends them in zeros, or the address has all eight before it
  let group = 0;
  let value = 0;
  for (let i = 0; i < end && group < 4; i++) {
    const code = address.charCodeAt(i);
    if (code !== COLON) {
      value = (value << 4) | (code <= NINE ? code & 0xf : (code & 0xf) + 9);
      continue;
    }
    hash = put(hash, group++, value);
    value = 0;
    if (address.charCodeAt(i + 1) === COLON) return zerosFrom(hash, group, address, i + 2);
  }
  return group < 4 ? put(hash, group, value) : hash;
}

const DOT = 0x2e;
const COLON = 0x3a;
const NINE = 0x39;
const PRIME = 0x0100_0193;
const ADDRESS_CHARS_MAX = 64;

/** After `::`: as many zero groups as are missing, then those that follow it. */
function zerosFrom(from: number, group: number, address: string, at: number): number {
  const tail = address.slice(at).split('%', 1)[0] ?? '';
  const groups = tail === '' ? [] : tail.split(':');
  const missing = 8 - group - groups.length;
  let hash = from;
  for (let i = group; i < 4; i++) {
    hash = put(hash, i, i - group < missing ? 0 : Number.parseInt(groups[i - group - missing] ?? '0', 16));
  }
  return hash;
}

function put(hash: number, group: number, value: number): number {
  return Math.imul(hash ^ (group === 3 ? value >> 8 : value), PRIME) ^ (hash >>> 16);
}

function mix(a: number, b: number): number {
  let hash = Math.imul(a ^ b, 0x9e37_79b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85eb_ca6b);
  return hash ^ (hash >>> 13);
}
