import { addressBytes } from '../net/index.ts';
import { CLASS, DnsError, TYPE, nameFromText, nameIsUnder } from '../wire/dns/index.ts';
import type { Name, RecordData, ResourceRecord } from '../wire/dns/index.ts';
import { fail, ok, type Result } from '../core/index.ts';
import { TTL_MAX } from './limits.ts';
import { type Token, tokensOf } from './tokens.ts';

/** What names in a text of records are relative to, and the TTL of records that give none. */
export type Origin = {
  readonly relative: Name;
  /** What `@` stands for; undefined where it stands for nothing. */
  readonly at: Name | undefined;
  readonly ttl: number;
  /** A zone: its records lie inside of it, and a name that repeats it has probably lost its last dot. */
  readonly zone: boolean;
};

/** Why a line of records cannot be read; the texts stand in `i18n/en/cli-lab.ts`. `line` counts from 0. */
export type RecordFault = { readonly line: number; readonly reason: RecordReason; readonly value: string };
type RecordReason =
  | 'token'
  | 'owner'
  | 'at'
  | 'lost-dot'
  | 'outside'
  | 'ttl'
  | 'record-type'
  | `data-${RecordType}`;

/** Records in presentation form (RFC 1035 section 5.1), one on each line: `owner [TTL] [IN] type data`. `;` begins a comment. */
export function parseRecords(
  text: string,
  origin: Origin,
): Result<readonly ResourceRecord[], readonly RecordFault[]> {
  const records: ResourceRecord[] = [];
  const faults: RecordFault[] = [];
  for (const [line, source] of text.split(/\r?\n/).entries()) {
    const tokens = tokensOf(source);
    if (tokens?.length === 0) continue;
    const read: Read = tokens === undefined ? fail<RecordReason>('token') : parseLine(tokens, origin);
    if (read.ok) records.push(read.value);
    else faults.push({ line, reason: read.fault, value: source.trim() });
  }
  return faults.length === 0 ? ok(records) : fail(faults);
}

/** The record types that can be written. */
const RECORD_TYPES = ['A', 'AAAA', 'NS', 'SOA', 'CNAME', 'DNAME', 'TXT', 'CAA', 'MX', 'HTTPS'] as const;
type RecordType = (typeof RECORD_TYPES)[number];

type Read = Result<ResourceRecord, RecordReason>;

function parseLine(tokens: readonly Token[], origin: Origin): Read {
  const [first, ...rest] = tokens;
  const owner = first === undefined || first.quoted ? undefined : nameOf(first.raw, origin);
  if (owner === undefined) return fail(first?.raw === '@' ? 'at' : 'owner');
  if (origin.zone && !nameIsUnder(owner, origin.relative)) return fail('outside');
  if (origin.zone && first?.raw.endsWith('.') === false && repeats(owner, origin.relative))
    return fail('lost-dot');
  let ttl = origin.ttl;
  if (/^[0-9]+$/.test(rest[0]?.raw ?? '')) ttl = Number(rest.shift()?.raw);
  if (ttl > TTL_MAX) return fail('ttl');
  if (rest[0]?.raw.toUpperCase() === 'IN') rest.shift();
  const name = rest.shift()?.raw.toUpperCase() ?? '';
  const type = RECORD_TYPES.find((one) => one === name);
  if (type === undefined) return fail('record-type');
  const data = READERS[type](rest, origin);
  if (data === undefined) return fail(`data-${type}` as const);
  return ok({ name: owner, type: TYPE[type], class: CLASS.IN, ttl, data });
}

const READERS: Readonly<
  Record<RecordType, (tokens: readonly Token[], origin: Origin) => RecordData | undefined>
