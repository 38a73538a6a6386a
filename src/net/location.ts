import { LOCATION_CHARS } from './limits.ts';

/**
 * A `Location` header as evidence keeps it: bytes that do not belong into a URL are percent-encoded (so nothing in it can
 * act on a terminal or a page), user name and password are dropped, and it is cut at `LOCATION_CHARS`. `from` is the URL that
 * answered: what is a user name in `https:/a@b` depends on it.
 */
export function escapeLocation(header: string, from: string): string {
  const cut = header.slice(0, LOCATION_CHARS);
  const url = URL.parse(cut, from);
  const bare = url?.username === '' && url.password === '' ? cut : withoutCredentials(cut);
  return bare.replace(UNSAFE, escape).slice(0, LOCATION_CHARS);
}

/** As WHATWG reads it: tabs count for nothing, and slashes may be of either kind, more than two, or missing after a scheme. */
function withoutCredentials(location: string): string {
  return location.replaceAll('\t', '').replace(CREDENTIALS, '$1');
}

const CREDENTIALS = /^(\s*(?:[a-z][a-z0-9+.-]*:[/\\]*|[/\\]{2,}))[^/\\?#]*@/i;
const UNSAFE = /[^!#-;=?-[\]_a-z~]/g;

// Node reads headers as latin1: one character is one byte
function escape(character: string): string {
  return `%${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`;
}
