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
  const defect = scan(text);
  if (defect !== undefined) return fail(defect);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail({ kind: 'syntax' });
    return ok(value as Record<string, unknown>);
  } catch {
    return fail({ kind: 'syntax' });
  }
}

/** One pass over the text: depth, and names of the members of each open object. The syntax is left to JSON.parse. */
function scan(text: string): JsonDefect | undefined {
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x7b: // {
        if (open.push(new Set()) > JSON_DEPTH_MAX) return { kind: 'depth' };
        break;
      case 0x5b: // [
        if (open.push(null) > JSON_DEPTH_MAX) return { kind: 'depth' };
        break;
      case 0x7d: // }
      case 0x5d: // ]
        open.pop();
        break;
      case 0x22: {
        const end = endOfString(text, at);
        if (end < 0) return { kind: 'syntax' };
        const members = open.at(-1);
        if (members instanceof Set && isFollowedByColon(text, end)) {
          const member = memberName(text.slice(at, end + 1));
          if (member === undefined) return { kind: 'syntax' };
          if (members.has(member)) return { kind: 'duplicate', member };
          members.add(member);
        }
        at = end;
        break;
      }
      default:
    }
  }
  return undefined;
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

function isFollowedByColon(text: string, end: number): boolean {
  let at = end + 1;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++;
  return text.charCodeAt(at) === 0x3a;
}

/** The name with its escapes undone, so that `"a"` and `"\u0061"` are one. */
function memberName(quoted: string): string | undefined {
  if (!quoted.includes('\\')) return quoted;
  try {
    return JSON.stringify(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}
