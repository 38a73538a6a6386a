/**
 * Which challenge a delegated name is for. dns-01 of a name and of its wildcard are one; dns-account-01 has one name for each
 * account (`account`: 16 characters of base32, the label of its record without the underscore).
 */
export type Purpose =
  | { readonly type: 'dns-01' }
  | { readonly type: 'dns-persist-01' }
  | { readonly type: 'dns-account-01'; readonly account: string };

export const DNS_01: Purpose = { type: 'dns-01' };

/** How the label is made; all are worked out from the name alone, so that a record can be written before anything is registered. */
export type Style = 'readable' | 'uuid' | 'sha1' | 'sha256';
export const STYLES: readonly Style[] = ['readable', 'uuid', 'sha1', 'sha256'];
