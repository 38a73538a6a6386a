import type { SignatureAlgorithm } from '../../wire/x509/index.ts';

/**
 * Holds one private key and signs with it; who implements it: the encrypted key file (`file-signer.ts`), later PKCS#11.
 * Contract (`test/contract/signer.ts`): `sign` gives a DER signature that verifies with `spki` under `algorithm`; the key
 * never leaves; at most `SIGNER_QUEUE_MAX` signatures wait.
 */
export type Signer = {
  readonly algorithm: SignatureAlgorithm;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  sign(bytes: Uint8Array): Promise<Uint8Array>;
};
