import { HEADER_BYTES, RCODE, type RequestView, TYPE } from '../../wire/dns/index.ts';
import { UDP_BYTES_MAX } from './limits.ts';
import type { RecordSet } from './record-set.ts';
import { answerSize, countValues, type Values, writeValues } from './values.ts';

/** A response being written into `out`: the header last, when everything is known. One object serves all. */
export type Reply = {
  out: Uint8Array;
  at: number;
  /** The records end here at the latest: the rest is OPT's. */
  end: number;
  rcode: number;
  authoritative: boolean;
  truncated: boolean;
  answers: number;
  authorities: number;
  additionals: number;
  /** RFC 8914; -1: nothing more to say. */
  extendedError: number;
  /** Client and server cookie, where one is to go along. */
  readonly cookie: Uint8Array;
  hasCookie: boolean;
  /** RFC 9824 section 5.1: the flag of whoever asked, where we keep to it. */
  compactOk: boolean;
};

const OPT_BYTES = 11;
const OPTION_HEAD_BYTES = 4;
const COOKIE_BYTES = 24;
const EXTENDED_ERROR_BYTES = OPTION_HEAD_BYTES + 2;
const POINTER = 0xc000;
const TTL_AT = 6; // behind a pointer, type and class
/** Where the name that was asked for stands in every message. */
export const ASKED_NAME = HEADER_BYTES;

export function createReply(): Reply {
  return {
    out: new Uint8Array(0),
    at: 0,
    end: 0,
    rcode: RCODE.NOERROR,
    authoritative: false,
    truncated: false,
    answers: 0,
    authorities: 0,
    additionals: 0,
    extendedError: -1,
    cookie: new Uint8Array(COOKIE_BYTES),
    hasCookie: false,
    compactOk: false,
  };
}

/** Begins with the question as it came. `limit`: the message's bytes at most; room for whatever OPT may hold is kept. */
export function beginReply(
  reply: Reply,
  request: RequestView,
  bytes: Uint8Array,
  out: Uint8Array,
  limit: number,
): void {
  reply.out = out;
  reply.rcode = RCODE.NOERROR;
  reply.authoritative = false;
  reply.truncated = false;
  reply.answers = 0;
  reply.authorities = 0;
  reply.additionals = 0;
  reply.extendedError = -1;
  reply.hasCookie = false;
  reply.compactOk = false;
  const opt = request.edns
    ? OPT_BYTES + EXTENDED_ERROR_BYTES + (request.cookieAt < 0 ? 0 : OPTION_HEAD_BYTES + COOKIE_BYTES)
    : 0;
  reply.end = limit - opt;
  const { questionEnd } = request;
  for (let i = HEADER_BYTES; i < questionEnd; i++) out[i] = bytes[i] ?? 0;
  reply.at = questionEnd;
}

/** Writes the records, or takes back everything and sets TC where they do not fit. Returns where they begin. */
export function addRecords(
  reply: Reply,
  set: RecordSet,
  owner: number,
  apex: number,
  serial: number,
): number {
  const { out, at } = reply;
  const { bytes, owners, apexes } = set;
  if (at + bytes.length > reply.end) {
    truncate(reply);
    return at;
  }
  out.set(bytes, at);
  for (let i = 0; i < owners.length; i++) put16(out, at + (owners[i] ?? 0), POINTER | owner);
  for (let i = 0; i < apexes.length; i++) put16(out, at + (apexes[i] ?? 0), POINTER | apex);
  if (set.serialAt !== undefined) {
    put16(out, at + set.serialAt, serial >>> 16);
    put16(out, at + set.serialAt + 2, serial & 0xffff);
  }
  reply.at = at + bytes.length;
  return at;
}

/** Live values; `owner` as in `addRecords`. */
export function addValues(reply: Reply, values: Values, head: Uint8Array, owner: number): void {
  const { out, at } = reply;
  if (at + answerSize(values) > reply.end) return truncate(reply);
  reply.at = writeValues(values, head, out, at);
  reply.answers += countValues(values);
  if (owner === ASKED_NAME) return;
  for (let to = at; to < reply.at; ) {
    put16(out, to, POINTER | owner);
    to += 12 + (((out[to + 10] ?? 0) << 8) | (out[to + 11] ?? 0));
  }
}

