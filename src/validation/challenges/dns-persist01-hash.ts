import { createHash } from 'node:crypto';

/** draft-ietf-acme-dns-persist-02 section 4.1: one account, committed to a domain (`*`: to any). */
export type HashedAccount = {
  /** Lower-case A-labels without a dot at the end, or `*`. */
  readonly domain: string;
  /** RFC 7638, base64url: 43 characters. */
  readonly thumbprint: string;
  readonly accountUrl: string;
};

/** The only algorithm accepted, by its name in the registry of RFC 6920. */
const HASH_NAME = 'sha-256';

/** `H(length_of_domain || domain_name || key || account_URL)`, base64url. */
export function accountHash({ domain, thumbprint, accountUrl }: HashedAccount): string {
  return createHash('sha256')
    .update(Uint8Array.of(domain.length))
    .update(`${domain}${thumbprint}${accountUrl}`)
    .digest('base64url');
}

/** The URI that stands in the record. */
export function hashedAccountUri(prefix: string, account: HashedAccount): string {
  return `${prefix}${HASH_NAME}/${accountHash(account)}`;
}

/** The hash in a URI under one of the prefixes; undefined where it is no well-formed hashed URI. */
export function hashIn(uri: string, prefixes: readonly string[]): string | undefined {
  const prefix = prefixes.find((one) => uri.startsWith(`${one}${HASH_NAME}/`));
  if (prefix === undefined) return undefined;
  const hash = uri.slice(prefix.length + HASH_NAME.length + 1);
  // 32 bytes: the last of 43 characters has two bits to spare, which are zero
  return /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/.test(hash) ? hash : undefined;
}
