import type {
  CaaMode,
  ChallengeType,
  Evidence,
  Fault,
  Identifier,
  Judgement,
  RetryRule,
  StopSignal,
} from '../core/index.ts';
import type { FamilyJudgements } from './families.ts';

/** What is to be proven. `identifier.value` never begins with `*.`; `wildcard` says whether the order asked for that. */
export type ValidationRequest = {
  readonly identifier: Identifier;
  readonly wildcard: boolean;
  readonly type: ChallengeType;
  /** Empty for dns-persist-01, which has none. */
  readonly token: string;
  /** RFC 8555 section 8.1; empty where `digest` stands in for it. */
  readonly keyAuthorization: string;
  /** base64url of the key authorization's SHA-256, where whoever asks gives no more: Open MPIC, for the types that need no more. */
  readonly digest?: string;
  readonly subscriber: Subscriber;
  readonly caa: CaaTerms;
  /** Of dns-persist-01 alone; without them, the draft 01. */
  readonly persist?: PersistTerms;
  /** ACME directory of the order; networks that the settings open for one directory alone. Empty: the default one. */
  readonly directory: string;
  /** Whose it is (an account's id): when validations have to wait, owners take turns, however many one of them has. */
  readonly owner?: string;
  /** The rule that judges, where it is not the validator's own: a coordinator asks its agents for the rule that it follows. */
  readonly rule?: RetryRule;
  /** A dry validation: no order waits for it, so it goes on after its verdict, until every rule, CAA and the perspectives have theirs. */
  readonly dry?: DryTerms;
  /** The server's own account proving its own name: resolved and dialled as `builtInNames` says, and recorded so. */
  readonly builtIn?: boolean;
};

export type DryTerms = {
  /** One attempt over each family that no rule has tried, recorded and never deciding. */
  readonly allFamilies: boolean;
  /** http-01: whoever asks knows the token alone, so that the key authorization of any account proves it. Only here, never elsewhere. */
  readonly anyAccount?: boolean;
  /** Given when nobody waits for the verdict any longer. */
  readonly signal?: StopSignal;
};

/** The asking account, as DNS records name it (RFC 8657 section 3, dns-account-01, dns-persist-01). */
export type Subscriber = {
  /** Its URLs: first the one that the client uses, then those under this server's other names. At least one. */
  readonly accountUrls: readonly string[];
  /** RFC 7638, of its present key. */
  readonly thumbprint: string;
  /** Of the keys that it had before, the latest first: dns-persist-01, draft 02 section 4.2. */
  readonly pastThumbprints?: readonly string[];
};

/** The draft of dns-persist-01 that is spoken, and where its hashed account URIs begin. */
export type PersistTerms = {
  readonly version: '01' | '02';
  /** 02: `accountHashPrefix` (section 4.1), under each of the server's addresses. */
  readonly hashPrefixes: readonly string[];
};

/** How CAA records count for this validation (RFC 8659). */
export type CaaTerms = {
  readonly mode: CaaMode;
  /** Issuer domain names by which records mean this CA. */
  readonly issuers: readonly string[];
  /** Whoever asks has not said by which challenge (Open MPIC): a record that lists validation methods then allows nothing. */
  readonly methodUnknown?: boolean;
};

/** Where RFC 8659 need not be asked: IP identifiers and the server's own names. */
export const CAA_OFF: CaaTerms = { mode: 'off', issuers: [] };

/** `until`: where the proof itself says how long it holds; milliseconds since 1970. */
type Verdict =
  | { readonly valid: true; readonly until?: number }
  | { readonly valid: false; readonly fault: Fault };

/**
 * Verdict, the rule that gave it, what every rule says, and everything that was seen. A validation that ended for want of time, in
 * the queue or with the server is refused, though no rule judged it: then `judgements` says `not-measured`.
 */
export type ValidationReport = {
  readonly verdict: Verdict;
  readonly rule: RetryRule;
  /** Of the challenge alone: CAA and the perspectives can refuse what every rule finds valid. */
  readonly judgements: Readonly<Record<RetryRule, Judgement>>;
  /** What each family alone would have given, where that was asked for. */
  readonly families?: FamilyJudgements;
  readonly evidence: readonly Evidence[];
  readonly startedAt: number;
  readonly finishedAt: number;
};

/** Runs validations within its limits; never throws for anything a target does; `close` cancels what still runs. */
export type Validator = {
  /** The challenge; then, where it passed, CAA; then, where there are perspectives, both from each of them. */
  validate(request: ValidationRequest): Promise<ValidationReport>;
  /** CAA alone, here and from the perspectives: again at finalize, long after a validation (BR 4.2.2.1). */
  checkCaa(request: ValidationRequest): Promise<ValidationReport>;
  close(): Promise<void>;
};
