import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  assembleSigned,
  buildCsrInfo,
  type Extension,
  OID,
  type SignatureAlgorithm,
  subjectAltName,
} from '../../src/wire/x509/index.ts';
import {
  context,
  encodeDer,
  integer,
  octetString,
  oid,
  sequence,
  setOf,
  TRUE,
} from '../../src/wire/der/index.ts';

export type TestKey = { readonly privateKey: KeyObject; readonly spki: Uint8Array };

export function makeKey(kind: 'P-256' | 'P-384' | 'RSA' = 'P-256'): TestKey {
  const { privateKey, publicKey } =
    kind === 'RSA'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: kind });
  return { privateKey, spki: publicKey.export({ type: 'spki', format: 'der' }) };
}

/** A plain CSR for these names. */
export function makeCsr(names: readonly string[], key: TestKey = makeKey(), commonName?: string): Uint8Array {
  const subject = commonName === undefined ? {} : { commonName };
  return signCsr(buildCsrInfo({ subject, names, spki: key.spki }), key);
}

/** A CSR with any subject (DER Name) and any extensions, however unreasonable. */
export function makeOddCsr(parts: {
  readonly key?: TestKey;
  readonly subject?: Uint8Array;
  readonly names?: readonly string[];
  readonly extensions?: readonly Extension[];
}): Uint8Array {
  const { key = makeKey(), subject = encodeDer(sequence()), names = ['a.example'], extensions = [] } = parts;
  const san = subjectAltName(
    names.map((value) => ({ kind: 'dns', value })),
    false,
  );
  const wanted = names.length === 0 ? [...extensions] : [san, ...extensions];
  const list = sequence(
    ...wanted.map(({ oid: id, critical, value }) =>
      critical ? sequence(oid(id), TRUE, octetString(value)) : sequence(oid(id), octetString(value)),
    ),
  );
  const attributes =
    wanted.length === 0 ? context(0) : context(0, sequence(oid(OID.extensionRequest), setOf(list)));
  return signCsr(encodeDer(sequence(integer(0), subject, key.spki, attributes)), key);
}

export function signCsr(
  info: Uint8Array,
  { privateKey }: TestKey,
  algorithm: SignatureAlgorithm = privateKey.asymmetricKeyType === 'rsa' ? 'rsa-sha256' : 'ecdsa-sha256',
): Uint8Array {
  return assembleSigned(info, algorithm, sign(algorithm.split('-')[1], info, privateKey));
}
