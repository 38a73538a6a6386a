import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';

type ErrorClass = abstract new (...args: never[]) => Error & { readonly code?: string };

/** What a decoder made of an input, or the shape of its refusal; an error of any other class passes through. */
type Tried<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refused: string };

/** Runs a decoder that may throw errors of one class and no others. The shape is worked out when it is asked for: it costs most. */
export function tried<T>(refusal: ErrorClass, decode: () => T): Tried<T> {
  try {
    return { ok: true, value: decode() };
  } catch (error) {
    if (!(error instanceof refusal)) throw error;
    return {
      ok: false,
      get refused() {
        return `${error.code ?? error.message.slice(0, 40)} < ${siteOf(error)}`;
      },
    };
  }
}

/** Where it was thrown: two decoders' names with their lines, so that every refusal in the source is a shape of its own. */
function siteOf({ stack = '' }: Error): string {
  const frames = [...stack.matchAll(/at (?:new )?([\w.<>]+) \(.*\/([\w-]+)\.[jt]s:(\d+):\d+\)/g)];
  return frames
    .slice(0, 2)
    .map(([, name, file, line]) => `${name} ${file}:${line}`)
    .join(' < ');
}

/** Written again and read again, it must be the same. */
export function checkSame(again: unknown, first: unknown, what: string): void {
  if (!isDeepStrictEqual(again, first)) assert.deepEqual(again, first, what); // for its message
}

export function checkBytes(again: Uint8Array, first: Uint8Array, what: string): void {
  assert.ok(Buffer.compare(again, first) === 0, what);
}

const OBJECT_BYTES = 32;
const ENTRY_BYTES = 8;

/** Bytes that a value keeps, roughly, what is shared counted once; a view counts as an object. */
function weigh(value: unknown): number {
  const seen = new Set<object>();
  const open: unknown[] = [value];
  let bytes = 0;
  for (let next = open.pop(); open.length > 0 || next !== undefined; next = open.pop()) {
    if (typeof next === 'string') bytes += next.length;
    else if (typeof next === 'bigint') bytes += next.toString(16).length / 2;
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    bytes += OBJECT_BYTES;
    if (next instanceof Uint8Array) {
      if (next.byteLength === next.buffer.byteLength) bytes += next.byteLength;
      continue;
    }
    const parts = Object.values(next);
    bytes += ENTRY_BYTES * parts.length;
    open.push(...parts.filter((part) => part !== undefined));
  }
  return bytes;
}

/** A value must not keep more than so many bytes for each byte of the input. */
export function checkWeight(value: unknown, input: Uint8Array, factor: number): void {
  const [weight, limit] = [weigh(value), factor * (input.length + 64)];
  assert.ok(weight <= limit, `${weight} bytes kept of an input of ${input.length}`);
}

/** So many that a shape stays one when a list is a little longer. */
export function some(count: number): string {
  return count < 3 ? String(count) : `2^${Math.ceil(Math.log2(count))}`;
}