> = {
  A: (tokens) => addressData('A', tokens),
  AAAA: (tokens) => addressData('AAAA', tokens),
  NS: (tokens, origin) => targetData('NS', tokens, origin),
  CNAME: (tokens, origin) => targetData('CNAME', tokens, origin),
  DNAME: (tokens, origin) => targetData('DNAME', tokens, origin),
  TXT: (tokens) => {
    const strings = tokens.map((token) => token.bytes);
    return strings.length === 0 || strings.some((string) => string.length > 255)
      ? undefined
      : { kind: 'TXT', strings };
  },
  CAA: ([flags, tag, value, ...more]) => {
    const number = whole(flags, 0xff);
    if (number === undefined || tag === undefined || value === undefined || more.length > 0) return undefined;
    if (tag.bytes.length === 0 || tag.bytes.length > 255) return undefined;
    return { kind: 'CAA', flags: number, tag: latin1(tag.bytes), value: value.bytes };
  },
  MX: ([preference, exchange, ...more], origin) => {
    const number = whole(preference, 0xffff);
    const target = exchange && nameOf(exchange.raw, origin);
    if (number === undefined || target === undefined || more.length > 0) return undefined;
    return { kind: 'MX', preference: number, exchange: target };
  },
  // in the form that every type has (RFC 3597 section 5): \# length hex ...
  HTTPS: ([mark, length, ...hex]) => {
    const number = whole(length, 0xffff);
    const digits = hex.map(({ raw }) => raw).join('');
    if (mark?.raw !== '\\#' || number === undefined || !/^(?:[0-9a-f]{2})*$/i.test(digits)) return undefined;
    const bytes = Uint8Array.from(Buffer.from(digits, 'hex'));
    return bytes.length === number ? { kind: 'unknown', bytes } : undefined;
  },
  SOA: ([mname, rname, ...numbers], origin) => {
    const [primary, mailbox] = [mname, rname].map((token) => token && nameOf(token.raw, origin));
    const values = numbers.map((token) => whole(token, 0xffff_ffff));
    const [serial, refresh, retry, expire, minimum] = values;
    if (primary === undefined || mailbox === undefined || values.length !== 5) return undefined;
    if (serial === undefined || refresh === undefined || retry === undefined) return undefined;
    if (expire === undefined || minimum === undefined) return undefined;
    return { kind: 'SOA', mname: primary, rname: mailbox, serial, refresh, retry, expire, minimum };
  },
};

function addressData(kind: 'A' | 'AAAA', tokens: readonly Token[]): RecordData | undefined {
  const address = tokens.length === 1 ? addressBytes(tokens[0]?.raw ?? '') : undefined;
  return address?.length === (kind === 'A' ? 4 : 16) ? { kind, address } : undefined;
}

function targetData(
  kind: 'NS' | 'CNAME' | 'DNAME',
  tokens: readonly Token[],
  origin: Origin,
): RecordData | undefined {
  const target = tokens.length === 1 ? nameOf(tokens[0]?.raw ?? '', origin) : undefined;
  return target && { kind, target };
}

/** A name in a zone file: absolute with a dot at its end, else below the origin. Undefined where it is none. */
function nameOf(raw: string, origin: Origin): Name | undefined {
  if (raw === '@') return origin.at;
  try {
    const name = nameFromText(raw);
    if (/(?:^|[^\\])(?:\\\\)*\.$/.test(raw)) return name;
    const whole = [...name, ...origin.relative];
    nameFromText(whole.map((label) => 'x'.repeat(label.length)).join('.')); // is it short enough?
    return whole;
  } catch (error) {
    if (error instanceof DnsError) return undefined;
    throw error;
  }
}

/** `www.example.test` in the zone `example.test`: its own name stands at the end twice. */
function repeats(owner: Name, zone: Name): boolean {
  return zone.length > 0 && nameIsUnder(owner.slice(0, owner.length - zone.length), zone);
}

function whole(token: Token | undefined, most: number): number | undefined {
  if (token === undefined || token.quoted || !/^[0-9]{1,10}$/.test(token.raw)) return undefined;
  return Number(token.raw) <= most ? Number(token.raw) : undefined;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
