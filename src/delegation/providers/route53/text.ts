/** A name as the API gives it: octal escapes for all but letters, digits, `-`, `_` and `.`; here in lower case, without the final dot. */
export function readName(name: string): string {
  return name.replace(OCTAL, fromOctal).toLowerCase().replace(/\.$/, '');
}

/** What a TXT value says, all its quoted strings as one; three digits after a backslash are octal here (DNS Domain Name Format, TXT). */
export function readText(value: string): string {
  const strings = [...value.matchAll(STRING)].map(([, quoted, bare]) => quoted ?? bare ?? '');
  return strings.map((string) => string.replace(ESCAPE, unescape)).join('');
}

/** One string of at most 255 ASCII characters. */
export function quoteText(value: string): string {
  return `"${value.replace(NEEDS_ESCAPE, toOctal)}"`;
}

const OCTAL = /\\([0-3][0-7]{2})/g;
const STRING = /"((?:[^"\\]|\\.)*)"|([^\s"]+)/gs;
const ESCAPE = /\\(?:([0-3][0-7]{2})|(.))/gs;
const NEEDS_ESCAPE = /[^\x20-\x7e]|["\\]/g;

function fromOctal(_: string, digits: string): string {
  return String.fromCharCode(Number.parseInt(digits, 8));
}

function unescape(_: string, octal: string | undefined, character: string | undefined): string {
  return octal === undefined ? (character ?? '') : fromOctal('', octal);
}

function toOctal(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  return `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
}
