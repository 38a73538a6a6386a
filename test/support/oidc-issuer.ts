// An issuer of tokens on loopback, as a cluster or a CI system is one: metadata, keys, and tokens that it signs.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, SignJWT } from 'jose';

export type SigningKey = {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
  readonly jwk: JWK;
};

export async function newSigningKey(kid: string, alg = 'ES256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** `nowMs`: the clock by which tokens are made. */
export async function startIssuer(
  t: TestContext,
  nowMs: () => number,
  tls?: { readonly key: string; readonly cert: string },
) {
  const asked: string[] = [];
  const state = {
    keys: [await newSigningKey('first')],
    /** What the metadata says besides, or instead. */
    metadata: {} as Record<string, unknown>,
    /** Answers instead of the documents; undefined: the documents. */
    answer: undefined as RequestListener | undefined,
  };
  const listener: RequestListener = (request, response) => {
    asked.push(request.url ?? '');
    if (state.answer !== undefined) {
      state.answer(request, response);
      return;
    }
    const metadata = { issuer, jwks_uri: `${issuer}/keys`, ...state.metadata };
    const documents: Readonly<Record<string, unknown>> = {
      '/.well-known/openid-configuration': metadata,
      '/keys': { keys: state.keys.map(({ jwk }) => jwk) },
    };
    const document = documents[request.url ?? ''];
    response.writeHead(document === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? {}));
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.listen(0, '::1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const issuer = `${tls === undefined ? 'http' : 'https'}://[::1]:${port}`;

  return {
    issuer,
    asked,
    state,
    /** Good for five minutes, unless `claims` say otherwise; `undefined` takes a claim away. */
    async token(
      claims: Readonly<Record<string, unknown>>,
      header: { [K in keyof JWTHeaderParameters]?: JWTHeaderParameters[K] | undefined } = {},
      key: SigningKey = state.keys[0] as SigningKey,
    ): Promise<string> {
      const now = Math.floor(nowMs() / 1_000);
      const all = { iss: issuer, iat: now, nbf: now, exp: now + 300, ...claims };
      const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
      return new SignJWT(kept)
        .setProtectedHeader({ kid: key.kid, typ: 'JWT', ...header, alg: key.alg } as JWTHeaderParameters)
        .sign(key.privateKey, { crit: Object.fromEntries((header.crit ?? []).map((name) => [name, false])) });
    },
  };
}
