import { fail, ok, type Result } from '../../../core/index.ts';
import { JSON_DEPTH_MAX } from '../limits.ts';

/** What is wrong with a JSON text; `duplicate` names the member that stands twice in one object. */
export type JsonDefect =
  | { readonly kind: 'syntax' | 'depth' }
  | { readonly kind: 'duplicate'; readonly member: string };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses one JSON object of UTF-8 bytes. Stricter than JSON.parse where two readers could understand two things (RFC 8259
 * section 4): a repeated member and bytes that are not UTF-8 are refused, and nesting is bounded before anything is built.
 */
export function parseJsonObject(bytes: Uint8Array): Result<Readonly<Record<string, unknown>>, JsonDefect> {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return fail({ kind: 'syntax' });
  }
  const written = countMembers(text);
  if (typeof written === 'object') return fail(written);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail({ kind: 'syntax' });
  }
  // JSON.parse keeps one of those that have the same name
  if (membersOf(value) !== written) return fail({ kind: 'duplicate', member: duplicateIn(text) });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail({ kind: 'syntax' });
  return ok(value as Record<string, unknown>);
}

/** How many members the text writes, in all its objects, or what is wrong with it. One pass; the syntax is left to JSON.parse. */
function countMembers(text: string): number | JsonDefect {
  let depth = 0;
  let members = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x7b: // {
      case 0x5b: // [
        if (++depth > JSON_DEPTH_MAX) return { kind: 'depth' };
        break;
      case 0x7d: // }
      case 0x5d: // ]
        depth--;
        break;
      case 0x22: // "
        at = endOfString(text, at);
        if (at < 0) return { kind: 'syntax' };
        break;
      case 0x3a: // : stands behind the name of a member, and nowhere else outside of strings
        members++;
        break;
      default:
    }
  }
  return members;
}

/** How many members a parsed value has, in all its objects. As deep as the text that it was parsed from. */
function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let members = 0;
  if (Array.isArray(value)) {
    for (const each of value) members += membersOf(each);
  } else {
    for (const name in value) members += 1 + membersOf((value as Record<string, unknown>)[name]);
  }
  return members;
}

/** The first name that stands twice in one object of a text that JSON.parse has read. */
function duplicateIn(text: string): string {
  const open: Set<string>[] = [];
  let last = '';
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x7b:
      case 0x5b:
        open.push(new Set());
        break;
      case 0x7d:
      case 0x5d:
        open.pop();
        break;
      case 0x22: {
        const end = endOfString(text, at);
        last = memberName(text.slice(at, end + 1));
        at = end;
        break;
      }
      case 0x3a:
        if (open.at(-1)?.has(last) === true) return last;
        open.at(-1)?.add(last);
        break;
      default:
    }
  }
  throw new Error('a repeated member was counted, and is not there');
}

/** Index of the quote that ends the string which begins at `start`, or -1. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end > 0) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return -1;
}

/** The name with its escapes undone, so that `"a"` and `"\u0061"` are one. */
function memberName(quoted: string): string {
  return quoted.includes('\\') ? JSON.stringify(JSON.parse(quoted)) : quoted;
}
