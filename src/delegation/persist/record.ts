import { fail, fault, ok, type Result } from '../../core/index.ts';
import type { PersistRecord } from '../../store/index.ts';
import { hashedAccountUri } from '../../validation/index.ts';
import { delegate, readHostName } from '../names/index.ts';
import { ACCOUNT_URI_CHARS_MAX, TXT_STRING_CHARS } from './limits.ts';

/** A record as it is asked for. */
export type PersistWish = {
  readonly name: string;
  readonly issuer: string;
  /** The account's URL; of draft 02 its hashed URI, or the URL with what is hashed with it. */
  readonly accountUri: string;
  readonly draft: '01' | '02';
  readonly wildcard: boolean;
  /** A date or a moment (RFC 3339). */
  readonly until?: string | undefined;
  /** Of draft 02: RFC 7638, and where the CA's hashed URIs begin (`accountHashPrefix` of its directory). */
  readonly thumbprint?: string | undefined;
  readonly hashPrefix?: string | undefined;
};

/**
 * Reads a wish strictly: a record that a CA cannot read would be noticed at the next renewal alone. Of a name that begins with `*.` the
 * record is one for wildcards. Faults `persistRecordInvalid`, and those of names.
 */
export function readWish(wish: PersistWish, now: number): Result<PersistRecord> {
  const { draft } = wish;
  const read = readHostName(wish.name);
  if (!read.ok) return read;
  const { name } = read.value;
  const issuer = readHostName(wish.issuer);
  if (!issuer.ok || wish.issuer.startsWith('*')) return invalid(wish.issuer, 'issuer');
  const account = accountOf(wish, name);
  if (!account.ok) return account;
  const until = wish.until === undefined ? null : readMoment(wish.until);
  if (until === undefined) return invalid(wish.until ?? '', 'until');
  if (until !== null && until <= now) return invalid(wish.until ?? '', 'past');
  const wildcard = wish.wildcard || wish.name.trim().startsWith('*.');
  const { name: issuerName } = issuer.value;
  return ok({ name, issuer: issuerName, accountUri: account.value, draft, wildcard, until, createdAt: now });
}

/** The name of the record, without a dot at its end. */
export function persistOwner(name: string): string {
  return delegate(name, { type: 'dns-persist-01' }, 'readable', '').challenge;
}

/** The text of the record: draft-ietf-acme-dns-persist section 4.2, an issue-value of RFC 8659. */
function persistText(record: Omit<PersistRecord, 'name' | 'createdAt'>): string {
  const { issuer, accountUri, wildcard, until } = record;
  return [
    issuer,
    `accounturi=${accountUri}`,
    ...(wildcard ? ['policy=wildcard'] : []),
    ...(until === null ? [] : [`persistUntil=${until / 1_000}`]),
  ].join('; ');
}

/** The one line for a zone file. */
export function persistLine(record: PersistRecord): string {
  const strings = persistText(record).match(new RegExp(`.{1,${TXT_STRING_CHARS}}`, 'g')) ?? [];
  return `${persistOwner(record.name)}. IN TXT ${strings.map((one) => `"${one}"`).join(' ')}`;
}

function accountOf(wish: PersistWish, name: string): Result<string> {
  const { accountUri, draft, thumbprint, hashPrefix } = wish;
  if (accountUri.length > ACCOUNT_URI_CHARS_MAX || !VALUE.test(accountUri))
    return invalid(accountUri, 'account');
  if (draft === '01') return isUrl(accountUri) ? ok(accountUri) : invalid(accountUri, 'account');
  if (HASHED.test(accountUri)) return ok(accountUri);
  if (thumbprint === undefined || hashPrefix === undefined || !VALUE.test(hashPrefix))
    return invalid(accountUri, 'hash');
  if (!THUMBPRINT.test(thumbprint)) return invalid(thumbprint, 'hash');
  if (!isUrl(accountUri)) return invalid(accountUri, 'account');
  return ok(hashedAccountUri(hashPrefix, { domain: name, thumbprint, accountUrl: accountUri }));
}

/** A day is its beginning in UTC: a record that ends too early is seen, one that ends too late is not. */
function readMoment(text: string): number | undefined {
  if (!MOMENT.test(text)) return undefined;
  const at = Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text);
  return Number.isNaN(at) ? undefined : Math.floor(at / 1_000) * 1_000;
}

function isUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:\/\//.test(text);
}

function invalid(value: string, reason: 'issuer' | 'account' | 'hash' | 'until' | 'past') {
  return fail(fault('persistRecordInvalid', { value: value.slice(0, 300), reason }));
}

/** What a value may consist of in the grammar of RFC 8659 section 4.2; and no quote or backslash, which zone files would want escaped. */
const VALUE = /^[!#-:<-[\]-~]+$/;
const MOMENT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/;
const THUMBPRINT = /^[A-Za-z0-9_-]{43}$/;
/** 32 bytes: the last of 43 characters has two bits to spare, which are zero. */
const HASHED = /^\S+sha-256\/[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
