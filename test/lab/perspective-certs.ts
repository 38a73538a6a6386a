// Certificates for the perspectives of the lab: a root of their own, and one name each.
import { generateKeyPairSync, sign } from 'node:crypto';
import { type Credentials, peerUri } from '../../src/validation/index.ts';
import {
  assembleSigned,
  basicConstraints,
  buildTbsCertificate,
  encodeName,
  extendedKeyUsage,
  keyUsage,
  OID,
  pemEncode,
  subjectAltName,
} from '../../src/wire/x509/index.ts';

const HOUR_MS = 3_600_000;
const ROOT = encodeName({ commonName: 'Perspectives of the lab' });

/** What the server and each perspective show and trust. */
export function makeCredentials(names: readonly string[]): {
  readonly server: Credentials;
  readonly perspectives: Readonly<Record<string, Credentials>>;
} {
  const rootKey = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let serial = 0;
  const certify = (subject: Uint8Array, spki: Uint8Array, uri: string | undefined): string => {
    const tbs = buildTbsCertificate({
      serial: Uint8Array.of(++serial),
      signatureAlgorithm: 'ecdsa-sha256',
      issuer: ROOT,
      subject,
      notBefore: Date.now() - HOUR_MS,
      notAfter: Date.now() + 24 * HOUR_MS,
      spki,
      extensions:
        uri === undefined
          ? [basicConstraints({ ca: true }), keyUsage(['keyCertSign'])]
          : [
              keyUsage(['digitalSignature']),
              extendedKeyUsage([OID.serverAuth, OID.clientAuth]),
              subjectAltName([{ kind: 'uri', value: uri }], true),
            ],
    });
    return pemEncode(
      'CERTIFICATE',
      assembleSigned(tbs, 'ecdsa-sha256', sign('sha256', tbs, rootKey.privateKey)),
    );
  };
  const root = certify(ROOT, spkiOf(rootKey.publicKey), undefined);
  const holder = (uri: string): Credentials => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    return { key, certificate: certify(encodeName({}), spkiOf(publicKey), uri), root };
  };
  return {
    server: holder(peerUri('coordinator', 'server')),
    perspectives: Object.fromEntries(names.map((name) => [name, holder(peerUri('perspective', name))])),
  };
}

type PublicKey = ReturnType<typeof generateKeyPairSync>['publicKey'];

function spkiOf(key: PublicKey): Uint8Array {
  return new Uint8Array(key.export({ type: 'spki', format: 'der' }));
}
