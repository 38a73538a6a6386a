import { mutateBytes } from './mutate-bytes.ts';
import { mutateDer } from './mutate-der.ts';
import { mutateDns } from './mutate-dns.ts';
import { mutateJson } from './mutate-json.ts';
import { mutateText } from './mutate-text.ts';
import { pick } from './random.ts';
import type { Random, Target } from './types.ts';

/** Changes laid upon each other; half of all inputs have one. */
const CHANGES_MAX = 8;

/**
 * One input out of the pool, changed one time or several: by what the target's format knows (undefined where the input is too broken
 * for that), or by its bytes alone. Never empty-handed: an input that no change took is returned as it was.
 */
export function mutate(target: Target, pool: readonly Uint8Array[], random: Random): Uint8Array {
  let bytes = pick(pool, random);
  let changes = 1;
  while (changes < CHANGES_MAX && random(2) === 0) changes++;
  for (; changes > 0; changes--) {
    const other = pick(pool, random);
    const changed = random(3) > 0 ? byFormat(target, bytes, other, random) : undefined;
    bytes = changed ?? mutateBytes(bytes, other, random);
    if (bytes.length > target.bytesMax) bytes = bytes.subarray(0, target.bytesMax);
  }
  // of its own, so that a decoder's views do not keep what it was made from
  return Uint8Array.from(bytes);
}

function byFormat(
  { kind, words = [] }: Target,
  bytes: Uint8Array,
  other: Uint8Array,
  random: Random,
): Uint8Array | undefined {
  switch (kind) {
    case 'dns':
      return mutateDns(bytes, other, random);
    case 'der':
      return mutateDer(bytes, other, random);
    case 'json':
      return mutateJson(bytes, other, words, random);
    case 'text':
      return mutateText(bytes, words, random);
  }
}
