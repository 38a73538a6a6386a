const UNIT_BITS = 3; // places are counted in units of 8 bytes, so that 32 bits of them reach 32 GiB
const CHUNK_UNITS_BITS = 13; // 64 KiB at a time: growth never moves what is there
const CHUNK_UNITS = 1 << CHUNK_UNITS_BITS;

/**
 * Labels, one after the other in large pieces of memory: a million of them are a few hundred objects to the garbage collector,
 * not a million. A place is freed for labels of about the same length.
 */
export type LabelStore = {
  /** Copies the label (its length byte first) at `at`; returns its place. */
  keep(bytes: Uint8Array, at: number): number;
  free(place: number): void;
  equals(place: number, bytes: Uint8Array, at: number): boolean;
  /** A copy, without the length byte. */
  read(place: number): Uint8Array;
};

export function createLabelStore(): LabelStore {
  const chunks: Uint8Array[] = [];
  const freed: number[][] = Array.from({ length: 1 + (64 >> UNIT_BITS) }, () => []);
  let next = CHUNK_UNITS; // in the last chunk; full, so that the first label makes one
  return { keep, free, equals, read };

  function keep(bytes: Uint8Array, at: number): number {
    const size = 1 + (bytes[at] ?? 0);
    const units = unitsOf(size);
    const place = freed[units]?.pop() ?? fresh(units);
    const chunk = chunkOf(place);
    const to = offsetOf(place);
    for (let i = 0; i < size; i++) chunk[to + i] = bytes[at + i] ?? 0;
    return place;
  }

  function fresh(units: number): number {
    if (next + units > CHUNK_UNITS) {
      chunks.push(new Uint8Array(CHUNK_UNITS << UNIT_BITS));
      next = 0;
    }
    const place = (chunks.length - 1) * CHUNK_UNITS + next;
    next += units;
    return place;
  }

  function free(place: number): void {
    const size = 1 + (chunkOf(place)[offsetOf(place)] ?? 0);
    freed[unitsOf(size)]?.push(place);
  }

  function equals(place: number, bytes: Uint8Array, at: number): boolean {
    const chunk = chunkOf(place);
    const from = offsetOf(place);
    const size = bytes[at] ?? 0;
    // the length byte is compared with the rest: a shorter label is another one
    for (let i = 0; i <= size; i++) if (chunk[from + i] !== bytes[at + i]) return false;
    return true;
  }

  function read(place: number): Uint8Array {
    const chunk = chunkOf(place);
    const from = offsetOf(place);
    return chunk.slice(from + 1, from + 1 + (chunk[from] ?? 0));
  }

  function chunkOf(place: number): Uint8Array {
    const chunk = chunks[place >>> CHUNK_UNITS_BITS];
    if (chunk === undefined) throw new RangeError(`no label is kept at ${place}`);
    return chunk;
  }
}

function offsetOf(place: number): number {
  return (place & (CHUNK_UNITS - 1)) << UNIT_BITS;
}

function unitsOf(size: number): number {
  return (size + (1 << UNIT_BITS) - 1) >> UNIT_BITS;
}
