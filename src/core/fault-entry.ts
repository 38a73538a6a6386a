/** How a fault looks from outside: RFC 8555 section 6.7 problem type (without its URN prefix), HTTP status, docs anchor. */
export type FaultEntry = {
  /** `urn:ietf:params:acme:error:` suffix, or null where the fault never reaches an ACME client. */
  readonly problem: ProblemType | null;
  readonly status: number;
  /** `client`: the client did something wrong; `target`: what was validated did; `server`: we did. Sets the log level. */
  readonly blame: 'client' | 'target' | 'server';
  /** Heading in `docs/errors.md` that explains it. */
  readonly anchor: string;
};

/** RFC 8555 section 6.7, table 1. */
export type ProblemType =
  | 'accountDoesNotExist'
  | 'alreadyRevoked'
  | 'badCSR'
  | 'badNonce'
  | 'badPublicKey'
  | 'badRevocationReason'
  | 'badSignatureAlgorithm'
  | 'caa'
  | 'compound'
  | 'conflict' // Boulder's, not in RFC 8555: docs/divergences.md
  | 'connection'
  | 'dns'
  | 'externalAccountRequired'
  | 'incorrectResponse'
  | 'invalidContact'
  | 'invalidProfile'
  | 'malformed'
  | 'orderNotReady'
  | 'rateLimited'
  | 'rejectedIdentifier'
  | 'serverInternal'
  | 'tls'
  | 'unauthorized'
  | 'unsupportedContact'
  | 'unsupportedIdentifier'
  | 'userActionRequired';
