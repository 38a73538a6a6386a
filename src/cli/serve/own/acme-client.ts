import { request } from 'node:https';
import {
  calculateJwkThumbprint,
  type CryptoKey,
  exportJWK,
  FlattenedSign,
  type JWK,
  type KeyObject,
} from 'jose';
import { z } from 'zod';
import { OWN_ANSWER_BYTES_MAX, OWN_REQUEST_MS } from '../limits.ts';

/** Where the internal client connects: one of our own listeners, by address; and what it trusts: only what we serve there. */
export type OwnServer = {
  readonly address: string;
  readonly port: number;
  /** A name that the certificate served there has. */
  readonly name: string;
  /** PEM of the only trust anchor: our bootstrap certificate, or our root. */
  readonly trusted: string;
};

export type AcmeKey = {
  readonly privateKey: KeyObject | CryptoKey;
  readonly publicKey: KeyObject | CryptoKey;
};
type AcmeAnswer<T> = { readonly location: string | undefined; readonly body: T };

/** An answer that this client cannot go on with; the message is the problem's own detail. */
export class OwnAcmeError extends Error {
  override readonly name = 'OwnAcmeError';
}

/** A small ACME client for one use: the server's certificate from the server itself, over real sockets and real JWS. */
export type OwnAcmeClient = {
  get<T>(url: string, schema: z.ZodType<T>): Promise<T>;
  /** Signs with `jwk` until `useAccount` was called, with `kid` after; a refused nonce is replaced once. */
  post<T>(url: string, payload: object | null, schema: z.ZodType<T>): Promise<AcmeAnswer<T>>;
  useAccount(url: string): void;
  jwk(): Promise<JWK>;
  thumbprint(): Promise<string>;
};

export function createOwnAcmeClient(server: OwnServer, key: AcmeKey): OwnAcmeClient {
  let nonce: string | undefined;
  let account: string | undefined;
  let newNonce = '';

  async function send(method: string, url: string, body?: string): Promise<RawAnswer> {
    const answer = await exchange(server, method, url, body);
    nonce = answer.nonce ?? nonce;
    return answer;
  }

  async function signed(url: string, payload: object | null): Promise<RawAnswer> {
    if (nonce === undefined) await send('HEAD', newNonce);
    const identity = account === undefined ? { jwk: await exportJWK(key.publicKey) } : { kid: account };
    const text = payload === null ? '' : JSON.stringify(payload);
    const jws = await new FlattenedSign(Buffer.from(text))
      .setProtectedHeader({ alg: 'ES256', nonce, url, ...identity })
      .sign(key.privateKey);
    nonce = undefined;
    return send('POST', url, JSON.stringify(jws));
  }

  return {
    async get(url, schema) {
      const answer = await send('GET', url);
      newNonce = read(answer, NONCE_PLACE).newNonce;
      return read(answer, schema);
    },
    async post(url, payload, schema) {
      let answer = await signed(url, payload);
      if (answer.status === 400 && answer.text.includes(':badNonce')) answer = await signed(url, payload);
      return { location: answer.location, body: read(answer, schema) };
    },
    useAccount(url) {
      account = url;
    },
    jwk: () => exportJWK(key.publicKey),
    thumbprint: async () => calculateJwkThumbprint(await exportJWK(key.publicKey)),
  };
}

type RawAnswer = {
  readonly status: number;
  readonly type: string;
  readonly nonce: string | undefined;
  readonly location: string | undefined;
  readonly text: string;
};

const NONCE_PLACE = z.object({ newNonce: z.url() });
const PROBLEM = z.object({ detail: z.string() });

/** The body as `schema` wants it; a chain is text, everything else JSON. */
function read<T>(answer: RawAnswer, schema: z.ZodType<T>): T {
  let body: unknown = answer.text;
  try {
    if (answer.type.includes('json')) body = JSON.parse(answer.text);
  } catch {
    // the schema refuses what is not JSON
  }
  const parsed = schema.safeParse(body);
  if (answer.status < 400 && parsed.success) return parsed.data;
  const problem = PROBLEM.safeParse(body);
  throw new OwnAcmeError(problem.success ? problem.data.detail : `HTTP ${answer.status}`);
}

function exchange(
  server: OwnServer,
  method: string,
  target: string,
  body: string | undefined,
): Promise<RawAnswer> {
  const url = new URL(target);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: server.address,
        port: server.port,
        servername: server.name,
        ca: [server.trusted],
        method,
        path: url.pathname,
        agent: false,
        signal: AbortSignal.timeout(OWN_REQUEST_MS),
        headers: { host: url.host, ...(body !== undefined && { 'content-type': 'application/jose+json' }) },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        incoming.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > OWN_ANSWER_BYTES_MAX) incoming.destroy(new OwnAcmeError('answer too long'));
          chunks.push(chunk);
        });
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            type: incoming.headers['content-type'] ?? '',
            nonce: header(incoming.headers['replay-nonce']),
            location: incoming.headers.location,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** RFC 8555 section 7.3.4: the external account binding, an HMAC over the account's own key. */
export async function externalAccountBinding(
  external: { readonly id: string; readonly key: Uint8Array },
  jwk: JWK,
  url: string,
): Promise<object> {
  return new FlattenedSign(Buffer.from(JSON.stringify(jwk)))
    .setProtectedHeader({ alg: 'HS256', kid: external.id, url })
    .sign(external.key);
}
