import { textData } from './record-set.ts';

const COUNT_BYTES = 2;
const LENGTH_BYTES = 2;

/**
 * Live values as they are kept: how many, then for each the length of its record data and the data. One block of memory a name,
 * and no work for an answer but to copy.
 */
export type Values = Uint8Array;

export function packValues(values: readonly string[]): Values {
  const data = values.map(textData);
  const packed = new Uint8Array(data.reduce((size, one) => size + LENGTH_BYTES + one.length, COUNT_BYTES));
  packed[0] = values.length >> 8;
  packed[1] = values.length & 0xff;
  let at = COUNT_BYTES;
  for (const one of data) {
    packed[at] = one.length >> 8;
    packed[at + 1] = one.length & 0xff;
    packed.set(one, at + LENGTH_BYTES);
    at += LENGTH_BYTES + one.length;
  }
  return packed;
}

export function countValues(values: Values): number {
  return ((values[0] ?? 0) << 8) | (values[1] ?? 0);
}

/** The strings of each value's record. */
export function readValues(values: Values): Uint8Array[][] {
  const read: Uint8Array[][] = [];
  for (let at = COUNT_BYTES; at < values.length; ) {
    const end = at + LENGTH_BYTES + (((values[at] ?? 0) << 8) | (values[at + 1] ?? 0));
    const strings: Uint8Array[] = [];
    for (at += LENGTH_BYTES; at < end; at += 1 + (values[at] ?? 0)) {
      strings.push(values.slice(at + 1, at + 1 + (values[at] ?? 0)));
    }
    read.push(strings);
  }
  return read;
}

const RECORD_HEAD_BYTES = 10; // a pointer, type, class, TTL

/** What the records take in an answer. */
export function answerSize(values: Values): number {
  return values.length - COUNT_BYTES + countValues(values) * RECORD_HEAD_BYTES;
}

/** Writes the records from `at` on, each with the first `RECORD_HEAD_BYTES` of `head`; returns where they end. */
export function writeValues(values: Values, head: Uint8Array, out: Uint8Array, at: number): number {
  let to = at;
  for (let from = COUNT_BYTES; from < values.length; ) {
    const end = from + LENGTH_BYTES + (((values[from] ?? 0) << 8) | (values[from + 1] ?? 0));
    for (let i = 0; i < RECORD_HEAD_BYTES; i++) out[to++] = head[i] ?? 0;
    while (from < end) out[to++] = values[from++] ?? 0;
  }
  return to;
}
