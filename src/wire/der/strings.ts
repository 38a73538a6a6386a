import { DerError } from './error.ts';
import { type Reader, peekTag, readContents } from './reader.ts';
import { TAG } from './tags.ts';

/**
 * A character string of one of the types that RFC 5280 lets names use: UTF8String, PrintableString, IA5String,
 * NumericString. Others (Teletex, BMP, Universal) throw `string-type`. NUL is refused in all of them: it has no use in a name
 * and has fooled software that ends strings there.
 */
export function readString(reader: Reader): string {
  const start = reader.at;
  const tag = peekTag(reader);
  const allowed = tag === TAG.utf8String ? UTF8 : CHARSETS[tag];
  if (allowed === undefined) throw new DerError(tag === -1 ? 'truncated' : 'string-type', start);
  return allowed === UTF8
    ? utf8Text(readContents(reader, tag), start)
    : asciiText(readContents(reader, tag), allowed, start);
}

/** Contents of an IA5String whose tag was already read (an implicit tag, say): seven bits, no NUL. */
export function ia5Text(contents: Uint8Array, offset: number): string {
  return asciiText(contents, IA5, offset);
}

/** May `text` stand in a PrintableString (X.680 section 41.4)? */
export function isPrintable(text: string): boolean {
  return isWithin(text, PRINTABLE);
}

/** May `text` stand in an IA5String? */
export function isIa5(text: string): boolean {
  return isWithin(text, IA5);
}

type Charset = Uint8Array;
const UTF8: Charset = new Uint8Array(0);
const PRINTABLE = charset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 '()+,-./:=?");
const NUMERIC = charset('0123456789 ');
const IA5: Charset = new Uint8Array(256).fill(1, 1, 128);
const CHARSETS: { readonly [tag: number]: Charset | undefined } = {
  [TAG.printableString]: PRINTABLE,
  [TAG.numericString]: NUMERIC,
  [TAG.ia5String]: IA5,
};

// `ignoreBOM` keeps a leading U+FEFF as the character it is
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function charset(characters: string): Charset {
  const table = new Uint8Array(256);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
}

function asciiText(contents: Uint8Array, allowed: Charset, offset: number): string {
  for (let i = 0; i < contents.length; i++)
    if (allowed[contents[i] as number] !== 1) throw new DerError('string-charset', offset);
  return Buffer.from(contents.buffer, contents.byteOffset, contents.length).toString('latin1');
}

function utf8Text(contents: Uint8Array, offset: number): string {
  if (contents.includes(0)) throw new DerError('string-charset', offset);
  try {
    return utf8.decode(contents);
  } catch {
    throw new DerError('string-utf8', offset);
  }
}

function isWithin(text: string, allowed: Charset): boolean {
  for (let i = 0; i < text.length; i++) if (allowed[text.charCodeAt(i)] !== 1) return false;
  return true;
}
