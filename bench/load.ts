// The load: N workers, each with one account and one keep-alive connection, ordering certificates for names of their own
// as fast as the server lets them. Also serves what the server has to look at: the names' DNS and their http-01 answers.
// Started by run.ts in a namespace of its own, pinned to the other core. Prints one line of JSON.
import { type KeyObject, createHash, generateKeyPairSync, sign } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { assembleSigned, buildCsrInfo } from '../src/wire/x509/index.ts';
import { WEB_IPV4, WEB_IPV6 } from './network.ts';

const FIRST_POLL_MS = 4;
const POLL_GROWTH = 1.5;
const POLLS_MAX = 60;
const ORDER_TRIES_MAX = 3; // pebble and caddy answer a stale nonce with badNonce

type LoadOptions = { directory: string; workers: number; warmupMs: number; measureMs: number; seed: string };
type Reply = { status: number; location: string | undefined; body: Buffer };
type Resource = Record<string, unknown>;
type Challenge = { type: string; url: string; token: string; status: string };

const options = JSON.parse(process.argv[2] ?? '') as LoadOptions;
const answers = new Map<string, string>();
await startDns();
await startWeb();

const certificateKey = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = new Uint8Array(certificateKey.publicKey.export({ type: 'spki', format: 'der' }));
const started = performance.now();
const measureFrom = started + options.warmupMs;
const measureTo = measureFrom + options.measureMs;
const latencies: number[] = [];
const errors: string[] = [];

setTimeout(() => console.error('measure-from'), options.warmupMs);
setTimeout(() => console.error('measure-to'), options.warmupMs + options.measureMs);
await Promise.all(Array.from({ length: options.workers }, (_, index) => work(index)));
latencies.sort((a, b) => a - b);
console.log(
  JSON.stringify({
    issued: latencies.length,
    perSecond: latencies.length / (options.measureMs / 1000),
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    errors: errors.length,
    firstErrors: errors.slice(0, 3),
  }),
);
process.exit(0);

function quantile(q: number): number {
  return latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * q))] ?? Number.NaN;
}

async function work(index: number): Promise<void> {
  const client = await openAccount(options.directory);
  for (let n = 0; performance.now() < measureTo; n++) {
    const name = `w${index}-n${n}-${options.seed}.bench.test`;
    const begun = performance.now();
    try {
      await issue(client, name);
    } catch (error) {
      errors.push(String(error));
      if (errors.length > 20) throw new Error(`too many failures: ${errors.join('\n')}`, { cause: error });
      continue;
    }
    const ended = performance.now();
    if (ended >= measureFrom && ended < measureTo) latencies.push(ended - begun);
  }
}

/** One full issuance: new order to downloaded certificate. */
async function issue(client: Client, name: string): Promise<void> {
  const order = await client.post(client.newOrder, { identifiers: [{ type: 'dns', value: name }] });
  const orderUrl = order.location ?? '';
  const created = parse(order);
  for (const url of created['authorizations'] as string[]) {
    const authorization = parse(await client.post(url, ''));
    if (authorization['status'] === 'valid') continue;
    const challenges = authorization['challenges'] as Challenge[];
    const challenge = challenges.find((one) => one.type === 'http-01');
    if (challenge === undefined) throw new Error('no http-01 challenge');
    answers.set(challenge.token, `${challenge.token}.${client.thumbprint}`);
    const answered = parse(await client.post(challenge.url, {}));
    if (answered['status'] !== 'valid') await client.poll(url, 'valid');
    answers.delete(challenge.token);
  }
  const csr = makeCsr(name);
  let finalized = parse(await client.post(created['finalize'] as string, { csr }));
  if (finalized['status'] !== 'valid') finalized = await client.poll(orderUrl, 'valid');
  const certificate = await client.post(finalized['certificate'] as string, '');
  if (!certificate.body.toString('latin1').startsWith('-----BEGIN CERTIFICATE-----')) {
    throw new Error('no certificate');
  }
}

function makeCsr(name: string): string {
  const info = buildCsrInfo({ subject: {}, names: [name], spki });
  const signature = sign('sha256', info, certificateKey.privateKey);
  return Buffer.from(assembleSigned(info, 'ecdsa-sha256', signature)).toString('base64url');
}

type Client = Awaited<ReturnType<typeof openAccount>>;

