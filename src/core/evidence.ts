/** The two IP families, by number as in RFC 4291 and RFC 791. */
export type Family = 6 | 4;

/** Where an attempt stopped, in the order in which an attempt passes them. */
export type Phase = 'policy' | 'connect' | 'tls' | 'request' | 'first-byte' | 'headers' | 'body' | 'done';

/**
 * How one attempt to fetch one URL from one address ended. Only `connect-timeout` (our own connect timer, or the
 * kernel's ETIMEDOUT) is a connection timeout; everything else that looks like one is named for its phase.
 */
export type Outcome =
  | 'response' // a complete, usable HTTP response arrived; its status may still refuse
  | 'connect-timeout'
  | 'refused' // ECONNREFUSED
  | 'unreachable' // ENETUNREACH, EHOSTUNREACH
  | 'prohibited' // EACCES, EPERM: ICMP administratively prohibited, or a local filter
  | 'reset' // ECONNRESET, EPIPE; `phase` says when
  | 'closed' // the peer ended the connection without a complete response
  | 'tls-timeout'
  | 'tls-alert'
  | 'tls-error'
  | 'first-byte-timeout'
  | 'header-timeout'
  | 'body-timeout'
  | 'malformed' // not HTTP/1.x
  | 'too-large' // headers or body above their limit
  | 'address-refused' // the address policy forbids this address: nothing was sent
  | 'cancelled' // the whole budget ended, or the server stopped
  | 'error'; // an errno without a name of its own; `errno` holds it

/** Milliseconds spent in each phase of one attempt; absent where the phase was not reached. */
type PhaseTimes = {
  readonly connectMs?: number;
  readonly tlsMs?: number;
  readonly firstByteMs?: number;
  readonly totalMs: number;
};

/** One attempt: one URL, one address, one family, one outcome. Never a race of families. Holds no byte of the body. */
export type AttemptEvidence = {
  readonly kind: 'attempt';
  /** Milliseconds since 1970 when it began. */
  readonly at: number;
  /** 0 for the first request, +1 for every redirect followed. */
  readonly hop: number;
  readonly url: string;
  readonly address: string;
  readonly family: Family;
  readonly port: number;
  readonly phase: Phase;
  readonly outcome: Outcome;
  /** The kernel's or TLS library's own code, e.g. `EHOSTUNREACH`, where there was one. */
  readonly errno?: string;
  readonly times: PhaseTimes;
  readonly http?: HttpEvidence;
};

/** What an HTTP response was, without repeating any of it but status and redirect target. */
export type HttpEvidence = {
  readonly status: number;
  /** The redirect target, where the status is 3xx: escaped, without user name and password, cut at 4,096 characters. */
  readonly location?: string;
  readonly bodyBytes: number;
  /** What the body is, judged against the expected key authorization; the body itself is never kept. */
  readonly body: BodyKind;
};

export type BodyKind =
  | 'match'
  | 'empty'
  | 'too-long'
  | 'other-account' // right token, another account's thumbprint
  | 'other-token' // looks like a key authorization for another token
  | 'html'
  | 'other'
  | 'not-read';

/** One DNS question as it was answered for a validation. */
export type LookupEvidence = {
  readonly kind: 'lookup';
  readonly at: number;
  readonly hop: number;
  readonly name: string;
  readonly type: string;
  readonly outcome: LookupOutcome;
  readonly rcode?: string;
  /** Authenticated-data flag, as the resolver set it: its word, not a proof. */
  readonly ad?: boolean;
  /** RFC 8914 extended errors. */
  readonly ede?: readonly { readonly code: number; readonly text: string }[];
  /** Names passed on the way, in order, when the answer came through CNAMEs. */
  readonly chain?: readonly string[];
  /** Addresses found, in the order received; for TXT the number of records only. */
  readonly addresses?: readonly string[];
  readonly records?: number;
  /** For TXT at a challenge name: does a record hold the expected digest? */
  readonly matched?: boolean;
  readonly server?: string;
  readonly transport?: 'udp' | 'tcp' | 'built-in';
  readonly tries: number;
  readonly ms: number;
};

export type LookupOutcome =
  | 'answer'
  | 'nodata'
  | 'nxdomain'
  | 'servfail'
  | 'refused'
  | 'timeout'
  | 'unreachable'
  | 'malformed'
  | 'loop'
  | 'lame'
  | 'error';

/** Everything that was seen, in the order in which it was seen. */
export type Evidence = AttemptEvidence | LookupEvidence;