/** Gives the records of a set that begins at `at` the TTL of live values: the two are one set. */
export function setTtls(reply: Reply, set: RecordSet, at: number, head: Uint8Array): void {
  for (const owner of set.owners) {
    for (let i = TTL_AT; i < TTL_AT + 4; i++) reply.out[at + owner + i] = head[i] ?? 0;
  }
}

/** What goes along if it fits, and is left out silently if not (RFC 2181 section 9). */
export function addIfItFits(reply: Reply, set: RecordSet, apex: number): void {
  if (reply.at + set.bytes.length > reply.end) return;
  addRecords(reply, set, ASKED_NAME, apex, 0);
  reply.additionals += set.count;
}

/** Nothing but the question is left: whoever asked comes again over TCP. */
export function truncate(reply: Reply): void {
  reply.truncated = true;
}

/** Writes OPT and the header; returns the length of the message. */
export function endReply(reply: Reply, request: RequestView): number {
  const { out } = reply;
  if (reply.truncated) {
    reply.at = request.questionEnd;
    reply.answers = 0;
    reply.authorities = 0;
    reply.additionals = 0;
  }
  if (request.edns) writeOpt(reply, request);
  put16(out, 0, request.id);
  // QR, the opcode as it came, AA, TC, RD of a query as it came; RA, Z, AD and CD are never set (RFC 4035 section 3.1.6)
  put16(
    out,
    2,
    0x8000 |
      (request.flags & 0x7800) |
      (reply.authoritative ? 0x0400 : 0) |
      (reply.truncated ? 0x0200 : 0) |
      (request.flags & 0x0100) |
      (reply.rcode & 0xf),
  );
  writeCounts(reply, request, reply.additionals + (request.edns ? 1 : 0));
  return reply.at;
}

/** Of the sections: the rest of the header stays as it is. */
export function writeCounts(reply: Reply, request: RequestView, additionals: number): void {
  const { out } = reply;
  put16(out, 4, request.questionEnd > HEADER_BYTES ? 1 : 0);
  put16(out, 6, reply.answers);
  put16(out, 8, reply.authorities);
  put16(out, 10, additionals);
}

/** Puts a record in at a place, its owner patched, and moves what stands behind: no pointer of ours leads there. False: it does not fit. */
export function insertRecord(reply: Reply, record: Uint8Array, owner: number, at: number): boolean {
  if (reply.at + record.length > reply.end) {
    truncate(reply);
    return false;
  }
  const { out } = reply;
  if (at < reply.at) out.copyWithin(at + record.length, at, reply.at);
  out.set(record, at);
  put16(out, at, POINTER | owner);
  reply.at += record.length;
  return true;
}

/** RFC 6891: version 0, DO as it came (RFC 3225 section 3), the other flags clear. */
function writeOpt(reply: Reply, request: RequestView): void {
  const { out } = reply;
  let { at } = reply;
  out[at] = 0;
  put16(out, at + 1, TYPE.OPT);
  put16(out, at + 3, UDP_BYTES_MAX);
  put16(out, at + 5, (reply.rcode >> 4) << 8);
  put16(out, at + 7, (request.dnssecOk ? 0x8000 : 0) | (reply.compactOk ? 0x4000 : 0));
  const lengthAt = at + 9;
  at += OPT_BYTES;
  if (reply.hasCookie) {
    put16(out, at, 10);
    put16(out, at + 2, COOKIE_BYTES);
    for (let i = 0; i < COOKIE_BYTES; i++) out[at + 4 + i] = reply.cookie[i] ?? 0;
    at += OPTION_HEAD_BYTES + COOKIE_BYTES;
  }
  if (reply.extendedError >= 0) {
    put16(out, at, 15);
    put16(out, at + 2, 2);
    put16(out, at + 4, reply.extendedError);
    at += EXTENDED_ERROR_BYTES;
  }
  put16(out, lengthAt, at - lengthAt - 2);
  reply.at = at;
}

function put16(out: Uint8Array, at: number, value: number): void {
  out[at] = value >> 8;
  out[at + 1] = value & 0xff;
}
