// An HTTPS server on loopback that plays a provider's API: strict about what it is asked, and failing on demand.
import { generateKeyPairSync, sign } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  assembleSigned,
  buildTbsCertificate,
  encodeName,
  pemEncode,
  subjectAltName,
} from '../../../src/wire/x509/index.ts';
import { nameOf } from '../tls-alpn.ts';
import { endless } from './played-api.ts';

export type Asked = {
  readonly method: string;
  /** As it was sent, with its query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};
export type Answered = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};
/** What is done instead of an answer: nothing at all, a body that does not end, a connection that ends. */
export type Trouble = Answered | 'silence' | 'endless' | 'cut';

export type FakeServer = {
  readonly url: string;
  readonly port: number;
  /** PEM that the server is trusted by. */
  readonly ca: string;
  readonly asked: Asked[];
  /** What was asked in a way that the provider's description does not have. Tests end with none. */
  readonly complaints: string[];
  /** The next requests that match get this instead. */
  trouble(match: RegExp, trouble: Trouble, times?: number): void;
  close(): Promise<void>;
};

/** What the description does not have; the request fails, and the complaint is kept. */
export class Complaint extends Error {
  override readonly name = 'Complaint';
}

export async function startFakeServer(answer: (asked: Asked) => Answered): Promise<FakeServer> {
  const identity = makeIdentity();
  const asked: Asked[] = [];
  const complaints: string[] = [];
  const troubles: { match: RegExp; trouble: Trouble; left: number }[] = [];

  const server = createServer({ key: identity.key, cert: identity.certificate }, (request, response) => {
    void read(request).then((one) => {
      asked.push(one);
      const found = troubles.find(({ match, left }) => left > 0 && match.test(`${one.method} ${one.target}`));
      if (found !== undefined) {
        found.left--;
        return play(found.trouble, response);
      }
      try {
        if (one.headers['accept-encoding'] !== undefined)
          throw new Complaint('a compressed answer, which is not read');
        send(answer(one), response);
      } catch (error) {
        complaints.push(`${one.method} ${one.target}: ${String(error)}`);
        send({ status: 418 }, response);
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    port,
    ca: identity.certificate,
    asked,
    complaints,
    trouble(match, trouble, times = 1) {
      troubles.push({ match, trouble, left: times });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(chunks).toString(),
  };
}

function send({ status, headers = {}, body = '' }: Answered, response: ServerResponse): void {
  response.writeHead(status, headers);
  response.end(body);
}

function play(trouble: Trouble, response: ServerResponse): void {
  if (trouble === 'silence') return;
  if (trouble === 'cut') return void response.destroy();
  if (trouble === 'endless') return endless(response);
  send(trouble, response);
}

/** A port on loopback at which nobody listens: it was free a moment ago. */
export async function emptyPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A certificate for 127.0.0.1 that is its own root. */
function makeIdentity(): { readonly key: string; readonly certificate: string } {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = encodeName({ commonName: 'A provider that is played' });
  const day = 86_400_000;
  const tbs = buildTbsCertificate({
    serial: Uint8Array.of(1),
    signatureAlgorithm: 'ecdsa-sha256',
    issuer: name,
    subject: name,
    notBefore: Date.now() - day,
    notAfter: Date.now() + 30 * day,
    spki: new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' })),
    extensions: [subjectAltName([nameOf('127.0.0.1')], false)],
  });
  const der = assembleSigned(tbs, 'ecdsa-sha256', sign('sha256', tbs, pair.privateKey));
  return {
    key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: pemEncode('CERTIFICATE', der),
  };
}