async function openAccount(directoryUrl: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const exported = publicKey.export({ format: 'jwk' });
  const jwk = { crv: exported.crv, kty: exported.kty, x: exported.x, y: exported.y };
  const thumbprint = createHash('sha256').update(JSON.stringify(jwk)).digest('base64url');
  let nonce = '';
  let kid: string | undefined;

  const directory = parse(await send('GET', directoryUrl));
  await send('HEAD', directory['newNonce'] as string);
  const account = await post(directory['newAccount'] as string, { termsOfServiceAgreed: true });
  kid = account.location;
  return { post, poll, thumbprint, newOrder: directory['newOrder'] as string };

  async function post(url: string, payload: object | ''): Promise<Reply> {
    for (let tries = 0; ; tries++) {
      const reply = await send(
        'POST',
        url,
        seal(privateKey, { alg: 'ES256', nonce, url, ...identify() }, payload),
      );
      if (reply.status < 300) return reply;
      const text = reply.body.toString();
      if (!text.includes('badNonce') || tries >= ORDER_TRIES_MAX)
        throw new Error(`${url}: ${reply.status} ${text}`);
    }
  }

  async function poll(url: string, wanted: string): Promise<Resource> {
    let wait = FIRST_POLL_MS;
    for (let polls = 0; polls < POLLS_MAX; polls++) {
      await sleep(wait);
      wait *= POLL_GROWTH;
      const resource = parse(await post(url, ''));
      if (resource['status'] === wanted) return resource;
      if (resource['status'] === 'invalid')
        throw new Error(`${url} became invalid: ${JSON.stringify(resource)}`);
    }
    throw new Error(`${url} never became ${wanted}`);
  }

  function identify(): object {
    return kid === undefined ? { jwk } : { kid };
  }

  function send(method: string, url: string, body?: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const headers: Record<string, string | number> = { 'user-agent': 'sixfour-bench' };
      if (body !== undefined) {
        headers['content-type'] = 'application/jose+json';
        headers['content-length'] = Buffer.byteLength(body);
      }
      const request = httpsRequest(url, { method, agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        const fresh = response.headers['replay-nonce'];
        if (typeof fresh === 'string') nonce = fresh;
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            location: response.headers.location,
            body: Buffer.concat(chunks),
          }),
        );
      });
      request.on('error', reject);
      request.end(body);
    });
  }
}

function parse(reply: Reply): Resource {
  return JSON.parse(reply.body.toString()) as Resource;
}

function seal(key: KeyObject, header: object, payload: object | ''): string {
  const protectedHeader = Buffer.from(JSON.stringify(header)).toString('base64url');
  const text = payload === '' ? '' : Buffer.from(JSON.stringify(payload)).toString('base64url');
  const input = Buffer.from(`${protectedHeader}.${text}`);
  const signature = sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  return JSON.stringify({ protected: protectedHeader, payload: text, signature });
}

/** Answers A and AAAA of every name with the web addresses, everything else with no data; written by hand to be cheap. */
async function startDns(): Promise<void> {
  const server = createSocket('udp4');
  const v4 = Buffer.from(WEB_IPV4.split('.').map(Number));
  const v6 = Buffer.from('fd640000000000000000000000000001', 'hex');
  server.on('message', (query, from) => {
    let end = 12;
    while (query[end] !== 0) end += (query[end] ?? 0) + 1;
    const question = query.subarray(12, end + 5);
    const type = query.readUInt16BE(end + 1);
    const address = type === 1 ? v4 : type === 28 ? v6 : undefined;
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8580, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(address === undefined ? 0 : 1, 6);
    const parts = [header, question];
    if (address !== undefined) {
      const record = Buffer.alloc(12);
      record.writeUInt16BE(0xc00c, 0);
      record.writeUInt16BE(type, 2);
      record.writeUInt16BE(1, 4);
      record.writeUInt16BE(address.length, 10);
      parts.push(record, address);
    }
    server.send(Buffer.concat(parts), from.port, from.address);
  });
  await new Promise<void>((resolve) => server.bind(53, '127.0.0.1', resolve));
}

async function startWeb(): Promise<void> {
  for (const host of [WEB_IPV4, WEB_IPV6]) {
    const server = createServer((request, response) => {
      const token = request.url?.slice('/.well-known/acme-challenge/'.length) ?? '';
      const answer = answers.get(token);
      response.statusCode = answer === undefined ? 404 : 200;
      response.end(answer ?? 'unknown token');
    });
    await new Promise<void>((resolve) => server.listen(80, host, 1024, resolve));
  }
}
