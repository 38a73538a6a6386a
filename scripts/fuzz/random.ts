import { createHash } from 'node:crypto';
import type { Random } from './types.ts';

/** A repeatable generator (xoshiro128**) of its own for each target, so that one target's run is the same alone and among others. */
export function createRandom(seed: number, target: string): Random {
  const digest = createHash('sha256').update(`${seed} ${target}`).digest();
  let [a, b, c, d] = [0, 4, 8, 12].map((at) => digest.readInt32LE(at)) as [number, number, number, number];
  return (below) => {
    const drawn = Math.imul(rotate(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return (drawn >>> 0) % below;
  };
}

export function pick<T>(from: readonly T[], random: Random): T {
  return from[random(from.length)] as T;
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
