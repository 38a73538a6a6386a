import type { Fault } from './faults.ts';
import type { CaaMode, Region } from './identifier.ts';

/** The two IP families, by number as in RFC 4291 and RFC 791. */
export type Family = 6 | 4;

/** Where an attempt stopped, in the order in which an attempt passes them. */
export type Phase = 'policy' | 'connect' | 'tls' | 'request' | 'first-byte' | 'headers' | 'body' | 'done';

/**
 * How one attempt to fetch one URL from one address ended. Only `connect-timeout` (our own connect timer, or the
 * kernel's ETIMEDOUT) is a connection timeout; everything else that looks like one is named for its phase.
 */
export type Outcome =
  | 'response' // a complete, usable HTTP response arrived, or a TLS handshake was completed; what was shown may still refuse
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
  /** Of tls-alpn-01 only. */
  readonly tlsAlpn?: TlsAlpnEvidence;
};

/** What a TLS server showed for tls-alpn-01 (RFC 8737 section 3), judged; the certificate itself is never kept. */
export type TlsAlpnEvidence = {
  /** `acme-tls/1` was agreed on. */
  readonly protocol: 'agreed' | 'none' | 'other';
  readonly certificate: TlsAlpnCertificate;
};

export type TlsAlpnCertificate =
  | 'match'
  | 'absent'
  | 'malformed'
  | 'not-self-signed'
  | 'wrong-name' // the subject alternative name is not exactly the identifier
  | 'extension-missing'
  | 'extension-not-critical'
  | 'extension-malformed'
  | 'other-key-authorization'
  | 'not-read';

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
  /** Addresses found, in the order received: the first 64, and then `records` says how many there were. */
  readonly addresses?: readonly string[];
  /** How many records there were, of any other type. */
  readonly records?: number;
  /** For TXT at a challenge name: does a record hold the expected digest? */
  readonly matched?: boolean;
  readonly server?: string;
  readonly transport?: 'udp' | 'tcp' | 'built-in';
  readonly tries: number;
  readonly ms: number;
  /** Our own validation of the answer (RFC 4035 section 5); absent where it was not asked for. */
  readonly dnssec?: DnssecEvidence;
};

/** RFC 4033 section 5, with the link of the chain that decided. */
export type DnssecEvidence = {
  readonly status: 'secure' | 'insecure' | 'bogus' | 'indeterminate';
  /** Why it is not secure: a code of our own, e.g. `signature-expired`; texts stand in i18n. */
  readonly reason?: string;
  /** Where in the chain: owner name and type of the record set, e.g. `example.com DNSKEY`. */
  readonly link?: string;
};

export type LookupOutcome =
  | 'answer'
  | 'bogus' // DNSSEC says that it is forged or broken, and the settings demand DNSSEC
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

/** What the CAA records said (RFC 8659), after the lookups that found them. */
export type CaaEvidence = {
  readonly kind: 'caa';
  readonly at: number;
  /** The name asked for, with `*.` where it was a wildcard. */
  readonly name: string;
  /** Where the deciding record set was found, or the lookup that failed; absent where there is no set up to the root. */
  readonly found?: string;
  readonly decision: 'absent' | 'allowed' | 'forbidden' | 'lookup-failed';
  /** The record that decided, as zone files write it, escaped and cut: `0 issue "ca.example; accounturi=..."`. */
  readonly record?: string;
  /** Why it forbids: a code; texts stand in i18n. Of a lookup that failed: its outcome. */
  readonly reason?: string;
  readonly mode: CaaMode;
};

/** How asking one remote perspective ended. */
export type PerspectiveOutcome =
  | 'passed'
  | 'failed' // it validated, and refuses
  | 'cut' // too slow once the others had decided
  | 'timeout' // its own budget ended
  | 'unreachable' // no connection to it, or it went away in the middle
  | 'wrong-perspective' // an answer in the name of another one
  | 'wrong-target' // an answer for another name
  | 'malformed'; // not what the protocol says

/** What one remote perspective answered, and, where it is one of ours, all that it saw. Only the administrator sees names. */
export type PerspectiveEvidence = {
  readonly kind: 'perspective';
  readonly at: number;
  readonly perspective: string;
  readonly region: Region;
  readonly check: 'dcv' | 'caa';
  readonly outcome: PerspectiveOutcome;
  /** Its own refusal, where it gave one: code and parameters of our catalogue, never its text. */
  readonly fault?: Fault;
  /** The error types of one that is not ours (Open MPIC), e.g. `mpic_error:dcv_checker:lookup`. */
  readonly errors?: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly ms: number;
};

/** How the perspectives' answers were counted (BR 3.2.2.9). */
export type QuorumEvidence = {
  readonly kind: 'quorum';
  readonly at: number;
  readonly check: 'dcv' | 'caa';
  /** Named policy that counted: `baseline-requirements`, or the administrator's own. */
  readonly policy: string;
  readonly asked: number;
  readonly passed: number;
  readonly needed: number;
  readonly regions: readonly Region[];
  readonly regionsNeeded: number;
  readonly reached: boolean;
};

/** Everything that was seen, in the order in which it was seen. */
export type Evidence = AttemptEvidence | LookupEvidence | CaaEvidence | PerspectiveEvidence | QuorumEvidence;
