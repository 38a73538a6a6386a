/** Subject names that this project reads and writes: one attribute per RDN, in this order (RFC 5280 section 4.1.2.4). */
export type DistinguishedName = {
  readonly country?: string;
  readonly organization?: string;
  readonly commonName?: string;
};

/** X.509 extension as it stands in the certificate; `value` is the content of the OCTET STRING (RFC 5280 section 4.2). */
export type Extension = { readonly oid: string; readonly critical: boolean; readonly value: Uint8Array };

/** RFC 5280 section 4.2.1.6; only `dns` and `ip` are ever issued, every other choice is kept as `other` with its tag. */
export type GeneralName =
  | { readonly kind: 'dns'; readonly value: string }
  | { readonly kind: 'ip'; readonly bytes: Uint8Array }
  | { readonly kind: 'uri'; readonly value: string }
  | { readonly kind: 'other'; readonly tag: number; readonly bytes: Uint8Array };

/** A signature algorithm this project signs and verifies with. Anything else decodes as `unknown` with its OID. */
export type SignatureAlgorithm =
  | 'ecdsa-sha256'
  | 'ecdsa-sha384'
  | 'ecdsa-sha512'
  | 'rsa-sha256'
  | 'rsa-sha384'
  | 'rsa-sha512';

/** What is put together into a to-be-signed certificate: everything named, nothing implied. Times in ms since 1970. */
export type TbsCertificateInput = {
  readonly serial: Uint8Array; // big-endian, positive, at most 20 bytes
  readonly signatureAlgorithm: SignatureAlgorithm;
  /** DER of the issuer's Name: byte for byte the issuer certificate's subject. */
  readonly issuer: Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
  /** DER of the subject's Name. */
  readonly subject: Uint8Array;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly extensions: readonly Extension[];
};

export type DecodedCertificate = {
  readonly tbs: Uint8Array; // the exact bytes that are signed
  readonly serial: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm | 'unknown';
  readonly signatureAlgorithmOid: string;
  /** The algorithm named inside the TBS, which must equal the outer one (RFC 5280 section 4.1.1.2). */
  readonly tbsSignatureAlgorithm: Uint8Array;
  readonly outerSignatureAlgorithm: Uint8Array;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly spki: Uint8Array;
  readonly version: number; // 3 for v3
  /** Holds an issuerUniqueID or subjectUniqueID, which RFC 5280 section 4.1.2.8 forbids CAs to write. */
  readonly hasUniqueIds: boolean;
  readonly extensions: readonly Extension[];
  readonly signature: Uint8Array;
};
/** A certificate before it is signed: what the lint gate reads. */
export type DecodedTbs = Omit<
  DecodedCertificate,
  'signature' | 'outerSignatureAlgorithm' | 'signatureAlgorithmOid'
>;

/** RFC 2986. Attributes other than extensionRequest are listed by OID, not interpreted. */
export type DecodedCsr = {
  readonly info: Uint8Array; // the exact bytes that are signed
  readonly subject: Uint8Array;
  readonly commonNames: readonly string[];
  readonly spki: Uint8Array;
  readonly requestedExtensions: readonly Extension[];
  readonly attributeOids: readonly string[];
  readonly signatureAlgorithm: SignatureAlgorithm | 'unknown';
  readonly signatureAlgorithmOid: string;
  readonly signature: Uint8Array;
};

export type RevokedEntry = {
  readonly serial: Uint8Array;
  readonly revokedAt: number;
  /** RFC 5280 section 5.3.1 reason; 0 (unspecified) is left out of the encoding. */
  readonly reason: number;
};

export type TbsCrlInput = {
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly issuer: Uint8Array;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  readonly crlNumber: bigint;
  readonly authorityKeyId: Uint8Array;
  readonly revoked: readonly RevokedEntry[];
};

export type DecodedCrl = TbsCrlInput & {
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
  readonly extensions: readonly Extension[];
};

/** One attribute of a Name as it stands there; `stringTag` is the DER tag of its value (RFC 5280 section 4.1.2.4). */
export type NameAttribute = { readonly oid: string; readonly value: string; readonly stringTag: number };

/** A Name: what this project reads of it, and all of it, RDN by RDN, so that a lint can refuse RDNs of several attributes. */
export type DecodedName = {
  readonly dn: DistinguishedName;
  readonly attributes: readonly (readonly NameAttribute[])[];
};

/** A public key as its SubjectPublicKeyInfo states it (RFC 3279, RFC 5480); the point is not checked to be on its curve. */
export type DecodedSpki =
  | { readonly algorithm: 'rsa'; readonly modulus: Uint8Array; readonly exponent: bigint }
  | {
      readonly algorithm: 'ec';
      readonly curve: 'P-256' | 'P-384' | 'P-521' | 'unknown';
      readonly point: Uint8Array;
    }
  | { readonly algorithm: 'unknown'; readonly oid: string };

/** The public members of a JWK (RFC 7517) from which its thumbprint is made. */
export type PublicJwk =
  | { readonly kty: 'EC'; readonly crv: string; readonly x: string; readonly y: string }
  | { readonly kty: 'RSA'; readonly n: string; readonly e: string }
  | { readonly kty: 'OKP'; readonly crv: string; readonly x: string };
