import { createHash, generateKeyPairSync } from 'node:crypto';
import { Agent } from 'node:https';
import { createSend, type Reply, seal } from '../../test/support/acme-requests.ts';

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

/** Opens an account. The server's certificate is not checked: it is our own server on loopback. */
export async function openBenchClient(directoryUrl: string): Promise<BenchClient> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, rejectUnauthorized: false });
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { crv, kty, x, y } = publicKey.export({ format: 'jwk' });
  const jwk = { crv, kty, x, y };
  const nonces: string[] = [];
  const send = createSend(agent, 'sixfour-bench', (nonce) => nonces.push(nonce));
  const urls = JSON.parse((await send('GET', directoryUrl)).body.toString()) as Readonly<
    Record<string, string>
  >;
  const url = (name: string) => urls[name] ?? '';
  const account = await post(url('newAccount'), { jwk }, { termsOfServiceAgreed: true });
  const reference = { kid: account.location };

  async function post(to: string, who: object, payload: object): Promise<Reply> {
    if (nonces.length === 0) await send('HEAD', url('newNonce'));
    const body = seal(privateKey, { alg: 'ES256', nonce: nonces.pop(), url: to, ...who }, payload);
    const reply = await send('POST', to, body);
    if (reply.status >= 300) throw new Error(`${to}: ${reply.status} ${reply.body.toString()}`);
    return reply;
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
