// TLS servers that mean harm: chains, handshakes without end, renegotiation.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { encodeDer, integer, oid, sequence, bitString, NULL } from '../../../src/wire/der/index.ts';
import {
  assembleSigned,
  buildTbsCertificate,
  encodeName,
  OID,
  pemEncode,
  subjectAltName,
  type TbsCertificateInput,
} from '../../../src/wire/x509/index.ts';
import { acmeIdentifier, challengeCertificate, digestOf, nameOf } from '../tls-alpn.ts';
import { drip, flood, type Serve } from './http.ts';

export const NAME = 'www.hostile.test';
export const KEY_AUTHORIZATION = 'token.9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI';

const LEAF = challengeCertificate(NAME, KEY_AUTHORIZATION);
/** Not self-signed by its names, so that OpenSSL looks for who issued it. */
const ISSUED = challengeCertificate(NAME, KEY_AUTHORIZATION, { issuer: encodeName({ commonName: 'CA 0' }) });
const issuer = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const SPKI = new Uint8Array(issuer.publicKey.export({ type: 'spki', format: 'der' }));

/** A record of TLS 1.2: type, version, length, contents. */
const record = (type: number, contents: Uint8Array) =>
  Buffer.concat([Buffer.from([type, 3, 3, contents.length >> 8, contents.length & 0xff]), contents]);
const HELLO_REQUESTS = record(22, Buffer.alloc(4_000)); // 1,000 times type 0, length 0
const EMPTY_RECORD = record(22, Buffer.alloc(0));
const WARNING = record(21, Buffer.from([1, 90])); // user_canceled
const CHANGE_CIPHER = record(20, Buffer.from([1]));

export const TLS: Readonly<Record<string, Serve>> = {
  'the right leaf and 300 certificates': shows(() => [LEAF.pem, ...unrelated(300, 0)]),
  'the right leaf and 5,000 certificates': shows(() => [LEAF.pem, ...unrelated(5_000, 0)]),
  'a leaf below a chain 300 deep': shows(() => [ISSUED.pem, ...chain(300)]),
  'a leaf below RSA keys of 16,384 bits': shows(() => [ISSUED.pem, ...hugeKeys(40)]),
  'a leaf of 90 kB': shows(() => [large(90_000)]),
  'a leaf of 60 kB': shows(() => [large(60_000)]),
  'a leaf of 300 kB': shows(() => [large(300_000)]),
  'silence after the hello': () => {},
  'a hello that never ends': onHello((socket, url) => {
    socket.write(record(22, Buffer.from([2, 0, 8, 0, 3, 3])));
    drip(record(22, Buffer.from([7])))(socket, url);
  }),
  'hello requests without end': onHello(flood(HELLO_REQUESTS)),
  'empty records without end': onHello(flood(EMPTY_RECORD)),
  'warnings without end': onHello(flood(WARNING)),
  'change cipher specs without end': onHello(flood(CHANGE_CIPHER)),
  'a certificate message of 16 MB': onHello((socket, url) => {
    socket.write(record(22, serverHello()));
    socket.write(record(22, Buffer.from([11, 0xff, 0xff, 0xff])));
    flood(record(22, Buffer.alloc(16_000)))(socket, url);
  }),
  'renegotiation without end': https(
    (socket) => {
      const again = () => socket.renegotiate({}, () => setImmediate(again));
      socket.once('data', again);
    },
    { maxVersion: 'TLSv1.2' },
  ),
  'an endless body over TLS': https(
    (socket) =>
      void socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        flood(Buffer.alloc(65_536, 'a'))(socket, '');
      }),
  ),
  'session tickets and silence': https(() => {}),
  'https with 300 certificates': https(proof, { pems: () => [LEAF.pem, ...unrelated(300, 0)] }),
  'https with 5,000 certificates': https(proof, { pems: () => [LEAF.pem, ...unrelated(5_000, 0)] }),
  'hello requests without end over https': led((socket, url) => {
    onHello(flood(HELLO_REQUESTS))(socket, url);
    socket.resume();
  }),
  'silence after the hello over https': led(() => {}),
};

/** For tls-alpn-01: a handshake that shows these. */
function shows(pems: () => readonly string[]): Serve {
  let context: ReturnType<typeof createSecureContext> | undefined;
  const prepare = () => (context ??= createSecureContext({ cert: pems().join('\n'), key: LEAF.keyPem }));
  const serve: Serve = (socket) => {
    const options = { isServer: true, secureContext: prepare(), ALPNProtocols: ['acme-tls/1'] };
    new TLSSocket(socket, options).on('error', () => {});
  };
  return Object.assign(serve, { prepare });
}

