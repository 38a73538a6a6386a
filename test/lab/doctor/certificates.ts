// The lab's own public CA: a root that the looking node trusts, an intermediate, and leaf certificates under it.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  assembleSigned,
  authorityKeyIdentifier,
  basicConstraints,
  buildTbsCertificate,
  encodeName,
  extendedKeyUsage,
  keyUsage,
  OID,
  pemEncode,
  subjectAltName,
  subjectKeyIdentifier,
} from '../../../src/wire/x509/index.ts';

export type Leaf = { readonly chain: string; readonly key: string };
export type LabCa = {
  readonly root: string;
  /** `daysLeft` may be below zero: expired. `incomplete`: shown without the intermediate. */
  leaf(names: readonly string[], how?: { readonly daysLeft?: number; readonly incomplete?: boolean }): Leaf;
};

const DAY_MS = 86_400_000;
const ROOT = encodeName({ commonName: 'Lab root' });
const MIDDLE = encodeName({ commonName: 'Lab intermediate' });

export function createLabCa(): LabCa {
  const rootKey = newKey();
  const middleKey = newKey();
  let serial = 0;
  const certify = (what: {
    readonly issuer: Uint8Array;
    readonly issuerKey: Pair;
    readonly subject: Uint8Array;
    readonly key: Pair;
    readonly names?: readonly string[];
    readonly daysLeft?: number;
  }): string => {
    const { daysLeft = 60, names } = what;
    const notAfter = Date.now() + daysLeft * DAY_MS;
    const tbs = buildTbsCertificate({
      serial: Uint8Array.of(1, ++serial),
      signatureAlgorithm: 'ecdsa-sha256',
      issuer: what.issuer,
      subject: what.subject,
      notBefore: Math.min(Date.now(), notAfter) - 30 * DAY_MS,
      notAfter,
      spki: what.key.spki,
      extensions:
        names === undefined
          ? [
              basicConstraints({ ca: true }),
              keyUsage(['keyCertSign', 'cRLSign']),
              subjectKeyIdentifier(what.key.spki),
            ]
          : [
              keyUsage(['digitalSignature']),
              extendedKeyUsage([OID.serverAuth]),
              authorityKeyIdentifier(what.issuerKey.spki),
              subjectAltName(
                names.map((value) => ({ kind: 'dns', value })),
                true,
              ),
            ],
    });
    return pemEncode(
      'CERTIFICATE',
      assembleSigned(tbs, 'ecdsa-sha256', sign('sha256', tbs, what.issuerKey.key)),
    );
  };
  const root = certify({ issuer: ROOT, issuerKey: rootKey, subject: ROOT, key: rootKey });
  const middle = certify({ issuer: ROOT, issuerKey: rootKey, subject: MIDDLE, key: middleKey });
  return {
    root,
    leaf(names, { daysLeft = 60, incomplete = false } = {}) {
      const key = newKey();
      const leaf = certify({
        issuer: MIDDLE,
        issuerKey: middleKey,
        subject: encodeName({}),
        key,
        names,
        daysLeft,
      });
      return {
        chain: incomplete ? leaf : leaf + middle,
        key: key.key.export({ type: 'pkcs8', format: 'pem' }) as string,
      };
    },
  };
}

type Pair = { readonly key: KeyObject; readonly spki: Uint8Array };

function newKey(): Pair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { key: privateKey, spki: publicKey.export({ type: 'spki', format: 'der' }) };
}
