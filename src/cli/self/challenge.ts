import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { addressBytes } from '../../net/index.ts';
import { encodeDer, octetString } from '../../wire/der/index.ts';
import {
  assembleSigned,
  buildTbsCertificate,
  encodeName,
  jwkThumbprint,
  OID,
  pemEncode,
  spkiToJwk,
  subjectAltName,
} from '../../wire/x509/index.ts';

/** A challenge of nobody's order: a token, and the key authorization of a key that is used for nothing else. */
export type SelfChallenge = {
  readonly token: string;
  readonly keyAuthorization: string;
  /** base64url of its SHA-256: what a TXT record of dns-01 holds. */
  readonly digest: string;
};

export function makeChallenge(): SelfChallenge {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keyAuthorization = `${token}.${jwkThumbprint(spkiToJwk(publicKey.export({ type: 'spki', format: 'der' })))}`;
  return { token, keyAuthorization, digest: sha256(keyAuthorization).toString('base64url') };
}

/** RFC 8555 section 8.3 demands 128 bits; Let's Encrypt and this server give 256. */
const TOKEN_BYTES = 32;
const DAY_MS = 86_400_000;

/** What RFC 8737 section 3 wants to be shown for it, with its key, in PEM. */
export function challengeCertificate(
  name: string,
  { keyAuthorization }: SelfChallenge,
  now: number,
): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = encodeName({ commonName: 'sixfour validate' });
  const address = addressBytes(name);
  const identifier =
    address === undefined
      ? ({ kind: 'dns', value: name } as const)
      : ({ kind: 'ip', bytes: address } as const);
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40; // positive, and of full length
  const tbs = buildTbsCertificate({
    serial,
    signatureAlgorithm: 'ecdsa-sha256',
    issuer: subject,
    notBefore: now - DAY_MS,
    notAfter: now + DAY_MS,
    subject,
    spki: publicKey.export({ type: 'spki', format: 'der' }),
    extensions: [
      subjectAltName([identifier], false),
      { oid: OID.acmeIdentifier, critical: true, value: encodeDer(octetString(sha256(keyAuthorization))) },
    ],
  });
  const der = assembleSigned(tbs, 'ecdsa-sha256', signed(tbs, privateKey));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pemEncode('CERTIFICATE', der),
  };
}

function signed(tbs: Uint8Array, key: KeyObject): Uint8Array {
  return sign('sha256', tbs, { key, dsaEncoding: 'der' });
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
