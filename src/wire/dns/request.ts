import { CLASS, EDNS_OPTION, OPCODE, TYPE } from './constants.ts';
import { LABEL_BYTES_MAX, NAME_BYTES_MAX } from './limits.ts';

/** A name in lower case on the wire, with the root's zero; `labels` of them begin at the first of `offsets`, from the left. */
export type WireName = { readonly bytes: Uint8Array; readonly offsets: Uint8Array; labels: number };

/**
 * What a server needs of a request before it looks anything up, read in place: no memory is taken for a message. One object
 * serves all messages, one after the other.
 */
export type RequestView = {
  id: number;
  /** The header's second and third byte as they came. */
  flags: number;
  opcode: number;
  questions: number;
  /** The question's. */
  readonly name: WireName;
  type: number;
  class: number;
  /** Where the question ends in the message: what a response repeats, its letters' case included. 12 where there is none. */
  questionEnd: number;
  edns: boolean;
  /** There is a TSIG record; nothing of it was checked. */
  signed: boolean;
  version: number;
  udpSize: number;
  dnssecOk: boolean;
  /** RFC 9824 section 5.1: NXDOMAIN may stand beside a compact denial. */
  compactOk: boolean;
  /** Where the first COOKIE option's data is, and how long; -1 where there is none. */
  cookieAt: number;
  cookieLength: number;
};

export const HEADER_BYTES = 12;
const RECORD_FIXED_BYTES = 10;
const RESPONSE = 0x8000;

export function createRequestView(): RequestView {
  return {
    id: 0,
    flags: 0,
    opcode: 0,
    questions: 0,
    name: { bytes: new Uint8Array(NAME_BYTES_MAX), offsets: new Uint8Array(NAME_BYTES_MAX >> 1), labels: 0 },
    type: 0,
    class: CLASS.IN,
    questionEnd: HEADER_BYTES,
    edns: false,
    signed: false,
    version: 0,
    udpSize: 0,
    dnssecOk: false,
    compactOk: false,
    cookieAt: -1,
    cookieLength: 0,
  };
}

/**
 * Reads a message's first `length` bytes into `view`.
 * - `ignored`: too short for a header, or a response; no answer may be sent, or two servers would talk for ever.
 * - `malformed`: FORMERR. What of the view was read until then is right; `questions` and `questionEnd` are.
 * - `read`: of another opcode than QUERY only the header is (RFC 8906 section 3.1.5: nobody knows what follows).
 */
export function readRequest(
  view: RequestView,
  bytes: Uint8Array,
  length: number,
): 'ignored' | 'malformed' | 'read' {
  if (length < HEADER_BYTES) return 'ignored';
  const flags = u16(bytes, 2);
  if ((flags & RESPONSE) !== 0) return 'ignored';
  view.id = u16(bytes, 0);
  view.flags = flags;
  view.opcode = (flags >> 11) & 0xf;
  view.questions = 0;
  view.name.labels = 0;
  view.questionEnd = HEADER_BYTES;
  view.edns = false;
  view.signed = false;
  view.dnssecOk = false;
  view.compactOk = false;
  view.cookieAt = -1;
  if (view.opcode !== OPCODE.QUERY) return 'read';
  const questions = u16(bytes, 4);
  if (questions > 1) return 'malformed'; // RFC 9619
  let at = HEADER_BYTES;
  if (questions === 1) {
    at = readQuestion(view, bytes, length);
    if (at < 0) return 'malformed';
    view.questions = 1;
    view.questionEnd = at;
  }
  // answers and authorities mean nothing in a query but in IXFR; they are stepped over
  for (let left = u16(bytes, 6) + u16(bytes, 8); left > 0; left--) {
    at = skipName(bytes, at, length);
    if (at < 0 || at + RECORD_FIXED_BYTES > length) return 'malformed';
    at += RECORD_FIXED_BYTES + u16(bytes, at + 8);
    if (at > length) return 'malformed';
  }
  for (let left = u16(bytes, 10); left > 0; left--) {
    const owner = at;
    at = skipName(bytes, at, length);
    if (at < 0 || at + RECORD_FIXED_BYTES > length) return 'malformed';
    const type = u16(bytes, at);
    const end = at + RECORD_FIXED_BYTES + u16(bytes, at + 8);
    if (end > length) return 'malformed';
    if (type === TYPE.TSIG) view.signed = true;
    if (type === TYPE.OPT) {
      // RFC 6891 section 6.1.1: once, and at the root
      if (view.edns || bytes[owner] !== 0 || !readOpt(view, bytes, at, end)) return 'malformed';
    }
    at = end;
  }
  return at === length ? 'read' : 'malformed';
}

/** Returns where the question ends, or -1. A question comes first, so an honest name in it has no pointer. */
function readQuestion(view: RequestView, bytes: Uint8Array, length: number): number {
  const { bytes: name, offsets } = view.name;
  let at = HEADER_BYTES;
  let to = 0;
  let labels = 0;
  for (;;) {
    if (at >= length) return -1;
    const size = bytes[at] ?? 0;
    if (size === 0) break;
    if (size > LABEL_BYTES_MAX || to + size + 2 > NAME_BYTES_MAX || at + size >= length) return -1;
    offsets[labels++] = to;
    name[to++] = size;
    for (const end = at + size; at < end; ) {
      const byte = bytes[++at] ?? 0;
      name[to++] = byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
    }
    at++;
  }
  name[to] = 0;
  if (at + 5 > length) return -1;
  view.name.labels = labels;
  view.type = u16(bytes, at + 1);
  view.class = u16(bytes, at + 3);
  return at + 5;
}

/** OPT from its type on; false where its options do not fill it exactly. Those of another version are not ours to read. */
function readOpt(view: RequestView, bytes: Uint8Array, at: number, end: number): boolean {
  view.edns = true;
  view.udpSize = u16(bytes, at + 2);
  view.version = bytes[at + 5] ?? 0;
  view.dnssecOk = ((bytes[at + 6] ?? 0) & 0x80) !== 0;
  view.compactOk = ((bytes[at + 6] ?? 0) & 0x40) !== 0;
  if (view.version !== 0) return true;
  let option = at + RECORD_FIXED_BYTES;
  while (option < end) {
    if (option + 4 > end) return false;
    const size = u16(bytes, option + 2);
    if (option + 4 + size > end) return false;
    if (view.cookieAt < 0 && u16(bytes, option) === EDNS_OPTION.COOKIE) {
      view.cookieAt = option + 4;
      view.cookieLength = size;
    }
    option += 4 + size;
  }
  return true;
}

function skipName(bytes: Uint8Array, from: number, length: number): number {
  let at = from;
  while (at < length) {
    const size = bytes[at] ?? 0;
    if (size === 0) return at + 1;
    if (size >= 0xc0) return at + 2 <= length ? at + 2 : -1;
    if (size > LABEL_BYTES_MAX) return -1;
    at += size + 1;
    if (at - from > NAME_BYTES_MAX) return -1;
  }
  return -1;
}

function u16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
