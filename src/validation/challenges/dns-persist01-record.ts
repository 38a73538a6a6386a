import { domainToASCII } from 'node:url';
import { hashIn, accountHash } from './dns-persist01-hash.ts';
import { type IssueParameter, parseIssueValue } from '../issue-value.ts';

/** What a record at `_validation-persist.<domain>` has to say. Both drafts, kept apart by `version`. */
export type PersistQuestion = {
  readonly version: '01' | '02';
  /** Without `*.`; `wildcard` says whether the order asked for that. */
  readonly domain: string;
  readonly wildcard: boolean;
  /** Issuer domain names that mean this CA: lower-case A-labels. */
  readonly issuers: readonly string[];
  readonly accountUrls: readonly string[];
  /** 02: where hashed account URIs begin. */
  readonly hashPrefixes: readonly string[];
  /** 02: of the account's present key first, then of those before it, the latest first. */
  readonly thumbprints: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** Why no record is the proof: texts stand in i18n. The nearer a record is to being it, the further ahead. */
export const PERSIST_REASONS = [
  'expired', // persistUntil has passed
  'not-wildcard', // without policy=wildcard
  'other-account',
  // these five are malformed (section 9.3.1)
  'until-malformed',
  'account-not-hashed', // 02: no hashed URI under this CA's prefix
  'account-missing',
  'parameter-twice',
  'grammar',
  'other-issuer',
] as const;
export type PersistReason = (typeof PERSIST_REASONS)[number];
export const PERSIST_MALFORMED: ReadonlySet<PersistReason> = new Set([
  'until-malformed',
  'account-not-hashed',
  'account-missing',
  'parameter-twice',
  'grammar',
]);

export type PersistRuling =
  | { readonly proven: true; readonly until?: number }
  | { readonly proven: false; readonly reason: PersistReason };

/**
 * draft-ietf-acme-dns-persist section 4.3.2: each record stands for itself, those of other issuers do not count, one that fits is
 * enough; of several the one that lasts longest. `until`: milliseconds since 1970. A record has one character for each byte.
 */
export function decidePersist(records: readonly string[], question: PersistQuestion): PersistRuling {
  let nearest: PersistReason = 'other-issuer';
  let best: PersistRuling | undefined;
  const accountObjection = question.version === '02' ? hashJudge(question) : urlJudge(question);
  for (const record of records) {
    const ruling = judge(record, question, accountObjection);
    if (ruling.proven) best = best === undefined || lasts(ruling) > lasts(best) ? ruling : best;
    else if (rank(ruling.reason) < rank(nearest)) nearest = ruling.reason;
  }
  return best ?? { proven: false, reason: nearest };
}

/** RFC 9444's subdomains are not proven by `policy=wildcard`, though the draft would let a CA do so: `docs/divergences.md`. */
function judge(
  record: string,
  question: PersistQuestion,
  accountObjection: (account: string) => PersistReason | undefined,
): PersistRuling {
  const { issuer, rest } = split(record);
  if (!question.issuers.includes(issuer)) return refused('other-issuer');
  const value = parseIssueValue(`${issuer}${rest}`);
  if (value === undefined) return refused('grammar');
  const parameters = byTag(value.parameters);
  if (parameters === undefined) return refused('parameter-twice');
  const account = parameters.get('accounturi');
  if (account === undefined) return refused('account-missing');
  const until = parameters.get('persistuntil');
  if (until !== undefined && !/^[0-9]+$/.test(until)) return refused('until-malformed');
  const objection = accountObjection(account);
  if (objection !== undefined) return refused(objection);
  if (question.wildcard && parameters.get('policy')?.toLowerCase() !== 'wildcard')
    return refused('not-wildcard');
  if (until === undefined) return { proven: true };
  const untilMs = Number(until) * 1_000;
  return untilMs <= question.now ? refused('expired') : { proven: true, until: untilMs };
}

/** What a record says, whoever it is for: as `decidePersist` reads it. */
export type PersistContent = {
  /** In lower-case A-labels. */
  readonly issuer: string;
  /** By tag, in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
};

/** Undefined where a CA would call it malformed, or where it names nobody. */
export function readPersistRecord(record: string): PersistContent | undefined {
  const { issuer, rest } = split(record);
  const value = parseIssueValue(`${issuer}${rest}`);
  const parameters = value === undefined ? undefined : byTag(value.parameters);
  if (issuer === '' || !parameters?.has('accounturi')) return undefined;
  const until = parameters.get('persistuntil');
  return until === undefined || /^[0-9]+$/.test(until) ? { issuer, parameters } : undefined;
}

function split(record: string): { readonly issuer: string; readonly rest: string } {
  const end = record.indexOf(';');
  return {
    issuer: normalIssuer(end < 0 ? record : record.slice(0, end)),
    rest: end < 0 ? '' : record.slice(end),
  };
}

/** Section 9.2: lower case, NFC, A-labels, no dot at the end. The record's bytes are UTF-8, if anything. */
function normalIssuer(text: string): string {
  const trimmed = Buffer.from(text, 'latin1').toString().trim();
  if (trimmed.length > ISSUER_CHARS) return '';
  const lower = trimmed.toLowerCase().normalize('NFC').replace(/\.$/, '');
  return /^[!-~]*$/.test(lower) ? lower : domainToASCII(lower);
}
/** A host name in U-labels is never longer than in A-labels, which have 253 characters. */
const ISSUER_CHARS = 254;

/** By tag without regard to case: a restriction must not get lost over it. Undefined where one comes twice. */
function byTag(parameters: readonly IssueParameter[]): ReadonlyMap<string, string> | undefined {
  const found = new Map(parameters.map(({ tag, value }) => [tag.toLowerCase(), value]));
  return found.size === parameters.length ? found : undefined;
}

/** 00 and 01: the account's URL, compared character by character. */
function urlJudge({ accountUrls }: PersistQuestion) {
  return (account: string): PersistReason | undefined =>
    accountUrls.includes(account) ? undefined : 'other-account';
}

/**
 * 02: a hash over domain, key and URL; over any domain where whoever made it wanted that. All that fit are worked out once, however
 * many records there are.
 */
function hashJudge({ domain, thumbprints, accountUrls, hashPrefixes }: PersistQuestion) {
  let fitting: ReadonlySet<string> | undefined;
  const all = () =>
    thumbprints.flatMap((thumbprint) =>
      accountUrls.flatMap((accountUrl) =>
        [domain, '*'].map((each) => accountHash({ domain: each, thumbprint, accountUrl })),
      ),
    );
  return (account: string): PersistReason | undefined => {
    const hash = hashIn(account, hashPrefixes);
    if (hash === undefined) return 'account-not-hashed';
    fitting ??= new Set(all());
    return fitting.has(hash) ? undefined : 'other-account';
  };
}

function refused(reason: PersistReason): PersistRuling {
  return { proven: false, reason };
}

function lasts(ruling: PersistRuling): number {
  return (ruling.proven ? ruling.until : undefined) ?? Number.POSITIVE_INFINITY;
}

function rank(reason: PersistReason): number {
  return PERSIST_REASONS.indexOf(reason);
}
