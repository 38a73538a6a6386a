import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import {
  assembleSigned,
  buildTbsCertificate,
  encodeName,
  pemEncode,
  subjectAltName,
} from '../../../wire/x509/index.ts';

const DAY_MS = 86_400_000;
const BACKDATE_MS = 3_600_000;

/** A certificate with its key, as `setSecureContext` takes them: PEM. */
export type KeyAndCertificate = { readonly key: string; readonly cert: string };

/**
 * A self-signed certificate in memory, for the moments before the server has its own: it lets the internal client connect over
 * real TLS, and nobody is asked to trust it.
 */
export function bootstrapCertificate(now: number): KeyAndCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = encodeName({ commonName: 'sixfour bootstrap' });
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40; // positive, and of full length
  const tbs = buildTbsCertificate({
    serial,
    signatureAlgorithm: 'ecdsa-sha256',
    issuer: name,
    notBefore: now - BACKDATE_MS,
    notAfter: now + DAY_MS,
    subject: name,
    spki: publicKey.export({ type: 'spki', format: 'der' }),
    extensions: [subjectAltName([{ kind: 'dns', value: 'localhost' }], false)],
  });
  const signature = sign('sha256', tbs, { key: privateKey, dsaEncoding: 'der' });
  const der = assembleSigned(tbs, 'ecdsa-sha256', signature);
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pemEncode('CERTIFICATE', der),
  };
}
