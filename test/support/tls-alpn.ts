// Challenge certificates of tls-alpn-01, right and wrong, and a responder that shows them: what an ACME client does in real life.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer, type TlsOptions, type TLSSocket } from 'node:tls';
import { addressBytes } from '../../src/net/index.ts';
import { encodeDer, octetString } from '../../src/wire/der/index.ts';
import {
  assembleSigned,
  buildTbsCertificate,
  encodeName,
  type Extension,
  type GeneralName,
  OID,
  pemEncode,
  subjectAltName,
  type TbsCertificateInput,
} from '../../src/wire/x509/index.ts';

export type ChallengeCertificate = {
  readonly der: Uint8Array;
  readonly pem: string;
  readonly keyPem: string;
};

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const keyPem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const SPKI = new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' }));
const NAME = encodeName({ commonName: 'ACME challenge' });
const DAY_MS = 86_400_000;

/** A certificate as RFC 8737 section 3 wants it, for a name or an address, with what a test changes. */
export function challengeCertificate(
  name: string,
  keyAuthorization: string,
  changes: Partial<TbsCertificateInput> = {},
): ChallengeCertificate {
  return signChallenge({
    serial: Uint8Array.of(1),
    signatureAlgorithm: 'ecdsa-sha256',
    issuer: NAME,
    subject: NAME,
    notBefore: Date.UTC(2026, 0, 1),
    notAfter: Date.UTC(2026, 0, 1) + 365 * DAY_MS,
    spki: SPKI,
    extensions: [subjectAltName([nameOf(name)], false), acmeIdentifier(digestOf(keyAuthorization))],
    ...changes,
  });
}

/** The same key signs whatever the input says. */
function signChallenge(input: TbsCertificateInput): ChallengeCertificate {
  const tbs = buildTbsCertificate(input);
  const der = assembleSigned(tbs, input.signatureAlgorithm, sign('sha256', tbs, pair.privateKey));
  return { der, pem: pemEncode('CERTIFICATE', der), keyPem };
}

export function acmeIdentifier(digest: Uint8Array, critical = true): Extension {
  return { oid: OID.acmeIdentifier, critical, value: encodeDer(octetString(digest)) };
}

export function digestOf(keyAuthorization: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(keyAuthorization).digest());
}

export function nameOf(name: string): GeneralName {
  const bytes = addressBytes(name);
  return bytes === undefined ? { kind: 'dns', value: name } : { kind: 'ip', bytes };
}

export type Responder = AsyncDisposable & {
  readonly port: number;
  /** Settles at the first completed handshake. */
  readonly completed: Promise<void>;
  /** SNI and agreed protocol of every completed handshake. */
  readonly seen: { readonly name: string | false | null; readonly protocol: string | false | null }[];
};

/** A TLS server that agrees on `acme-tls/1` and shows this certificate, until it is disposed of. */
export async function startResponder(
  { pem, keyPem: key }: ChallengeCertificate,
  options: TlsOptions & { readonly host?: string; readonly port?: number } = {},
): Promise<Responder> {
  const seen: { name: string | false | null; protocol: string | false | null }[] = [];
  const completed = Promise.withResolvers<void>();
  const open = new Set<TLSSocket>();
  const { host = '127.0.0.1', port = 0, ...tls } = options;
  const server = createServer({ key, cert: pem, ALPNProtocols: ['acme-tls/1'], ...tls }, (socket) => {
    seen.push({ name: socket.servername, protocol: socket.alpnProtocol });
    completed.resolve();
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, ipv6Only: host.includes(':') }, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    completed: completed.promise,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
