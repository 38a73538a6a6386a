import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { z } from 'zod';
import { assembleSigned, buildCsrInfo } from '../../../wire/x509/index.ts';
import { OWN_POLLS_MAX } from '../limits.ts';
import {
  type AcmeKey,
  createOwnAcmeClient,
  externalAccountBinding,
  type OwnAcmeClient,
  OwnAcmeError,
  type OwnServer,
} from './acme-client.ts';
import type { KeyAndCertificate } from './bootstrap.ts';

/** What obtaining needs from the server around it. */
export type ObtainOptions = {
  readonly server: OwnServer;
  readonly directoryUrl: string;
  readonly accountKey: AcmeKey;
  readonly names: readonly string[];
  /** Serves the key authorization on our own HTTP listener until `withdraw` is called. */
  publish(token: string, keyAuthorization: string): () => void;
  /** A fresh external account key, asked for only where the directory demands one. */
  externalKey(): Promise<{ id: string; key: Uint8Array }>;
};

export type Obtained = KeyAndCertificate & { readonly orderId: string };

// of each object, what this client reads (RFC 8555 sections 7.1.1, 7.1.3, 7.1.4)
const DIRECTORY = z.object({
  newAccount: z.url(),
  newOrder: z.url(),
  meta: z.object({ externalAccountRequired: z.boolean().optional() }).optional(),
});
const PROBLEM = z.object({ detail: z.string() }).optional();
const ORDER = z.object({
  status: z.string(),
  authorizations: z.array(z.url()),
  finalize: z.url(),
  certificate: z.url().optional(),
  error: PROBLEM,
});
const AUTHORIZATION = z.object({
  status: z.string(),
  challenges: z.array(z.object({ type: z.string(), url: z.url(), token: z.string(), error: PROBLEM })),
});
type Directory = z.infer<typeof DIRECTORY>;

/** Walks an order from account to certificate (RFC 8555 section 7.1, as any client would). Throws `OwnAcmeError`. */
export async function obtainCertificate(options: ObtainOptions): Promise<Obtained> {
  const client = createOwnAcmeClient(options.server, options.accountKey);
  const directory = await client.get(options.directoryUrl, DIRECTORY);
  await openAccount(client, directory, options);

  const identifiers = options.names.map((value) => ({ type: 'dns', value }));
  const created = await client.post(directory.newOrder, { identifiers }, ORDER);
  const url = created.location;
  if (url === undefined) throw new OwnAcmeError('order without Location');
  for (const authorization of created.body.authorizations) await prove(client, authorization, options);

  const ready = await poll(client, url, ORDER, (order) => order.status !== 'pending');
  if (ready.status !== 'ready') throw new OwnAcmeError(ready.error?.detail ?? `order is ${ready.status}`);
  const { privateKey, csr } = makeCsr(options.names);
  await client.post(ready.finalize, { csr: Buffer.from(csr).toString('base64url') }, ORDER);
  const done = await poll(client, url, ORDER, (order) => order.status !== 'processing');
  if (done.certificate === undefined) throw new OwnAcmeError(done.error?.detail ?? `order is ${done.status}`);
  const chain = await client.post(done.certificate, null, z.string());
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { key, cert: chain.body, orderId: url.slice(url.lastIndexOf('/') + 1) };
}

async function openAccount(
  client: OwnAcmeClient,
  directory: Directory,
  options: ObtainOptions,
): Promise<void> {
  const found = await client
    .post(directory.newAccount, { onlyReturnExisting: true }, z.unknown())
    .catch((error: unknown) => {
      if (error instanceof OwnAcmeError) return undefined; // no such account yet
      throw error;
    });
  const payload: Record<string, unknown> = { termsOfServiceAgreed: true };
  if (found === undefined && directory.meta?.externalAccountRequired === true) {
    const external = await options.externalKey();
    payload['externalAccountBinding'] = await externalAccountBinding(
      external,
      await client.jwk(),
      directory.newAccount,
    );
  }
  const account = found ?? (await client.post(directory.newAccount, payload, z.unknown()));
  if (account.location === undefined) throw new OwnAcmeError('account without Location');
  client.useAccount(account.location);
}

async function prove(client: OwnAcmeClient, url: string, options: ObtainOptions): Promise<void> {
  const { body } = await client.post(url, null, AUTHORIZATION);
  if (body.status === 'valid') return;
  const challenge = body.challenges.find((one) => one.type === 'http-01');
  if (challenge === undefined) throw new OwnAcmeError('no http-01 challenge was offered');
  const withdraw = options.publish(challenge.token, `${challenge.token}.${await client.thumbprint()}`);
  try {
    await client.post(challenge.url, {}, z.unknown());
    const ended = await poll(
      client,
      url,
      AUTHORIZATION,
      (authorization) => authorization.status !== 'pending',
    );
    if (ended.status === 'valid') return;
    const failed = ended.challenges.find((one) => one.error !== undefined);
    throw new OwnAcmeError(failed?.error?.detail ?? `authorization is ${ended.status}`);
  } finally {
    withdraw();
  }
}

async function poll<T>(
  client: OwnAcmeClient,
  url: string,
  schema: z.ZodType<T>,
  done: (body: T) => boolean,
): Promise<T> {
  for (
    let pause = FIRST_PAUSE_MS, tries = 0;
    tries < OWN_POLLS_MAX;
    tries++, pause = Math.min(pause * 2, LAST_PAUSE_MS)
  ) {
    const { body } = await client.post(url, null, schema);
    if (done(body)) return body;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  throw new OwnAcmeError('no end after many polls');
}

const FIRST_PAUSE_MS = 20;
const LAST_PAUSE_MS = 1_000;

function makeCsr(names: readonly string[]): { privateKey: KeyObject; csr: Uint8Array } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const info = buildCsrInfo({ subject: {}, names, spki });
  const signature = sign('sha256', info, { key: privateKey, dsaEncoding: 'der' });
  return { privateKey, csr: assembleSigned(info, 'ecdsa-sha256', signature) };
}
