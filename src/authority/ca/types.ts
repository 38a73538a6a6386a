import type { Identifier, Result } from '../../core/index.ts';

export type ProfileName = 'default' | 'short';

/** Everything a certificate is built from: validated identifiers, a checked public key, a profile. Times in ms since 1970. */
export type IssuanceRequest = {
  readonly identifiers: readonly Identifier[];
  /** DER SubjectPublicKeyInfo that passed `checkPublicKey`. */
  readonly spki: Uint8Array;
  readonly profile: ProfileName;
  readonly notBefore?: number;
  readonly notAfter?: number;
};

/** A certificate as it will be, before it is signed: its row is written first, then `sign` is called with it. */
export type PlannedCertificate = {
  /** Lower-case hex of the serial number. */
  readonly serial: string;
  readonly issuerId: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly tbs: Uint8Array;
};

/** Why a CSR was accepted: its key, and exactly these names and addresses, in normal form, without duplicates. */
export type CheckedCsr = {
  readonly spki: Uint8Array;
  /** SHA-256 of `spki`, lower-case hex. */
  readonly spkiSha256: string;
  /** JWK thumbprint (RFC 7638) of the key, to refuse an account key as certificate key. */
  readonly thumbprint: string;
  readonly identifiers: readonly Identifier[];
};

/** The issuing side of the CA: it never holds the root key. */
export type CertificateAuthority = {
  /** Strictly decodes a CSR, verifies its signature, its key, and that it asks for nothing but names. */
  checkCsr(der: Uint8Array): Result<CheckedCsr>;
  /** Builds the to-be-signed bytes; nothing is signed, no state changes. */
  plan(request: IssuanceRequest): Result<PlannedCertificate>;
  /** Lints the bytes, decoded afresh, against the request, then signs: the only place that uses the issuing key for certificates. */
  sign(planned: PlannedCertificate, request: IssuanceRequest): Promise<Result<Uint8Array>>;
  /** `application/pem-certificate-chain` parts after the leaf, for chain 0 (issuing only) and alternates (with root). */
  chains(issuerId: string): readonly (readonly Uint8Array[])[];
  /** Lints, then signs a CRL over the given entries. Throws `LintError`: a bug, never caused from outside. */
  signCrl(request: CrlRequest): Promise<Uint8Array>;
  readonly issuer: IssuerInfo;
};

type CrlRequest = {
  readonly number: bigint;
  /** The number of the newest CRL that was kept, so that numbers grow over restarts too. */
  readonly previousNumber?: bigint;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  readonly revoked: readonly {
    readonly serial: string;
    readonly revokedAt: number;
    readonly reason: number;
  }[];
};

export type IssuerInfo = {
  readonly id: string;
  readonly trial: boolean;
  readonly organization: string;
  readonly certificate: Uint8Array;
  readonly root: Uint8Array;
  readonly notAfter: number;
  readonly crlUrl: string;
  /** DNS name constraints of the issuing certificate (the name and all below it); absent or empty: any name. */
  readonly permittedNames?: readonly string[];
};
