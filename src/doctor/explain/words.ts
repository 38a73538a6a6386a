import type { RuleWords } from './types.ts';

/** Under every rule: what failed is retried by none of them, or Boulder, which retries more than is documented, failed as well. */
export const FAILS: RuleWords = { documented: 'fails', boulder: 'fails', 'per-hop': 'fails' };

/** A connection that failed after a redirect: only `per-hop` tries IPv4 there. */
export const AFTER_REDIRECT: RuleWords = { documented: 'fails', boulder: 'fails', 'per-hop': 'may-pass' };

/** What Boulder says before an error, where it says it: the address that it was connected to last. */
export const ADDRESS = String.raw`(?:(?<![0-9a-f:.])(?<address>[0-9a-f:.]{3,45}): )?`;

/** The URL of a request as Boulder names it. */
export const URL_TEXT = String.raw`(?<url>https?:\/\/[^\s"'<>]{1,2048}?)`;

/** tls-alpn-01 fetches nothing: there the address alone stands before the error. */
export const ADDRESS_ALONE = String.raw`\b(?<address>\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}): `;