/** For http-01: the first request in clear is led to TLS on the same port. */
function https(
  act: (socket: TLSSocket) => void,
  { pems = () => [LEAF.pem], maxVersion }: { maxVersion?: 'TLSv1.2'; pems?: () => readonly string[] } = {},
): Serve {
  let context: ReturnType<typeof createSecureContext> | undefined;
  const prepare = () =>
    (context ??= createSecureContext({
      cert: pems().join('\n'),
      key: LEAF.keyPem,
      ...(maxVersion && { maxVersion }),
    }));
  const serve = led((socket) => {
    const tls = new TLSSocket(socket, { isServer: true, secureContext: prepare() });
    tls.on('error', () => {});
    act(tls);
  });
  return Object.assign(serve, { prepare });
}

function led(act: Serve): Serve {
  return (socket, url) => {
    socket.once('data', (first: Buffer) => {
      if (first[0] !== 22) {
        const location = `${url.replace('http:', 'https:')}/`;
        socket.end(`HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`);
        return;
      }
      socket.pause();
      socket.unshift(first);
      act(socket, url); // which reads it again
    });
  };
}

/** What is right, so that the handshake alone decides. */
function proof(socket: TLSSocket): void {
  const head = `HTTP/1.1 200 OK\r\nContent-Length: ${KEY_AUTHORIZATION.length}\r\n\r\n`;
  socket.once('data', () => socket.end(`${head}${KEY_AUTHORIZATION}`));
}

function onHello(act: Serve): Serve {
  return (socket: Socket, url) => void socket.once('data', () => act(socket, url));
}

/** Of TLS 1.2, with renegotiation_info (RFC 5746), without which OpenSSL would hang up at once. */
function serverHello(): Uint8Array {
  const tail = [0, 0xc0, 0x2b, 0, 0, 5, 0xff, 0x01, 0, 1, 0];
  const body = Buffer.concat([Buffer.from([3, 3]), randomBytes(32), Buffer.from(tail)]);
  return Buffer.concat([Buffer.from([2, 0, 0, body.length]), body]);
}

function pemOf(input: Partial<TbsCertificateInput>): string {
  const tbs = buildTbsCertificate({
    serial: Uint8Array.of(1),
    signatureAlgorithm: 'ecdsa-sha256',
    issuer: encodeName({ commonName: 'x' }),
    subject: encodeName({ commonName: 'x' }),
    notBefore: 0,
    notAfter: 4_000_000_000_000,
    spki: SPKI,
    extensions: [],
    ...input,
  });
  return pemEncode(
    'CERTIFICATE',
    assembleSigned(tbs, 'ecdsa-sha256', sign('sha256', tbs, issuer.privateKey)),
  );
}

function unrelated(count: number, from: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    pemOf({ serial: Uint8Array.of(1, (from + i) >> 8, i & 0xff) }),
  );
}

/** Each is issued by the next, and the leaf by none of them: OpenSSL builds and verifies as far as it likes. */
function chain(count: number): string[] {
  return Array.from({ length: count }, (_, i) => pemOf({ subject: caName(i), issuer: caName(i + 1) }));
}

function caName(i: number): Uint8Array {
  return encodeName({ commonName: `CA ${i}` });
}

/** Moduli of 16,384 bits that are nobody's: verifying with them costs all the same. */
function hugeKeys(count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const modulus = createHash('shake256', { outputLength: 2_048 }).update(String(i)).digest();
    modulus[0] = (modulus[0] ?? 0) | 0x80;
    modulus[2_047] = (modulus[2_047] ?? 0) | 1;
    const exponent = Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    const key = encodeDer(sequence(integer(modulus), integer(exponent)));
    const spki = encodeDer(sequence(sequence(oid(OID.rsaEncryption), NULL), bitString(key)));
    return pemOf({ spki, subject: caName(i), issuer: caName(i + 1) });
  });
}

/** One certificate of about so many bytes, right but for an extension that nobody knows. */
function large(bytes: number): string {
  return challengeCertificate(NAME, KEY_AUTHORIZATION, {
    extensions: [
      subjectAltName([nameOf(NAME)], false),
      acmeIdentifier(digestOf(KEY_AUTHORIZATION)),
      { oid: '1.2.3.4', critical: false, value: Buffer.alloc(bytes, 5) },
    ],
  }).pem;
}
