import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import type { ResourceRecord } from '../wire/dns/index.ts';
import type { AttemptEvidence, Family, LookupEvidence, Outcome, Result, StopSignal } from '../core/index.ts';

/** An IP literal in canonical text (RFC 5952 for IPv6) with its family. */
export type Address = { readonly text: string; readonly family: Family };

/** What one DNS question brought: the evidence, and the data that the evidence only counts. */
export type Lookup = {
  readonly evidence: LookupEvidence;
  /** A and AAAA answers, in the order received; empty for other types. */
  readonly addresses: readonly Address[];
  /** TXT answers, each the concatenation of its character-strings (RFC 1035 section 3.3.14), as bytes. */
  readonly texts: readonly Uint8Array[];
  /** All records of the asked type, decoded, in the order received. */
  readonly records: readonly ResourceRecord[];
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
export type QuestionType = 'A' | 'AAAA' | 'TXT' | 'CAA' | 'CNAME' | 'NS' | 'SOA' | 'DS' | 'HTTPS';
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

/** One TCP connection to one address and port, once. Never a name, never another family. */
export type DialRequest = {
  readonly address: Address;
  readonly port: number;
  /** Milliseconds until the connection counts as timed out: our own timer, apart from the kernel's. */
  readonly timeoutMs: number;
  /** Ends the attempt with `cancelled`. */
  readonly signal?: StopSignal | undefined;
};
/** The socket belongs to the caller, who must destroy it; it has no `error` listener. */
export type Dialled = {
  readonly ok: true;
  readonly socket: Socket;
  /** Milliseconds from the start of the attempt. */
  readonly ms: number;
};
export type DialFailure = {
  readonly ok: false;
  readonly outcome: Outcome;
  readonly errno?: string;
  readonly ms: number;
};
/**
 * Opens connections. Never throws for what the network does; ends within `timeoutMs`; leaves no socket and no timer behind
 * a failure. Does not ask the address policy: `Fetcher` does. All implementations pass `test/contract/dialer.ts`.
 */
export type Dialer = { dial(request: DialRequest): Promise<Dialled | DialFailure> };

/** One HTTP request to one address, once: no redirect is followed, no other address is tried. */
export type FetchRequest = {
  readonly url: string;
  readonly hop: number;
  readonly address: Address;
  readonly limits: FetchLimits;
  /** Asked before any packet is sent; a refusal is the outcome `address-refused`. */
  readonly policy: AddressPolicy;
  /** What is sent in place of the validator's own `User-Agent`, `Accept` and `Accept-Encoding`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Whether this is a validation, or a look at a site: then a body of any status is read, of a longer one the first
   * `limits.bodyBytes` bytes (`http.body` is `too-long`, the outcome `response`), and one that broke off leaves `http` in the evidence.
   */
  readonly reads?: 'look' | undefined;
  /** Ends the attempt with `cancelled`. */
  readonly signal?: StopSignal | undefined;
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
  /** Decoded bytes; a body with more ends as `too-large` and nothing of it is kept. */
  readonly bodyBytes: number;
};
export type FetchResult = {
  /**
   * `http.body` is `too-long` where the body was above its limit, `empty` where there was none, else `not-read`: whoever
   * knows what the body should be judges it. The body is read only where the status is 200, or for a look (`reads`).
   */
  readonly evidence: AttemptEvidence;
  /**
   * At most `limits.bodyBytes` bytes; empty unless the outcome is `response`, and, but for a look (`reads`), the status 200. Never
   * logged, never shown.
   */
  readonly body: Uint8Array;
  /** Of the response, as it came: nobody has escaped anything. Absent where there was none. */
  readonly headers?: IncomingHttpHeaders | undefined;
};
/** One TLS handshake with one address, once, for the certificate that is shown there; nothing is sent after it. */
export type TlsProbeRequest = {
  /** `tls://<name>:<port>`: what evidence calls it; the port is taken from here. */
  readonly url: string;
  readonly hop: number;
  readonly address: Address;
  /** SNI (RFC 6066 section 3): a host name, never an address; undefined: none is sent. */
  readonly serverName: string | undefined;
  /** The only ALPN protocol offered (RFC 7301). */
  readonly protocol: string;
  /**
   * What the ClientHello is like, where that is looked at: in one packet; above 1,500 bytes with a post-quantum key share, as browsers
   * send it; or with nothing newer than TLS 1.1. Then the whole chain is brought as well.
   */
  readonly hello?: Hello | undefined;
  readonly limits: Pick<FetchLimits, 'connectMs' | 'tlsMs' | 'totalMs'>;
  /** Asked before any packet is sent; a refusal is the outcome `address-refused`. */
  readonly policy: AddressPolicy;
  /** Ends the attempt with `cancelled`. */
  readonly signal?: StopSignal | undefined;
};
export type TlsProbeResult = {
  /** `response` where the handshake was completed, whatever was agreed on and shown. */
  readonly evidence: AttemptEvidence;
  readonly protocol: 'agreed' | 'none' | 'other';
  /** DER of the leaf; undefined where there was none. Nobody has verified anything of it. */
  readonly certificate: Uint8Array | undefined;
  /** `TLSv1.3`, ... where the handshake was completed. */
  readonly version?: string | undefined;
  /** DER of the issuers that were sent with the leaf, the leaf's own first; only where `hello` was given. */
  readonly issuers?: readonly Uint8Array[] | undefined;
};
export type Hello = 'small' | 'large' | 'old';
/**
 * Shakes hands by TLS 1.2 or newer (but for the `old` hello). Never throws for what a server does: every ending is an outcome in the evidence; ends
 * within `limits.totalMs`; reads a bounded number of bytes and leaves no socket and no timer behind.
 */
export type TlsProber = { probe(request: TlsProbeRequest): Promise<TlsProbeResult> };

/**
 * Fetches one URL from one address. Never throws for what a server does: every ending is an outcome in the evidence; ends
 * within `limits.totalMs`; holds no more than the limits in memory. All implementations pass `test/contract/fetcher.ts`.
 */
export type Fetcher = { fetch(request: FetchRequest): Promise<FetchResult> };
