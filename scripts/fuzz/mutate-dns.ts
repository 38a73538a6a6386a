import { TYPE } from '../../src/wire/dns/index.ts';
import { mutateBytes, splice } from './mutate-bytes.ts';
import { pick } from './random.ts';
import type { Random } from './types.ts';

const HEADER_BYTES = 12;
const TYPES = Object.values(TYPE);
const CLASSES = [1, 3, 254, 255, 0, 1_232];
const LENGTHS = [0, 1, 2, 63, 64, 191, 192, 255];

/** Where one record stands: its owner's name, then ten fixed bytes, then data. */
type Place = {
  readonly section: number;
  readonly start: number;
  readonly fixed: number;
  readonly end: number;
};
type Change = (bytes: Uint8Array, places: readonly Place[], other: Uint8Array, random: Random) => Uint8Array;

/** Changes that keep a DNS message readable as far as they go: pointers, counts, lengths, whole records. */
export function mutateDns(bytes: Uint8Array, other: Uint8Array, random: Random): Uint8Array | undefined {
  if (bytes.length < HEADER_BYTES + 5) return undefined;
  const places = walk(bytes);
  return pick(places.length === 0 ? ANYWHERE : CHANGES, random)(bytes, places, other, random);
}

const ANYWHERE: readonly Change[] = [
  (bytes, _, __, random) => splice(bytes, random(bytes.length - 1), 2, pointer(random(bytes.length))),
  (bytes, _, __, random) => {
    const at = random(bytes.length - 1);
    return splice(bytes, at, 2 * random(2), pointer(at - 2 + random(5)));
  },
  (bytes, _, __, random) => splice(bytes, random(bytes.length), 1, [pick(LENGTHS, random)]),
  (bytes, _, __, random) => {
    const at = 4 + random(8);
    return splice(bytes, at, 1, [pick([0, 1, 2, 255, random(256)], random)]);
  },
];

const CHANGES: readonly Change[] = [
  ...ANYWHERE,
  (bytes, places, _, random) => setWord(bytes, pick(places, random).fixed, pick(TYPES, random)),
  (bytes, places, _, random) => setWord(bytes, pick(places, random).fixed + 2, pick(CLASSES, random)),
  (bytes, places, _, random) => {
    const { fixed, end } = pick(places, random);
    return setWord(bytes, fixed + 8, Math.max(0, end - fixed - 10 + random(5) - 2));
  },
  (bytes, places, _, random) => {
    const { start, fixed } = pick(places, random);
    return splice(bytes, start, fixed - start, pointer(random(start)));
  },
  // a record twice, or as often as fits; or one less
  (bytes, places, _, random) => {
    const place = pick(places, random);
    const times = random(64) === 0 ? 1_000 : 1;
    const copies = Buffer.concat(Array(times).fill(bytes.subarray(place.start, place.end)));
    return counted(splice(bytes, place.end, 0, copies), place.section, times);
  },
  (bytes, places, _, random) => {
    const place = pick(places, random);
    return counted(splice(bytes, place.start, place.end - place.start, []), place.section, -1);
  },
  // another message's record
  (bytes, places, other, random) => {
    const [place, theirs] = [pick(places, random), walk(other)];
    if (theirs.length === 0) return bytes;
    const taken = pick(theirs, random);
    const record = other.subarray(taken.start, taken.end);
    return counted(splice(bytes, place.end, 0, record), place.section, 1);
  },
  // data changed, and its length set right
  ...Array.from(
    { length: 4 },
    (): Change => (bytes, places, other, random) => {
      const { fixed, end } = pick(places, random);
      const data = mutateBytes(bytes.subarray(fixed + 10, end), other, random);
      return setWord(
        splice(bytes, fixed + 10, end - fixed - 10, data),
        fixed + 8,
        Math.min(0xffff, data.length),
      );
    },
  ),
];

/** The records of a message as far as it can be read. */
function walk(bytes: Uint8Array): Place[] {
  const places: Place[] = [];
  const word = (at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  let at = HEADER_BYTES;
  for (let section = 0; section < 4; section++) {
    for (let left = word(4 + 2 * section); left > 0; left--) {
      const start = at;
      while ((bytes[at] ?? 0) > 0 && (bytes[at] ?? 0) < 0x40) at += 1 + (bytes[at] ?? 0);
      at += (bytes[at] ?? 0) >= 0xc0 ? 2 : 1;
      if (section === 0) {
        at += 4;
        continue;
      }
      const end = at + 10 + word(at + 8);
      if (end > bytes.length) return places;
      places.push({ section, start, fixed: at, end });
      at = end;
    }
  }
  return places;
}

function counted(bytes: Uint8Array, section: number, more: number): Uint8Array {
  const at = 4 + 2 * section;
  return setWord(bytes, at, (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)) + more);
}

function setWord(bytes: Uint8Array, at: number, word: number): Uint8Array {
  return splice(bytes, at, 2, [(word >> 8) & 0xff, word & 0xff]);
}

function pointer(to: number): number[] {
  return [0xc0 | ((to >> 8) & 0x3f), to & 0xff];
}
