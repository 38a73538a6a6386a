import { pick } from './random.ts';
import type { Random } from './types.ts';

const INTERESTING = [0, 1, 0x1f, 0x20, 0x3f, 0x7f, 0x80, 0x81, 0x84, 0xc0, 0xfe, 0xff];
const WORDS = [0, 1, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff];
/** Times that a piece is repeated: mostly a few, now and then until the input is as long as can be. */
const REPEATS = [1, 1, 1, 2, 3, 7, 64, 1_000];

type Change = (bytes: Uint8Array, other: Uint8Array, random: Random) => Uint8Array;

/** Changes that need no format: bits, bytes, numbers, pieces taken out, doubled, repeated, moved, cut off or from elsewhere. */
export const mutateBytes: Change = (bytes, other, random) =>
  bytes.length === 0 ? Uint8Array.of(random(256)) : pick(CHANGES, random)(bytes, other, random);

const CHANGES: readonly Change[] = [
  (bytes, _, random) => withByte(bytes, random, (byte) => byte ^ (1 << random(8))),
  (bytes, _, random) => withByte(bytes, random, () => random(256)),
  (bytes, _, random) => withByte(bytes, random, () => pick(INTERESTING, random)),
  (bytes, _, random) => withByte(bytes, random, (byte) => byte + (random(2) === 0 ? 1 : -1)),
  (bytes, _, random) => {
    const word = pick(WORDS, random);
    return splice(bytes, random(bytes.length), 2, [word >> 8, word & 0xff]);
  },
  (bytes, _, random) => {
    const octets = pick([0x00, 0x7f, 0x80, 0xff], random);
    return splice(bytes, random(bytes.length), 4, [octets, 0xff, 0xff, 0xff]);
  },
  (bytes, _, random) => splice(bytes, random(bytes.length), 1 + random(8), []),
  (bytes, _, random) =>
    splice(
      bytes,
      random(bytes.length + 1),
      0,
      Array.from({ length: 1 + random(8) }, () => random(256)),
    ),
  (bytes, _, random) => {
    const from = random(bytes.length);
    const piece = bytes.subarray(from, from + 1 + random(32));
    return splice(
      bytes,
      random(bytes.length + 1),
      0,
      Buffer.concat(Array(pick(REPEATS, random)).fill(piece)),
    );
  },
  (bytes, _, random) => {
    const from = random(bytes.length);
    const piece = bytes.slice(from, from + 1 + random(16));
    return splice(splice(bytes, from, piece.length, []), random(bytes.length - piece.length + 1), 0, piece);
  },
  (bytes, _, random) => bytes.subarray(0, random(bytes.length)),
  (bytes, other, random) =>
    Buffer.concat([bytes.subarray(0, random(bytes.length)), other.subarray(random(other.length + 1))]),
  (bytes, other, random) => {
    const from = random(other.length + 1);
    const piece = other.subarray(from, from + 1 + random(64));
    return splice(bytes, random(bytes.length), random(2) * piece.length, piece);
  },
];

/** `count` bytes at `at` give way to `by`. */
export function splice(bytes: Uint8Array, at: number, count: number, by: ArrayLike<number>): Uint8Array {
  const end = Math.min(bytes.length, at + count);
  const made = new Uint8Array(bytes.length - (end - at) + by.length);
  made.set(bytes.subarray(0, at));
  made.set(by, at);
  made.set(bytes.subarray(end), at + by.length);
  return made;
}

function withByte(bytes: Uint8Array, random: Random, change: (byte: number) => number): Uint8Array {
  const made = Uint8Array.from(bytes);
  const at = random(made.length);
  made[at] = change(made[at] ?? 0);
  return made;
}
