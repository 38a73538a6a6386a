import type { Family, StopSignal } from '../../../core/index.ts';
import type { Until } from '../types.ts';

/** One request, as both ends see it: HTTP/2 underneath. Paths and bodies are JSON's; bodies are bounded by `limits.ts`. */
export type Ask = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** JSON text; absent: no body. */
  readonly body?: string;
};
export type Answer = { readonly status: number; readonly body: string };

/**
 * Asks the other end. Never rejects; ends by the deadline or the signal. `unreachable`: there is no connection, or it died in the
 * middle; `malformed`: an answer above its bounds.
 */
export type Call = (ask: Ask, until: Until) => Promise<CallResult>;
export type CallResult =
  | ({ readonly answered: true } & Answer)
  | { readonly answered: false; readonly outcome: 'timeout' | 'unreachable' | 'malformed' };

/** Answers the other end. Never rejects. `signal`: whoever asked has gone, or wants no answer any more. */
export type Handler = (ask: Ask & { readonly signal: StopSignal }) => Promise<Answer>;

/** What somebody's certificate says that he is (`identity.ts`). */
export type Peer = {
  readonly role: PeerRole;
  readonly name: string;
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex: the key is the identity, the name only what it is called. */
  readonly spkiSha256: string;
};
export type PeerRole = 'coordinator' | 'perspective' | 'client';

/** What one end shows and trusts, in PEM: the root is that of the perspectives alone, never the one that web clients know. */
export type Credentials = {
  readonly key: string;
  readonly certificate: string;
  readonly root: string;
};

/** Which way a connection's requests go, agreed on by ALPN: as in any HTTP/2, or back over the connection of the one that dialled. */
export type Way = 'forward' | 'backward';

/** A connection that stands, whoever opened it; this end asks. */
export type Link = {
  readonly call: Call;
  /** Resolves when it is over, with why. */
  readonly closed: Promise<LinkEnd>;
  /** Ends it, and tells the other end why. */
  close(reason: Goodbye): void;
};

/** Why one end ended a connection, as the other end is told. */
export type Goodbye = 'stopping' | 'removed' | 'version' | 'replaced' | 'not-allowed';

export type LinkEnd = 'closed' | 'silent' | 'failed' | Goodbye;

/** Where an end of a connection is. */
export type Place = { readonly address: string; readonly family: Family; readonly port: number };
