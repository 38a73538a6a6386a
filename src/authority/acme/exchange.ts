import type {
  Account,
  Authorization,
  Certificate,
  Order,
  ReservedCertificate,
  Standing,
} from '../../store/index.ts';
import type { ChallengeType, Identifier } from '../../core/index.ts';
import type { CheckedCsr } from '../ca/index.ts';
import type { Jws } from './jws/decode.ts';
import type { PublicKey } from './jws/public-key.ts';
import type { DirectoryPaths } from './paths.ts';
import type { AncestorDomains } from './policy/ancestors.ts';

/** One request on its way through the steps of its endpoint: what came in, what the steps found, and the reply. */
export type Exchange = {
  readonly directory: DirectoryPaths;
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  /** Host or :authority, lower-case, with its port where it has one. */
  readonly authority: string;
  /** Scheme and authority: what every address in the reply begins with. */
  readonly base: string;
  /** Address of the peer. */
  readonly address: string;
  readonly contentType: string;
  /** The body as it came; empty for GET. */
  readonly body: Uint8Array;
  readonly params: Readonly<Record<string, string | undefined>>;
  /** Behind the question mark of the target, as sent. */
  readonly query: string;
  /** Milliseconds since 1970 at which the request was taken up. */
  readonly now: number;

  // found by the steps, in about this order
  jws?: Jws;
  /** The key that signed; verified as soon as the step `verify signature` has passed. */
  key?: PublicKey;
  account?: Account;
  payload?: Readonly<Record<string, unknown>> | 'empty';
  newKey?: PublicKey;
  newKeyJws?: Jws;
  contacts?: readonly string[];
  externalKeyId?: string;
  draft?: OrderDraft;
  identifiers?: readonly Identifier[];
  ancestorDomains?: AncestorDomains;
  /** What a pre-authorization asks for. */
  standing?: Standing;
  order?: Order;
  authorization?: Authorization;
  challengeType?: ChallengeType;
  csrDer?: Uint8Array;
  csr?: CheckedCsr;
  reserved?: ReservedCertificate;
  certificate?: Certificate;
  revocation?: { readonly der: Uint8Array; readonly reason: number };

  reply?: Reply;
};

/** A new order as read from its payload, before anything was decided. */
export type OrderDraft = {
  readonly identifiers: readonly {
    readonly type: string;
    readonly value: string;
    /** RFC 9444 section 4.2. */
    readonly ancestorDomain?: string;
  }[];
  readonly notBefore: number | null;
  readonly notAfter: number | null;
  readonly profile: string;
};

/** What goes out; the edge adds Replay-Nonce, Link rel=index and the content type. */
export type Reply = {
  readonly status: number;
  readonly body?: unknown;
  /** Text sent as it is, with its content type, instead of `body` as JSON. */
  readonly text?: { readonly type: string; readonly content: string };
  readonly location?: string;
  /** Link header values beside rel=index. */
  readonly links?: readonly string[];
  readonly retryAfterSeconds?: number;
  readonly noStore?: boolean;
};

/** What an earlier step of the same table has found; its absence is a bug in the table, not in the request. */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a step needs what no earlier step of its endpoint has found');
  return value;
}
