import { domainToASCII } from 'node:url';
import type { Identifier } from '../../../core/index.ts';
import { parseAddress } from '../../../net/index.ts';
import { NAME_CHARS_MAX } from '../limits.ts';

/** What is to be validated, as Open MPIC writes it: `*.` before a wildcard's name, brackets around an IPv6 address. */
export function targetText({ type, value }: Identifier, wildcard: boolean): string {
  if (type === 'ip') return value.includes(':') ? `[${value}]` : value;
  return wildcard ? `*.${value}` : value;
}

export type Target = { readonly identifier: Identifier; readonly wildcard: boolean };

/**
 * Reads what others write: an address with or without brackets, a name in any case, in Unicode too, with or without its last dot.
 * Undefined where it is neither a host name nor an address.
 */
export function parseTarget(text: string): Target | undefined {
  if (text.length > NAME_CHARS_MAX) return undefined;
  const bracketed = /^\[(.*)\]$/.exec(text)?.[1];
  const address = parseAddress(bracketed ?? text);
  if (address !== undefined) {
    if (bracketed !== undefined && address.family !== 6) return undefined;
    return { identifier: { type: 'ip', value: address.text }, wildcard: false };
  }
  const wildcard = text.startsWith('*.');
  const plain = wildcard ? text.slice(2) : text;
  if (!HOST_CHARS.test(plain)) return undefined;
  const name = domainToASCII(plain.endsWith('.') ? plain.slice(0, -1) : plain);
  if (!HOST_NAME.test(name) || name.length > 253 || parseAddress(name) !== undefined) return undefined;
  return { identifier: { type: 'dns', value: name }, wildcard };
}

/** What a host name may be written with; the rest would mean something else to a URL parser. */
const HOST_CHARS = /^[\p{L}\p{M}\p{N}.-]+$/u;
/** RFC 1123 labels, and a last one that is not a number. */
const HOST_NAME =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*(?![0-9]+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
