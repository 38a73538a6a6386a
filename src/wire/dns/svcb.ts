import { readBytes, readName, readU16 } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { DnsError } from './error.ts';
import type { Name } from './types.ts';

/** What an SVCB or HTTPS record says (RFC 9460 section 2.2) of where to connect. */
export type ServiceBinding = {
  /** 0: alias mode, `target` is another name to look up; else service mode. */
  readonly priority: number;
  /** The root stands for the owner itself. */
  readonly target: Name;
  /** Of `ipv6hint` and `ipv4hint`, 16 or 4 bytes each. */
  readonly hints: readonly Uint8Array[];
  /** Of `port`; absent: the scheme's own. */
  readonly port: number | undefined;
  /** Of `alpn`: protocols offered besides HTTP's own, each as it came. */
  readonly alpn: readonly Uint8Array[];
};

/** The data of an SVCB or HTTPS record; undefined where it is malformed. Never throws. */
export function readServiceBinding(bytes: Uint8Array): ServiceBinding | undefined {
  const cursor: Cursor = { bytes, at: 0, end: bytes.length, names: new Map(), labels: 0 };
  try {
    return read(cursor);
  } catch (error) {
    if (error instanceof DnsError) return undefined;
    throw error;
  }
}

function read(cursor: Cursor): ServiceBinding | undefined {
  const priority = readU16(cursor);
  const target = readName(cursor);
  const hints: Uint8Array[] = [];
  let alpn: readonly Uint8Array[] = [];
  let port: number | undefined;
  let last = -1;
  while (cursor.at < cursor.end) {
    const key = readU16(cursor);
    const value = readBytes(cursor, readU16(cursor));
    // RFC 9460 section 2.2: keys in strictly increasing order
    if (key <= last) return undefined;
    last = key;
    const size = HINT_BYTES[key];
    if (size !== undefined) {
      if (value.length === 0 || value.length % size !== 0) return undefined;
      for (let at = 0; at < value.length; at += size) hints.push(value.slice(at, at + size));
    }
    if (key === ALPN_KEY) {
      const protocols = readProtocols(value);
      if (protocols === undefined) return undefined;
      alpn = protocols;
    }
    if (key === PORT_KEY) {
      if (value.length !== 2) return undefined;
      port = ((value[0] ?? 0) << 8) | (value[1] ?? 0);
    }
  }
  return { priority, target, hints, port, alpn };
}

/** RFC 9460 section 7.1.1: one or more, none of them empty. */
function readProtocols(value: Uint8Array): readonly Uint8Array[] | undefined {
  const protocols: Uint8Array[] = [];
  for (let at = 0; at < value.length; ) {
    const next = at + 1 + (value[at] ?? 0);
    if (next === at + 1 || next > value.length) return undefined;
    protocols.push(value.slice(at + 1, next));
    at = next;
  }
  return protocols.length === 0 ? undefined : protocols;
}

// RFC 9460 section 14.3.2
const ALPN_KEY = 1;
const PORT_KEY = 3;
const HINT_BYTES: Readonly<Record<number, number>> = { 4: 4, 6: 16 };
