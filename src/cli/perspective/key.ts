import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  X509Certificate,
} from 'node:crypto';
import { readPeer, type PeerRole } from '../../validation/index.ts';
import { assembleSigned, buildCsrInfo, decodeCertificate, pemDecode } from '../../wire/x509/index.ts';

/** A new key, in PEM: made where it will be used, and never anywhere else. */
export function newAgentKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** A request for a certificate of this key (RFC 2986), base64url of its DER: the name is all that it says. */
export function agentCsr(key: string, name: string): string {
  const privateKey = createPrivateKey(key);
  const info = buildCsrInfo({ subject: { commonName: name }, names: [], spki: spkiOf(key) });
  const signature = sign('sha256', info, { key: privateKey, dsaEncoding: 'der' });
  return Buffer.from(assembleSigned(info, 'ecdsa-sha256', signature)).toString('base64url');
}

/** Is this certificate (PEM) what was asked for: this key, this name, of this root, good now? */
export function isOwnCertificate(
  certificate: string,
  expected: { readonly key: string; readonly role: PeerRole; readonly name: string; readonly root: string },
  now: number,
): boolean {
  try {
    const shown = new X509Certificate(certificate);
    const root = new X509Certificate(expected.root);
    const peer = readPeer(shown.raw);
    const own = createHash('sha256').update(spkiOf(expected.key)).digest('hex');
    const named = peer?.role === expected.role && peer.name === expected.name && peer.spkiSha256 === own;
    return named && shown.verify(root.publicKey) && endOf(certificate) > now;
  } catch {
    return false;
  }
}

/** When a certificate (PEM) ends, in milliseconds since 1970. */
export function endOf(certificate: string): number {
  return decodeCertificate(pemDecode('CERTIFICATE', certificate)).notAfter;
}

function spkiOf(key: string): Uint8Array {
  return createPublicKey(createPrivateKey(key)).export({ type: 'spki', format: 'der' });
}
