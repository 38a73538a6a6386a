// The floor: a bare node:https handler that speaks just enough ACME for the load generator and does the unavoidable work of
// an issuance once each - verify every JWS, look up A and AAAA, fetch the http-01 answer, parse and verify the CSR, sign
// a certificate with sixfour's extensions, send it with its issuer's - with no store, no policy, no evidence and no log. sixfour's CPU
// is measured against it.
import {
  type KeyObject,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { promises as dns } from 'node:dns';
import { get } from 'node:http';
import { type ServerOptions, createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fixedExtensions } from '../src/authority/ca/plan.ts';
import { encodeDer, integer, sequence } from '../src/wire/der/index.ts';
import {
  assembleSigned,
  buildTbsCertificate,
  crlDistributionPoints,
  decodeCsr,
  encodeName,
  type Extension,
  OID,
  pemEncode,
  verifySigned,
} from '../src/wire/x509/index.ts';

const DAY_MS = 86_400_000;

type Account = { key: KeyObject; thumbprint: string };
type Order = { name: string; token: string; valid: boolean; certificate?: string };
type Jws = { protected: string; payload: string; signature: string };

const port = Number(process.argv[2]);
const base = `https://localhost:${port}`;
const issuing = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const issuer = encodeName({ commonName: 'bare' });
const nobody = encodeName({});
const accounts = new Map<string, Account>();
const orders = new Map<string, Order>();
const nonces = new Set<string>();
const resolver = new dns.Resolver();
resolver.setServers(['127.0.0.1:53']);

const own = selfSigned();
const fixed: readonly Extension[] = [
  ...fixedExtensions({
    keyId: randomBytes(20),
    certificateUrl: 'http://localhost:6480/ca/issuing-0123456789abcdef.cer',
  }),
  crlDistributionPoints('http://localhost:6480/ca/issuing-0123456789abcdef.crl'),
];

createServer(own, (request, response) => {
  handle(request, response).catch((error: unknown) => {
    response.statusCode = 500;
    response.end(String(error));
  });
}).listen(port, '127.0.0.1', () => console.error('ready'));

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '';
  response.setHeader('replay-nonce', newNonce());
  if (path === '/directory') {
    return json(response, 200, {
      newNonce: `${base}/nonce`,
      newAccount: `${base}/account`,
      newOrder: `${base}/order`,
    });
  }
  if (path === '/nonce') return json(response, 200, {});
  const { account, kid, payload } = authenticate(await readBody(request), base + path);
  const [, kind = '', id = ''] = path.split('/');
  if (kind === 'account') return json(response, 201, {}, `${base}/account/${kid}`);
  const order = orders.get(id);
  if (kind === 'order' && order === undefined) {
    const { identifiers } = JSON.parse(payload) as { identifiers: { value: string }[] };
    const fresh = randomBytes(16).toString('hex');
    const created = {
      name: identifiers[0]?.value ?? '',
      token: randomBytes(32).toString('base64url'),
      valid: false,
    };
    orders.set(fresh, created);
    return json(response, 201, show(fresh, created), `${base}/order/${fresh}`);
  }
  if (order === undefined) throw new Error('unknown order');
  if (kind === 'challenge') await validate(order, account);
  if (kind === 'finalize') finalize(order, payload);
  if (kind === 'certificate') {
    response.end(order.certificate);
    orders.delete(id);
    return;
  }
  json(response, 200, show(id, order));
}

function show(id: string, order: Order): object {
  const status = order.valid ? 'valid' : 'pending';
  const challenge = { type: 'http-01', status, url: `${base}/challenge/${id}`, token: order.token };
  return {
    status: order.certificate !== undefined || order.valid ? 'valid' : 'pending',
    identifiers: [{ type: 'dns', value: order.name }],
    authorizations: [`${base}/authorization/${id}`],
    challenges: [challenge],
    finalize: `${base}/finalize/${id}`,
    certificate: `${base}/certificate/${id}`,
  };
}

