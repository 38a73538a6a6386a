import type { Identifier } from '../../core/index.ts';

/** An identifier as the host of a URL: an IPv6 address stands in brackets (RFC 3986 section 3.2.2). */
export function urlHost({ type, value }: Identifier): string {
  return type === 'ip' && value.includes(':') ? `[${value}]` : value;
}
