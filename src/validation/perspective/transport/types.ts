import type { Family } from '../../../core/index.ts';
import type { Call } from '../call.ts';

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
/** Whoever joins has a root to trust, and nothing to show yet. */
export type Trust = Pick<Credentials, 'root'> & Partial<Credentials>;

/** Which way a connection's requests go, agreed on by ALPN: as in any HTTP/2, or back over the connection of the one that dialled. */
export type Way = 'forward' | 'backward';

/** A connection that stands, whoever opened it; this end asks. */
export type Link = {
  readonly call: Call;
  /** Milliseconds since 1970 of its last sign of life. */
  heardAt(): number;
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
