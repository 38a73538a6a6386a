import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { Agent, request } from 'node:https';

/** An ACME client for many requests at once: one account, its connections kept open, a stock of nonces. */
export type BenchClient = {
  readonly thumbprint: string;
  /** Throws unless the answer is 2xx. */
  newOrder(names: readonly string[]): Promise<void>;
  newNonce(): Promise<void>;
  directory(): Promise<void>;
  close(): void;
};

const CONNECTIONS = 8;

type Reply = { readonly status: number; readonly location: string | undefined; readonly text: string };

/** Opens an account. The server's certificate is not checked: it is our own server on loopback. */
export async function openBenchClient(directoryUrl: string): Promise<BenchClient> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, rejectUnauthorized: false });
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { crv, kty, x, y } = publicKey.export({ format: 'jwk' });
  const jwk = { crv, kty, x, y };
  const nonces: string[] = [];
  const urls = JSON.parse((await send('GET', directoryUrl)).text) as Readonly<Record<string, string>>;
  const url = (name: string) => urls[name] ?? '';
  const account = await post(url('newAccount'), { jwk }, { termsOfServiceAgreed: true });
  const reference = { kid: account.location };

  async function post(to: string, who: object, payload: object): Promise<Reply> {
    if (nonces.length === 0) await send('HEAD', url('newNonce'));
    const body = seal(privateKey, { alg: 'ES256', nonce: nonces.pop(), url: to, ...who }, payload);
    const reply = await send('POST', to, body);
    if (reply.status >= 300) throw new Error(`${to}: ${reply.status} ${reply.text}`);
    return reply;
  }

  function send(method: string, to: string, body?: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const headers: Record<string, string | number> = { 'user-agent': 'sixfour-bench' };
      if (body !== undefined) {
        headers['content-type'] = 'application/jose+json';
        headers['content-length'] = Buffer.byteLength(body);
      }
      const outgoing = request(to, { method, agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        const fresh = response.headers['replay-nonce'];
        if (typeof fresh === 'string') nonces.push(fresh);
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            location: response.headers.location,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  return {
    thumbprint: createHash('sha256').update(JSON.stringify(jwk)).digest('base64url'),
    async newOrder(names) {
      const identifiers = names.map((value) => ({ type: 'dns', value }));
      await post(url('newOrder'), reference, { identifiers });
    },
    async newNonce() {
      await send('HEAD', url('newNonce'));
    },
    async directory() {
      await send('GET', directoryUrl);
    },
    close: () => agent.destroy(),
  };
}

function seal(key: KeyObject, header: object, payload: object): string {
  const protectedHeader = Buffer.from(JSON.stringify(header)).toString('base64url');
  const text = Buffer.from(JSON.stringify(payload)).toString('base64url');
  const input = Buffer.from(`${protectedHeader}.${text}`);
  const signature = sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  return JSON.stringify({ protected: protectedHeader, payload: text, signature });
}
