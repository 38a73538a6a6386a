import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { generateKeyPairSync, type KeyObject, sign as signBytes } from 'node:crypto';

/** A reply, its body parsed where it is JSON. */
export type AcmeReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  // test code reads whatever a server sent
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
  readonly location: string;
  /** Values of the Link header, by relation. */
  readonly links: Readonly<Record<string, string[]>>;
};

export type AccountKey = { readonly algorithm: string; readonly privateKey: KeyObject; readonly jwk: object };

/** What a request differs in from a right one. */
type Oddity = {
  readonly key?: AccountKey;
  /** `jwk`: name the key itself; a string: this kid; `none` and `both` as they say. */
  readonly reference?: 'jwk' | 'none' | 'both' | (string & {});
  readonly url?: string;
  readonly nonce?: string | null;
  /** Members put over the protected header. */
  readonly header?: Readonly<Record<string, unknown>>;
  /** Changes the finished JWS before it is sent. */
  readonly tamper?: (jws: Record<string, unknown>) => unknown;
  readonly contentType?: string;
  readonly host?: string;
};

export type AcmeClient = {
  readonly directory: Readonly<Record<string, string>> & { readonly meta: Record<string, unknown> };
  readonly key: AccountKey;
  /** Address of the account, once there is one. */
  kid: string;
  nonce(): Promise<string>;
  /** A signed POST; payload undefined is POST-as-GET. */
  post(url: string, payload?: unknown, odd?: Oddity): Promise<AcmeReply>;
  /** An unsigned request. */
  send(
    method: string,
    url: string,
    body?: string | Uint8Array,
    headers?: Record<string, string>,
  ): Promise<AcmeReply>;
  /** The JWS that `post` would send. */
  sign(url: string, payload?: unknown, odd?: Oddity): Promise<Record<string, unknown>>;
  newAccount(payload?: object, odd?: Oddity): Promise<AcmeReply>;
  newOrder(names: readonly string[], more?: object): Promise<AcmeReply>;
  /** Answers the first challenge of this type of every pending authorization; gives the last reply of each. */
  proveAll(order: AcmeReply, type?: string): Promise<AcmeReply[]>;
  finalize(order: AcmeReply, csr: Uint8Array): Promise<AcmeReply>;
  close(): void;
};

export function makeAccountKey(algorithm: 'ES256' | 'ES384' | 'RS256' = 'ES256'): AccountKey {
  const { privateKey, publicKey } =
    algorithm === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: algorithm === 'ES384' ? 'P-384' : 'P-256' });
  return { algorithm, privateKey, jwk: publicKey.export({ format: 'jwk' }) };
}

/**
 * A client for tests: it can send anything, and is strict about what comes back. Every reply to a POST has to carry a new
 * nonce, every refusal a complete problem document, every object the link to its directory.
 */
export async function createAcmeClient(directoryUrl: string, key?: AccountKey): Promise<AcmeClient> {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const nonces: string[] = [];
  const seen = new Set<string>();
  const ownKey = key ?? makeAccountKey();

  async function send(
    method: string,
    url: string,
    body: string | Uint8Array = '',
    headers: Record<string, string> = {},
  ): Promise<AcmeReply> {
    const reply = await exchange(agent, method, url, body, headers);
    const nonce = reply.headers['replay-nonce'];
    if (method === 'POST' || url === directory?.newNonce) {
      assert.equal(typeof nonce, 'string', `${method} ${url}: no Replay-Nonce`);
      assert.match(String(nonce), /^[A-Za-z0-9_-]+$/);
      assert.ok(!seen.has(String(nonce)), 'a nonce was given twice');
      seen.add(String(nonce));
      nonces.push(String(nonce));
    }
    if (reply.status >= 400) checkProblem(reply);
    else if (directory !== undefined && url !== directoryUrl)
      assert.equal(reply.links.index?.length, 1, `${method} ${url}: no link to the directory`);
    return reply;
  }

  async function nonce(): Promise<string> {
    const known = nonces.pop();
    if (known !== undefined) return known;
    assert.ok(directory);
    assert.equal((await send('HEAD', directory.newNonce ?? '')).status, 200);
    return nonces.pop() ?? '';
  }

  async function sign(url: string, payload?: unknown, odd: Oddity = {}): Promise<Record<string, unknown>> {
    const signer = odd.key ?? ownKey;
    const reference = odd.reference ?? client.kid;
    const header = {
      alg: signer.algorithm,
      ...(odd.nonce !== null && { nonce: odd.nonce ?? (await nonce()) }),
      url: odd.url ?? url,
      ...((reference === 'jwk' || reference === 'both') && { jwk: signer.jwk }),
      ...(reference === 'both' && { kid: client.kid }),
      ...(!['jwk', 'both', 'none'].includes(reference) && { kid: reference }),
      ...odd.header,
    };
    return signJws(signer, header, payload);
  }

  const client: Omit<AcmeClient, 'directory'> = {
    key: ownKey,
    kid: '',
    nonce,
    send,
    sign,
    async post(url, payload, odd = {}) {
      const jws = await sign(url, payload, odd);
      const body = odd.tamper === undefined ? jws : odd.tamper(jws);
      return send('POST', url, typeof body === 'string' ? body : JSON.stringify(body), {
        'content-type': odd.contentType ?? 'application/jose+json',
        ...(odd.host !== undefined && { host: odd.host }),
      });
    },
    async newAccount(payload = {}, odd = {}) {
      const reply = await this.post(directory?.newAccount ?? '', payload, { reference: 'jwk', ...odd });
      if (reply.status < 300) this.kid = reply.location;
      return reply;
    },
    newOrder(names, more = {}) {
      const identifiers = names.map((value) => ({ type: 'dns', value }));
      return this.post(directory?.newOrder ?? '', { identifiers, ...more });
    },
    async proveAll(order, type = 'http-01') {
      const replies: AcmeReply[] = [];
      for (const url of order.body.authorizations) {
        const authorization = await this.post(url);
        if (authorization.body.status !== 'pending') continue;
        const challenge = authorization.body.challenges.find((each: { type: string }) => each.type === type);
        assert.ok(challenge, `no ${type} challenge`);
        replies.push(await this.post(challenge.url, {}));
      }
      return replies;
    },
    finalize(order, csr) {
      return this.post(order.body.finalize, { csr: Buffer.from(csr).toString('base64url') });
    },
    close: () => agent.destroy(),
  };

  let directory: AcmeClient['directory'] | undefined;
  const first = await send('GET', directoryUrl);
  assert.equal(first.status, 200);
  directory = first.body as AcmeClient['directory'];
  return Object.assign(client, { directory });
}

