import type { Identifier } from '../../../core/index.ts';
import type {
  DecodedCrl,
  DecodedName,
  DecodedSpki,
  DecodedTbs,
  Extension,
  GeneralName,
  SignatureAlgorithm,
} from '../../../wire/x509/index.ts';

/**
 * One check of bytes that are about to be signed. `check` returns what is wrong, or nothing. It may let a `DerError` of
 * an extension's decoder pass: that is a finding too.
 */
export type Lint<Subject> = {
  readonly id: string;
  /** The rule, by document and section. */
  readonly source: string;
  readonly check: (subject: Subject) => string | undefined;
};

export type Finding = { readonly lint: string; readonly detail: string };

/** What is known of the issuer beforehand, not read from the bytes that are checked. */
export type IssuerFacts = {
  /** DER of its subject. */
  readonly subject: Uint8Array;
  readonly keyId: Uint8Array;
  /** The one signature algorithm that fits its key (BR 7.1.3.2). */
  readonly algorithm: SignatureAlgorithm;
  readonly notAfter: number;
  /** Where its CRL and its own certificate are fetched. */
  readonly crlUrl: string;
  readonly certificateUrl: string;
  /** DNS name constraints in its certificate; empty: none. */
  readonly permittedNames: readonly string[];
};

/** A to-be-signed certificate, decoded afresh from its bytes. The functions decode once, when first called. */
export type CertificateView = {
  readonly tbs: DecodedTbs;
  readonly now: number;
  readonly issuer: IssuerFacts;
  readonly find: (oid: string) => Extension | undefined;
  readonly subject: () => DecodedName;
  readonly key: () => DecodedSpki;
};

/** What a leaf was ordered to be: the request and the row that was written before. */
export type LeafPlan = {
  readonly serial: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly spki: Uint8Array;
  readonly identifiers: readonly Identifier[];
  /** The profile's lifetime in ms, both ends included (RFC 5280 section 4.1.2.5). */
  readonly lifetimeMs: number;
};
export type LeafView = CertificateView & {
  readonly plan: LeafPlan;
  readonly names: () => readonly GeneralName[];
  /** Those of them that are DNS names. */
  readonly dnsNames: () => readonly string[];
};

/** A CRL before it is signed, decoded afresh. */
export type CrlView = {
  readonly crl: DecodedCrl;
  readonly now: number;
  readonly issuer: IssuerFacts;
  readonly plan: CrlPlan;
};
export type CrlPlan = {
  readonly number: bigint;
  /** The number of the newest CRL before this one, where there is one. */
  readonly previousNumber: bigint | undefined;
  /** Lower-case hex of every serial that has to be on it. */
  readonly serials: readonly string[];
  readonly validityMaxMs: number;
};
