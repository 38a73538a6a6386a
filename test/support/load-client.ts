// A small quick ACME client over https for loads and crashes: one account, one keep-alive connection, a new P-256 account
// key. Unlike `acme-client.ts` it checks nothing beyond what it needs, and throws when the server is gone.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { Agent } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { assembleSigned, buildCsrInfo } from '../../src/wire/x509/index.ts';
import { createSend, type Reply, seal } from './acme-requests.ts';

const FIRST_POLL_MS = 4;
const POLL_GROWTH = 1.5;
const POLL_MS_MAX = 500;
const POLLS_MAX = 60;
const NONCE_TRIES_MAX = 3; // a server may answer a stale nonce with badNonce

type Resource = Readonly<Record<string, unknown>>;
type Proof = { readonly url: string; readonly challenge: Challenge };
type Challenge = { type: string; url: string; token: string; status: string };

/** What a caller is told on the way of an issuance, as soon as the client has seen it. */
type Watch = {
  /** The http-01 answer that has to be served from now on. */
  readonly answer?: (token: string, keyAuthorization: string) => void;
  /** Instead, by dns-01: the value. All of an order are there before the first challenge is answered, as with lego and certbot. */
  readonly present?: (value: string) => Promise<void>;
  readonly ordered?: (orderUrl: string) => void;
  /** A reply said that the order is valid. */
  readonly valid?: (orderUrl: string) => void;
  readonly downloaded?: (orderUrl: string, pem: string) => void;
};

export type LoadClient = {
  /** One full issuance: new order to downloaded certificate. */
  issue(name: string | readonly string[], watch: Watch): Promise<string>;
  /** Takes up an order wherever it stands, and brings it to its certificate. */
  complete(orderUrl: string, name: string | readonly string[], watch: Watch): Promise<string>;
  /** POST-as-GET. */
  read(url: string): Promise<Resource>;
  close(): void;
};

const certificateKey = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const certificateSpki = new Uint8Array(certificateKey.publicKey.export({ type: 'spki', format: 'der' }));

/** Opens an account at the directory. The server's certificate is not checked: it is our own server on loopback. */
export async function openLoadClient(directoryUrl: string): Promise<LoadClient> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const exported = publicKey.export({ format: 'jwk' });
  const jwk = { crv: exported.crv, kty: exported.kty, x: exported.x, y: exported.y };
  const thumbprint = createHash('sha256').update(JSON.stringify(jwk)).digest('base64url');
  let nonce = '';
  let kid: string | undefined;
  const send = createSend(agent, 'sixfour-load', (fresh) => {
    nonce = fresh;
  });

  const directory = parse(await send('GET', directoryUrl));
  await send('HEAD', directory['newNonce'] as string);
  const account = await post(directory['newAccount'] as string, { termsOfServiceAgreed: true });
  kid = account.location;

  return {
    async issue(name, watch) {
      const order = await post(directory['newOrder'] as string, {
        identifiers: [name].flat().map((value) => ({ type: 'dns', value })),
      });
      const orderUrl = order.location ?? '';
      watch.ordered?.(orderUrl);
      return finish(orderUrl, parse(order), name, watch);
    },
    complete: async (orderUrl, name, watch) => finish(orderUrl, parse(await post(orderUrl, '')), name, watch),
    read: async (url) => parse(await post(url, '')),
    close: () => agent.destroy(),
  };

  async function finish(
    orderUrl: string,
    start: Resource,
    name: string | readonly string[],
    watch: Watch,
  ): Promise<string> {
    let order = start;
    if (order['status'] === 'pending') {
      const proofs: Proof[] = [];
      for (const url of order['authorizations'] as string[]) proofs.push(...(await prepare(url, watch)));
      for (const proof of proofs) await prove(proof);
      order = { ...order, status: 'ready' };
    }
    if (order['status'] === 'ready') {
      order = parse(await post(order['finalize'] as string, { csr: makeCsr(name) }));
    }
    if (order['status'] !== 'valid') order = await poll(orderUrl);
    watch.valid?.(orderUrl);
    const pem = (await post(order['certificate'] as string, '')).body.toString('latin1');
    if (!pem.startsWith('-----BEGIN CERTIFICATE-----')) throw new Error('no certificate');
    watch.downloaded?.(orderUrl, pem);
    return pem;
  }

  async function prepare(url: string, watch: Watch): Promise<Proof[]> {
    const authorization = parse(await post(url, ''));
    if (authorization['status'] === 'valid') return [];
    const type = watch.present === undefined ? 'http-01' : 'dns-01';
    const challenge = (authorization['challenges'] as Challenge[]).find((one) => one.type === type);
    if (challenge === undefined) throw new Error(`no ${type} challenge`);
    const keyAuthorization = `${challenge.token}.${thumbprint}`;
    watch.answer?.(challenge.token, keyAuthorization);
    await watch.present?.(createHash('sha256').update(keyAuthorization).digest('base64url'));
    return [{ url, challenge }];
  }

  async function prove({ url, challenge }: Proof): Promise<void> {
    const status = challenge.status === 'pending' ? parse(await post(challenge.url, {}))['status'] : '';
    if (status !== 'valid') await poll(url);
  }

  async function poll(url: string): Promise<Resource> {
    let wait = FIRST_POLL_MS;
    for (let polls = 0; polls < POLLS_MAX; polls++) {
      await sleep(wait);
      wait = Math.min(wait * POLL_GROWTH, POLL_MS_MAX);
      const resource = parse(await post(url, ''));
      if (resource['status'] === 'valid') return resource;
      if (resource['status'] === 'invalid') throw new Error(`${url}: ${JSON.stringify(resource)}`);
    }
    throw new Error(`${url} never became valid`);
  }

  async function post(url: string, payload: object | ''): Promise<Reply> {
    for (let tries = 0; ; tries++) {
      const reference = kid === undefined ? { jwk } : { kid };
      const reply = await send(
        'POST',
        url,
        seal(privateKey, { alg: 'ES256', nonce, url, ...reference }, payload),
      );
      if (reply.status < 300) return reply;
      const text = reply.body.toString();
      if (!text.includes('badNonce') || tries >= NONCE_TRIES_MAX) {
        throw new Error(`${url}: ${reply.status} ${text}`);
      }
    }
  }
}

function makeCsr(name: string | readonly string[]): string {
  const info = buildCsrInfo({ subject: {}, names: [name].flat(), spki: certificateSpki });
  const signature = sign('sha256', info, certificateKey.privateKey);
  return Buffer.from(assembleSigned(info, 'ecdsa-sha256', signature)).toString('base64url');
}

function parse(reply: Reply): Resource {
  return JSON.parse(reply.body.toString()) as Resource;
}
