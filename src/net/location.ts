import { LOCATION_CHARS } from './limits.ts';

/**
 * A `Location` header as evidence keeps it: bytes that do not belong into a URL are percent-encoded (so nothing in it can
 * act on a terminal or a page), user name and password are dropped, and it is cut at `LOCATION_CHARS`.
 */
export function escapeLocation(header: string): string {
  const bare = header.slice(0, LOCATION_CHARS).replace(CREDENTIALS, '$1');
  return bare.replace(UNSAFE, escape).slice(0, LOCATION_CHARS);
}

const CREDENTIALS = /^(\s*(?:[a-z][a-z0-9+.-]*:)?[/\\]{2})[^/\\?#]*@/i;
const UNSAFE = /[^!#-;=?-[\]_a-z~]/g;

// Node reads headers as latin1: one character is one byte
function escape(character: string): string {
  return `%${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`;
}
