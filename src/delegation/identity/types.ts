import type { Result } from '../../core/index.ts';
import type { Principal } from '../broker/index.ts';

/** Whose client certificates count: those of our own CA, or those that TLS has verified up to a root of the administrator's file. */
export type CertificateTrust =
  | { readonly kind: 'own'; readonly issuerId: string; readonly issuer: Uint8Array }
  | { readonly kind: 'file' };

/** What a TLS client has shown, and proven to hold the key of. */
export type ShownCertificate = {
  readonly der: Uint8Array;
  /** Why TLS would not have taken it; undefined where it would. */
  readonly tlsError: string | undefined;
};

/** Who somebody is without a key of ours. Denied is whatever no identity of a client is bound to. */
export type Identities = {
  /** Fault `clientCertificateRefused`. */
  byCertificate(shown: ShownCertificate, source: string): Promise<Result<Principal>>;
  /** A JWT (RFC 7519). Faults `clientTokenRefused`, `tokenIssuerUnavailable`. */
  byToken(token: string, source: string): Promise<Result<Principal>>;
};
