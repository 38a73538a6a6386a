/** A running CA in the lab, as the matrix sees it. */
export type Authority = {
  readonly name: string;
  readonly directory: string;
  /** What clients must trust to speak to it. */
  readonly rootPem: string;
  /** Where issued certificates end; the same root with our own server. */
  readonly issuingRootPem: string;
  /** Is this certificate (serial in hex) revoked, in the CA's own record? Absent where it cannot be asked. */
  readonly revoked?: (serial: string) => Promise<boolean>;
  /** Challenge type of every validation that succeeded for a name, oldest first. Absent where it cannot be asked. */
  readonly proofs?: (name: string) => Promise<readonly string[]>;
  /** The server's log so far, for a failed test. */
  readonly output: () => string;
};