/**
 * A flattened JWS, made with node:crypto and not with the server's library, so that both check each other, and so that any
 * header can be signed. A string payload is taken as it is.
 */
export function signJws(key: AccountKey, header: object, payload?: unknown) {
  const text = payload === undefined ? '' : typeof payload === 'string' ? payload : JSON.stringify(payload);
  const signed = `${encode(JSON.stringify(header))}.${encode(text)}`;
  const hash = key.algorithm === 'ES384' ? 'sha384' : 'sha256';
  const signature = signBytes(hash, Buffer.from(signed), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  const [head = '', body = ''] = signed.split('.');
  return { protected: head, payload: body, signature: signature.toString('base64url') };
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}

/** The certificates of a downloaded chain, in DER, leaf first. */
export function chainOf(reply: AcmeReply): Buffer[] {
  assert.equal(reply.headers['content-type'], 'application/pem-certificate-chain', reply.text);
  const blocks = reply.text.matchAll(
    /-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=\n]+)-----END CERTIFICATE-----\n/g,
  );
  return Array.from(blocks, ([, base64 = '']) => Buffer.from(base64, 'base64'));
}

/** RFC 9457 and RFC 8555 section 6.7: type, a detail for a person, the status, and where it is explained. */
function checkProblem(reply: AcmeReply): void {
  if (reply.text === '') return; // HEAD
  assert.equal(reply.headers['content-type'], 'application/problem+json');
  assert.match(reply.body.type, /^urn:ietf:params:acme:error:[A-Za-z]+$/);
  assert.equal(reply.body.status, reply.status);
  assert.ok(reply.body.detail.length > 20, `detail too short: ${reply.body.detail}`);
  assert.match(reply.body.documentation, /#[a-z-]+$/);
  for (const part of reply.body.subproblems ?? []) {
    assert.ok(part.identifier.value !== undefined);
    assert.ok(part.detail.length > 20);
  }
}

function exchange(
  agent: Agent,
  method: string,
  url: string,
  body: string | Uint8Array,
  headers: Record<string, string>,
): Promise<AcmeReply> {
  return new Promise((resolve, reject) => {
    const bytes = Buffer.from(body as string);
    const outgoing = request(
      url,
      { method, agent, headers: { ...(bytes.length > 0 && { 'content-length': bytes.length }), ...headers } },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const isJson = String(incoming.headers['content-type']).includes('json');
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text,
            body: isJson && text !== '' ? JSON.parse(text) : undefined,
            location: incoming.headers.location ?? '',
            links: parseLinks(incoming.headersDistinct.link ?? []),
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(bytes);
  });
}

function parseLinks(values: readonly string[]): Record<string, string[]> {
  const links: Record<string, string[]> = {};
  for (const value of values.flatMap((line) => line.split(', ')))
    for (const [, address = '', relation = ''] of value.matchAll(/^<([^>]+)>;rel="([^"]+)"$/g))
      (links[relation] ??= []).push(address);
  return links;
}
