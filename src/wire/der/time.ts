import { DerError } from './error.ts';
import { type Reader, peekTag, readContents } from './reader.ts';
import { TAG } from './tags.ts';

/**
 * Time as RFC 5280 section 4.1.2.5 writes it: UTCTime `YYMMDDHHMMSSZ` through 2049, GeneralizedTime `YYYYMMDDHHMMSSZ` from 2050;
 * seconds always, fractions and offsets never.
 * @returns milliseconds since 1970
 */
export function readTime(reader: Reader): number {
  const start = reader.at;
  const tag = peekTag(reader);
  if (tag !== TAG.utcTime && tag !== TAG.generalizedTime)
    throw new DerError(tag === -1 ? 'truncated' : 'wrong-tag', start);
  const contents = readContents(reader, tag);
  const yearDigits = tag === TAG.utcTime ? 2 : 4;
  if (contents.length !== yearDigits + 11 || contents[contents.length - 1] !== UPPER_Z)
    throw new DerError('time-form', start);
  const year = tag === TAG.utcTime ? fullYear(digits(contents, 0, 2, start)) : digits(contents, 0, 4, start);
  if (tag === TAG.generalizedTime && year < FIRST_GENERALIZED_YEAR) throw new DerError('time-form', start);
  const part = (index: number) => digits(contents, yearDigits + index * 2, 2, start);
  const [month, day, hour, minute, second] = [part(0), part(1), part(2), part(3), part(4)];
  if (
    month < 1 ||
    month > 12 ||
    day < 1 ||
    day > daysIn(year, month) ||
    hour > 23 ||
    minute > 59 ||
    second > 59
  )
    throw new DerError('time-range', start);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The text and tag of a time, cut to its whole second. Throws `not-encodable` outside 1950 to 9999. */
export function timeText(ms: number): { tag: number; text: string } {
  if (!(ms >= EARLIEST_MS && ms <= LATEST_MS)) throw new DerError('not-encodable', 0);
  const date = new Date(ms);
  const year = date.getUTCFullYear();
  const rest =
    two(date.getUTCMonth() + 1) +
    two(date.getUTCDate()) +
    two(date.getUTCHours()) +
    two(date.getUTCMinutes()) +
    two(date.getUTCSeconds());
  return year < FIRST_GENERALIZED_YEAR
    ? { tag: TAG.utcTime, text: `${two(year % 100)}${rest}Z` }
    : { tag: TAG.generalizedTime, text: `${year}${rest}Z` };
}

const FIRST_GENERALIZED_YEAR = 2050;
const UPPER_Z = 0x5a;
const EARLIEST_MS = Date.UTC(1950, 0, 1);
const LATEST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** RFC 5280 section 4.1.2.5.1: 50 to 99 are of the twentieth century. */
function fullYear(twoDigits: number): number {
  return twoDigits >= 50 ? 1900 + twoDigits : 2000 + twoDigits;
}

function digits(contents: Uint8Array, from: number, count: number, offset: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const digit = (contents[i] as number) - 0x30;
    if (digit < 0 || digit > 9) throw new DerError('time-form', offset);
    value = value * 10 + digit;
  }
  return value;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
