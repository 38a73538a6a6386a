import type { AttemptEvidence, Family, LookupEvidence, Result } from '../core/index.ts';

/** An IP literal in canonical text (RFC 5952 for IPv6) with its family. */
export type Address = { readonly text: string; readonly family: Family };

/** What one DNS question brought: the evidence, and the data that the evidence only counts. */
export type Lookup = {
  readonly evidence: LookupEvidence;
  /** A and AAAA answers, in the order received; empty for other types. */
  readonly addresses: readonly Address[];
  /** TXT answers, each the concatenation of its character-strings (RFC 1035 section 3.3.14), as bytes. */
  readonly texts: readonly Uint8Array[];
};

/**
 * Answers one DNS question, without a cache that outlives one validation.
 * - Never throws for anything a server does: every ending is an outcome in the evidence.
 * - Ends within `deadlineMs` (monotonic, the clock's) whatever servers do.
 * Implementations: stub, zones (split horizon), iterative, built-in; all pass `test/contract/resolver.ts`.
 */
export type Resolver = {
  lookup(question: Question): Promise<Lookup>;
};
export type QuestionType = 'A' | 'AAAA' | 'TXT' | 'CAA' | 'CNAME' | 'NS' | 'SOA';
export type Question = {
  /** Host name in A-labels, no trailing dot. */
  readonly name: string;
  readonly type: QuestionType;
  /** Redirect hop it belongs to; copied into the evidence. */
  readonly hop: number;
  /** Monotonic milliseconds by which an answer is needed. */
  readonly deadlineMs: number;
};

/** May this address be connected to? Checked after resolution, at every hop, before any packet is sent. */
export type AddressPolicy = {
  check(address: Address): Result<void>;
};

/** One HTTP request to one address, once: no redirect is followed, no other address is tried. */
export type FetchRequest = {
  readonly url: string;
  readonly hop: number;
  readonly address: Address;
  readonly limits: FetchLimits;
};
/** Milliseconds for each phase and bytes for each part; see `net/limits.ts` for the defaults and their reasons. */
export type FetchLimits = {
  readonly connectMs: number;
  readonly tlsMs: number;
  readonly firstByteMs: number;
  readonly headersMs: number;
  readonly bodyMs: number;
  readonly totalMs: number;
  readonly headerBytes: number;
  readonly bodyBytes: number;
};
export type FetchResult = {
  readonly evidence: AttemptEvidence;
  /** At most `limits.bodyBytes` bytes; empty unless the outcome is `response`. Never logged, never shown. */
  readonly body: Uint8Array;
};
export type Fetcher = { fetch(request: FetchRequest): Promise<FetchResult> };
