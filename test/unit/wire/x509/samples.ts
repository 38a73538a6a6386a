import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  assembleSigned,
  attempt,
  buildCsrInfo,
  buildTbsCertificate,
  buildTbsCrl,
  type DistinguishedName,
  encodeName,
  type SignatureAlgorithm,
  type TbsCertificateInput,
  type TbsCrlInput,
} from '../../../../src/wire/x509/index.ts';

/** Times that have no milliseconds, as X.509 cannot hold any. */
export const NOT_BEFORE = Date.UTC(2026, 10, 20, 12);
export const NOT_AFTER = NOT_BEFORE + 45 * 86_400_000 - 1000;

export type SampleKey = { spki: Uint8Array; privateKey: KeyObject; algorithm: SignatureAlgorithm };

/** One key of each kind that subscribers may have. */
export const KEYS: readonly SampleKey[] = [
  sampleKey('P-256', 'ecdsa-sha256'),
  sampleKey('P-384', 'ecdsa-sha384'),
  sampleKey('P-521', 'ecdsa-sha512'),
  sampleKey('RSA', 'rsa-sha256'),
];
export const [P256, P384, P521, RSA] = KEYS as [SampleKey, SampleKey, SampleKey, SampleKey];

/** A to-be-signed certificate that needs nothing but what a test changes. */
export function tbsInput(changes: Partial<TbsCertificateInput> = {}): TbsCertificateInput {
  return {
    serial: Uint8Array.of(0x7b, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    signatureAlgorithm: 'ecdsa-sha256',
    issuer: encodeName({ country: 'DE', organization: 'Example', commonName: 'Example CA' }),
    notBefore: NOT_BEFORE,
    notAfter: NOT_AFTER,
    subject: encodeName({}),
    spki: P256.spki,
    extensions: [],
    ...changes,
  };
}

export function signedCertificate(input: TbsCertificateInput, key: SampleKey): Uint8Array {
  return signWith(buildTbsCertificate({ ...input, signatureAlgorithm: key.algorithm }), key);
}

export function signedCsr(subject: DistinguishedName, names: readonly string[], key: SampleKey): Uint8Array {
  return signWith(buildCsrInfo({ subject, names, spki: key.spki }), key);
}

export function signedCrl(changes: Partial<TbsCrlInput>, key: SampleKey): Uint8Array {
  const input: TbsCrlInput = {
    signatureAlgorithm: key.algorithm,
    issuer: encodeName({ organization: 'Example', commonName: 'Example CA' }),
    thisUpdate: NOT_BEFORE,
    nextUpdate: NOT_AFTER,
    crlNumber: 7n,
    authorityKeyId: new Uint8Array(20).fill(9),
    revoked: [],
    ...changes,
  };
  return signWith(buildTbsCrl(input), key);
}

function signWith(tbs: Uint8Array, key: SampleKey): Uint8Array {
  return assembleSigned(tbs, key.algorithm, sign(digestOf(key.algorithm), tbs, key.privateKey));
}

/** The committed corpus, made by OpenSSL: `certificate-...`, `csr-...`, `crl-...`. */
export function corpus(): { name: string; der: Uint8Array }[] {
  const folder = join(dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url))))), 'vectors/der/good');
  return readdirSync(folder)
    .toSorted()
    .map((name) => ({ name, der: new Uint8Array(readFileSync(join(folder, name))) }));
}

export function vector(name: string): Uint8Array {
  const found = corpus().find((file) => file.name === name);
  if (found === undefined) throw new Error(`no vector ${name}`);
  return found.der;
}

/** The code of the DerError that `decode` throws, or `accepted`. */
export function refusal(decode: () => unknown): string {
  const result = attempt(decode);
  return result.ok ? 'accepted' : result.fault.code;
}

function sampleKey(kind: 'P-256' | 'P-384' | 'P-521' | 'RSA', algorithm: SignatureAlgorithm): SampleKey {
  const pair =
    kind === 'RSA'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: kind });
  const spki = new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' }));
  return { spki, privateKey: pair.privateKey, algorithm };
}

function digestOf(algorithm: SignatureAlgorithm): string {
  return algorithm.slice(algorithm.indexOf('-') + 1);
}
