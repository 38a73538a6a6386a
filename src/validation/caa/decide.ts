import type { ChallengeType } from '../../core/index.ts';
import { parseIssueValue } from '../issue-value.ts';

/** One CAA record (RFC 8659 section 4.1); `value` has one character for each byte. */
export type CaaRecord = { readonly flags: number; readonly tag: string; readonly value: string };

/** For whom, for what and how a certificate is to be issued. */
export type CaaQuestion = {
  readonly wildcard: boolean;
  /** Issuer domain names that mean this CA: lower-case A-labels. */
  readonly issuers: readonly string[];
  /** Every URL by which the asking account is known. */
  readonly accountUrls: readonly string[];
  /** Undefined: not known, so that no list of methods has it. */
  readonly method: ChallengeType | undefined;
};

/** What a record set says, and the record that decided. Without a record: it restricts nothing that is asked for. */
export type CaaRuling =
  | { readonly decision: 'allowed'; readonly record?: CaaRecord }
  | { readonly decision: 'forbidden'; readonly record: CaaRecord; readonly reason: CaaReason };

/** Why a record does not allow: texts stand in i18n. The nearer a record is to allowing, the further ahead. */
export const CAA_REASONS = [
  'critical-tag', // a critical property that this CA does not know (RFC 8659 section 4.1)
  'other-account', // accounturi is another account's (RFC 8657 section 3)
  'account-twice',
  'other-method', // validationmethods lists others (RFC 8657 section 4)
  'methods-malformed',
  'methods-twice',
  'malformed', // does not fit the grammar, so it allows nobody
  'other-issuer',
  'nobody', // `;`
] as const;
export type CaaReason = (typeof CAA_REASONS)[number];

/**
 * RFC 8659 section 4: does this record set, which is not empty, let this CA issue? Any one satisfied record is enough, unless a
 * critical property is unknown. Never throws, whatever the records hold.
 */
export function decideCaa(set: readonly CaaRecord[], question: CaaQuestion): CaaRuling {
  const critical = set.find((record) => isCritical(record) && !KNOWN_TAGS.has(tagOf(record)));
  if (critical !== undefined) return { decision: 'forbidden', record: critical, reason: 'critical-tag' };
  const relevant = relevantTo(set, question.wildcard);
  let nearest: { record: CaaRecord; reason: CaaReason } | undefined;
  for (const record of relevant) {
    const reason = objection(record, question);
    if (reason === undefined) return { decision: 'allowed', record };
    if (nearest === undefined || rank(reason) < rank(nearest.reason)) nearest = { record, reason };
  }
  return nearest === undefined ? { decision: 'allowed' } : { decision: 'forbidden', ...nearest };
}

const KNOWN_TAGS: ReadonlySet<string> = new Set(['issue', 'issuewild', 'iodef', 'issuemail', 'issuevmc']);

/** Bit 0 of RFC 8659 is worth 128; 1 is what those set who counted from the other end, and Let's Encrypt obeys them too. */
const CRITICAL_BITS = 128 | 1;

function isCritical({ flags }: CaaRecord): boolean {
  return (flags & CRITICAL_BITS) !== 0;
}

/** RFC 8659 section 4.3: for a wildcard `issuewild` where there is one; for other names never. */
function relevantTo(set: readonly CaaRecord[], wildcard: boolean): readonly CaaRecord[] {
  const tagged = (tag: string) => set.filter((record) => tagOf(record) === tag);
  const wild = wildcard ? tagged('issuewild') : [];
  return wild.length > 0 ? wild : tagged('issue');
}

/** Why this record does not allow; undefined where it does. */
function objection(record: CaaRecord, question: CaaQuestion): CaaReason | undefined {
  const value = parseIssueValue(record.value);
  if (value === undefined) return 'malformed';
  if (value.issuer === undefined) return 'nobody';
  if (!question.issuers.includes(value.issuer.toLowerCase())) return 'other-issuer';
  // a parameter that restricts must not get lost over its letters' case
  const all = (tag: string) => value.parameters.filter((one) => one.tag.toLowerCase() === tag);
  return (
    accountObjection(all('accounturi'), question.accountUrls) ??
    methodObjection(all('validationmethods'), question.method)
  );
}

type Values = readonly { readonly value: string }[];

/** RFC 8657 section 3: compared character by character. */
function accountObjection([first, second]: Values, urls: readonly string[]): CaaReason | undefined {
  if (first === undefined) return undefined;
  if (second !== undefined) return 'account-twice';
  return urls.includes(first.value) ? undefined : 'other-account';
}

/** RFC 8657 section 4: labels that are not known are passed over, what is no label spoils the list. */
function methodObjection([first, second]: Values, method: ChallengeType | undefined): CaaReason | undefined {
  if (first === undefined) return undefined;
  if (second !== undefined) return 'methods-twice';
  const labels = first.value.split(',');
  if (first.value !== '' && !labels.every((label) => METHOD_LABEL.test(label))) return 'methods-malformed';
  return method !== undefined && (labels as readonly string[]).includes(method) ? undefined : 'other-method';
}
const METHOD_LABEL = /^[A-Za-z0-9-]+$/;

/** RFC 8659 section 4.1: tags are matched without regard to case. */
function tagOf({ tag }: CaaRecord): string {
  return tag.toLowerCase();
}

function rank(reason: CaaReason): number {
  return CAA_REASONS.indexOf(reason);
}