function authenticate(body: string, url: string): { account: Account; kid: string; payload: string } {
  const jws = JSON.parse(body) as Jws;
  const header = JSON.parse(Buffer.from(jws.protected, 'base64url').toString()) as {
    nonce: string;
    url: string;
    kid?: string;
    jwk?: Record<string, string>;
  };
  if (header.url !== url) throw new Error('wrong url');
  if (!nonces.delete(header.nonce)) throw new Error('badNonce');
  let kid = header.kid?.split('/').at(-1) ?? '';
  let account = accounts.get(kid);
  if (header.jwk !== undefined) {
    const { crv, kty, x, y } = header.jwk;
    const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
    kid = thumbprint;
    account = { key: createPublicKey({ key: header.jwk, format: 'jwk' }), thumbprint };
    accounts.set(kid, account);
  }
  if (account === undefined) throw new Error('unknown account');
  const numbers = Buffer.from(jws.signature, 'base64url');
  const signature = encodeDer(sequence(integer(numbers.subarray(0, 32)), integer(numbers.subarray(32))));
  const signed = verify('sha256', Buffer.from(`${jws.protected}.${jws.payload}`), account.key, signature);
  if (!signed) throw new Error('bad signature');
  return { account, kid, payload: Buffer.from(jws.payload, 'base64url').toString() };
}

async function validate(order: Order, account: Account): Promise<void> {
  const [v6] = await Promise.all([resolver.resolve6(order.name), resolver.resolve4(order.name)]);
  const body = await new Promise<string>((resolve, reject) => {
    const path = `/.well-known/acme-challenge/${order.token}`;
    const options = { host: v6[0], port: 80, path, headers: { host: order.name }, agent: false as const };
    get(options, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });
  if (body !== `${order.token}.${account.thumbprint}`) throw new Error('wrong key authorization');
  order.valid = true;
}

function finalize(order: Order, payload: string): void {
  const { csr } = JSON.parse(payload) as { csr: string };
  const decoded = decodeCsr(new Uint8Array(Buffer.from(csr, 'base64url')));
  const algorithm = decoded.signatureAlgorithm;
  if (algorithm === 'unknown') throw new Error('unknown algorithm');
  const signed = { tbs: decoded.info, algorithm, signature: decoded.signature };
  if (!verifySigned(signed, decoded.spki)) throw new Error('bad CSR signature');
  const names = decoded.requestedExtensions.filter(({ oid }) => oid === OID.subjectAltName);
  order.certificate = pemEncode('CERTIFICATE', issue(decoded.spki, names)) + own.cert;
}

function issue(spki: Uint8Array, names: readonly Extension[]): Uint8Array {
  const serial = randomBytes(16);
  serial[0] = 1;
  const tbs = buildTbsCertificate({
    serial,
    signatureAlgorithm: 'ecdsa-sha256',
    issuer,
    notBefore: Date.now(),
    notAfter: Date.now() + 45 * DAY_MS,
    subject: nobody,
    spki,
    extensions: [...fixed, ...names],
  });
  return assembleSigned(tbs, 'ecdsa-sha256', sign('sha256', tbs, issuing.privateKey));
}

function newNonce(): string {
  const nonce = randomBytes(16).toString('base64url');
  nonces.add(nonce);
  return nonce;
}

function json(response: ServerResponse, status: number, body: object, location?: string): void {
  response.statusCode = status;
  if (location !== undefined) response.setHeader('location', location);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function selfSigned(): ServerOptions & { readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
  const tbs = buildTbsCertificate({
    serial: Uint8Array.of(1),
    signatureAlgorithm: 'ecdsa-sha256',
    issuer,
    notBefore: Date.now() - DAY_MS,
    notAfter: Date.now() + DAY_MS,
    subject: issuer,
    spki,
    extensions: [],
  });
  const der = assembleSigned(tbs, 'ecdsa-sha256', sign('sha256', tbs, privateKey));
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }), cert: pemEncode('CERTIFICATE', der) };
}
