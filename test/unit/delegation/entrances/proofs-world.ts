// The native API on TLS sockets that ask for client certificates, with what a client may prove itself by.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { bootstrapCertificate, openListeners } from '../../../../src/cli/index.ts';
import { newId } from '../../../../src/core/index.ts';
import { createDelegationApp } from '../../../../src/delegation/entrances/index.ts';
import { type CertificateTrust, createIdentities } from '../../../../src/delegation/identity/index.ts';
import type { ClientIdentity } from '../../../../src/store/index.ts';
import { pemEncode } from '../../../../src/wire/x509/index.ts';
import { makeTestCa, must } from '../../../support/ca.ts';
import type { ClientCertificate } from '../../../support/client-certificates.ts';
import { delegationWorld } from '../../../support/delegation.ts';
import { recordingLog } from '../../../support/recording-log.ts';

export type Proof = {
  readonly bearer?: string;
  readonly certificate?: ClientCertificate;
  readonly agent?: Agent;
};
export type Proven = {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly headers: IncomingMessage['headers'];
};

/** `caPem`: client certificates are those of this CA, instead of our own. */
export async function proofsWorld(t: TestContext, caPem?: string) {
  const at = await delegationWorld(t);
  const { ca } = await makeTestCa(t, at.clock);
  const log = recordingLog();
  const own = { kind: 'own', issuerId: ca.issuer.id, issuer: ca.issuer.certificate } as const;
  const trust: CertificateTrust = caPem === undefined ? own : { kind: 'file' };
  const { store, clock } = at;
  const app = await createDelegationApp({
    broker: at.broker,
    store,
    importedAccounts: store.importedAccounts,
    identities: createIdentities({ store, trust, clock, log }),
    clock,
    log,
    language: 'en',
  });
  const ownCas = [ca.issuer.root, ca.issuer.certificate].map((der) => pemEncode('CERTIFICATE', der));
  const open = async (clientCas?: readonly string[]) => {
    const listeners = must(
      await openListeners(
        {
          scheme: 'https',
          addresses: ['::1'],
          port: 0,
          app,
          certificate: bootstrapCertificate(Date.now()),
          ...(clientCas && { clientCas }),
        },
        () => {},
      ),
    );
    t.after(() => listeners.close());
    return listeners;
  };
  const api = await open(caPem === undefined ? ownCas : [caPem]);
  t.after(() => app.close());
  const web = await at.addClient('web');
  await web.may('www.example.com');

  return {
    ...at,
    ca,
    log,
    api,
    web,
    /** The same application where nobody asks for certificates. */
    openPublic: () => open(),
    other: await at.addClient('other'),
    async bind(clientId: string, changes: Partial<ClientIdentity>): Promise<ClientIdentity> {
      const identity: ClientIdentity = {
        id: newId(clock.now()),
        clientId,
        kind: 'token',
        value: '',
        issuer: '',
        audience: '',
        claims: {},
        issuerCa: null,
        challenge: null,
        networks: [],
        createdAt: clock.now(),
        expiresAt: null,
        lastUsedAt: null,
        ...changes,
      };
      assert.equal(await store.clientIdentities.add(identity, 100), 'added');
      return identity;
    },
    /** Asks whether it may `www.example.com`; 200 once it is known who asks. */
    prove: ({ bearer, certificate, agent }: Proof, port = api.port) =>
      ask(`https://[::1]:${port}/delegation/v1/names/www.example.com`, {
        ...(bearer !== undefined && { headers: { authorization: `Bearer ${bearer}` } }),
        ...certificate,
        agent: agent ?? new Agent({ keepAlive: false, maxCachedSessions: 0 }),
        rejectUnauthorized: false,
      }),
  };
}

async function ask(url: string, options: Parameters<typeof request>[1]): Promise<Proven> {
  const outgoing = request(url, options as object);
  outgoing.end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const body = JSON.parse(await text(response)) as { code?: string; detail?: string };
  const { code = 'proven', detail = '' } = body;
  return { status: response.statusCode ?? 0, code, detail, headers: response.headers };
}
