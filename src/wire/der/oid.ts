import { DerError } from './error.ts';
import { OID_ARC_BITS_MAX, OID_BYTES_MAX, OID_CACHE_MAX } from './limits.ts';
import { type Reader, readContents } from './reader.ts';
import { TAG } from './tags.ts';

/** OBJECT IDENTIFIER as dotted decimals. Arcs in the fewest octets (X.690 section 8.19). */
export function readOid(reader: Reader): string {
  const start = reader.at;
  return oidFromContents(readContents(reader, TAG.oid), start);
}

/** Dotted decimals from the contents of an OBJECT IDENTIFIER; `offset` is for the error only. */
function oidFromContents(contents: Uint8Array, offset: number): string {
  if (contents.length === 0) throw new DerError('oid-empty', offset);
  if (contents.length > OID_BYTES_MAX) throw new DerError('oid-too-large', offset);
  if ((contents[contents.length - 1] as number) >= 0x80) throw new DerError('oid-truncated', offset);
  let text = '';
  let arc = 0;
  let fresh = true;
  for (let i = 0; i < contents.length; i++) {
    const octet = contents[i] as number;
    if (fresh && octet === 0x80) throw new DerError('oid-not-minimal', offset);
    arc = arc * 128 + (octet & 0x7f);
    if (arc >= ARC_LIMIT) throw new DerError('oid-too-large', offset);
    fresh = octet < 0x80;
    if (!fresh) continue;
    // the first two arcs share one number: 40 * first + second, where first is at most 2
    if (text === '') text = arc < 80 ? `${Math.floor(arc / 40)}.${arc % 40}` : `2.${arc - 80}`;
    else text += `.${arc}`;
    arc = 0;
  }
  return text;
}

/** The whole OBJECT IDENTIFIER element of dotted decimals. The bytes are shared: never write to them. */
export function oid(dotted: string): Uint8Array {
  const known = cache.get(dotted);
  if (known !== undefined) return known;
  const encoded = encodeOid(dotted);
  if (cache.size < OID_CACHE_MAX) cache.set(dotted, encoded);
  return encoded;
}

const ARC_LIMIT = 2 ** OID_ARC_BITS_MAX;
const cache = new Map<string, Uint8Array>();

function encodeOid(dotted: string): Uint8Array {
  if (!/^[0-2](\.(0|[1-9][0-9]{0,14}))+$/.test(dotted)) throw new DerError('not-encodable', 0);
  const arcs = dotted.split('.').map(Number);
  const [first = 0, second = 0, ...rest] = arcs;
  if (first < 2 && second > 39) throw new DerError('not-encodable', 0);
  const contents = [first * 40 + second, ...rest].flatMap(base128);
  if (contents.length > OID_BYTES_MAX) throw new DerError('not-encodable', 0);
  return Uint8Array.from([TAG.oid, contents.length, ...contents]);
}

function base128(arc: number): number[] {
  if (arc >= ARC_LIMIT) throw new DerError('not-encodable', 0);
  const octets = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128))
    octets.unshift((rest % 128) | 0x80);
  return octets;
}
