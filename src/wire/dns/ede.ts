import { EDNS_OPTION } from './constants.ts';
import { EDE_PER_MESSAGE_MAX, EDE_TEXT_CHARS_MAX } from './limits.ts';
import type { Edns, Message } from './types.ts';

export type ExtendedError = { readonly code: number; readonly text: string };

/** The extended errors of a message (RFC 8914), texts cut and cleaned of control characters; a broken one is left out. */
export function extendedErrors(message: Message): readonly ExtendedError[] {
  const found: ExtendedError[] = [];
  for (const { code, data } of message.edns?.options ?? []) {
    if (code !== EDNS_OPTION.EDE || data.length < 2 || found.length === EDE_PER_MESSAGE_MAX) continue;
    const text = new TextDecoder()
      .decode(data.subarray(2))
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
      .trim()
      .slice(0, EDE_TEXT_CHARS_MAX);
    found.push({ code: ((data[0] ?? 0) << 8) | (data[1] ?? 0), text });
  }
  return found;
}

/** An extended error as an EDNS option. */
export function extendedErrorOption(error: ExtendedError): Edns['options'][number] {
  const text = new TextEncoder().encode(error.text);
  const data = new Uint8Array(2 + text.length);
  data[0] = error.code >> 8;
  data[1] = error.code & 0xff;
  data.set(text, 2);
  return { code: EDNS_OPTION.EDE, data };
}

/** IANA "Extended DNS Error Codes", by number. */
export const EDE_NAMES: readonly string[] = [
  'Other Error',
  'Unsupported DNSKEY Algorithm',
  'Unsupported DS Digest Type',
  'Stale Answer',
  'Forged Answer',
  'DNSSEC Indeterminate',
  'DNSSEC Bogus',
  'Signature Expired',
  'Signature Not Yet Valid',
  'DNSKEY Missing',
  'RRSIGs Missing',
  'No Zone Key Bit Set',
  'NSEC Missing',
  'Cached Error',
  'Not Ready',
  'Blocked',
  'Censored',
  'Filtered',
  'Prohibited',
  'Stale NXDomain Answer',
  'Not Authoritative',
  'Not Supported',
  'No Reachable Authority',
  'Network Error',
  'Invalid Data',
  'Signature Expired before Valid',
  'Too Early',
  'Unsupported NSEC3 Iterations Value',
  'Unable to conform to policy',
  'Synthesized',
  'Invalid Query Type',
];
