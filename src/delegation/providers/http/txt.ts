import type { TxtValue } from '../types.ts';

/** One character-string as zone files write it (RFC 1035 section 5.1). */
export function quoteTxt(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** What a record says, in zone file format or, as some providers give it, without quotes: all its strings as one. */
export function readTxt(content: string): string {
  if (!content.startsWith('"')) return content;
  return [...content.matchAll(STRING)].map(([, inner = '']) => inner.replace(ESCAPE, unescape)).join('');
}

/** The name below its zone: `_acme-challenge.www`; empty for the zone's own. */
export function relativeName({ zone, name }: Pick<TxtValue, 'zone' | 'name'>): string {
  if (name === zone) return '';
  return name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : name;
}

const STRING = /"((?:[^"\\]|\\.)*)"/gs;
const ESCAPE = /\\(?:(\d{3})|(.))/gs;

function unescape(_: string, decimal: string | undefined, character: string | undefined): string {
  return decimal === undefined ? (character ?? '') : String.fromCharCode(Number(decimal));
}
