import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { type AcmeOptions, type AcmeServer, createAcmeServer } from '../../src/authority/acme/index.ts';
import { type Fault, type Log, silentLog, systemClock } from '../../src/core/index.ts';
import { type Allowance, openSqliteStore, type Store } from '../../src/store/index.ts';
import type { ValidationReport, ValidationRequest, Validator } from '../../src/validation/index.ts';
import { type AccountKey, type AcmeClient, createAcmeClient } from './acme-client.ts';
import { makeTestCa, type TestCa } from './ca.ts';

/** A real ACME server on a loopback port, over a real SQLite store and a real CA; only validation is scripted. */
export type TestAcme = {
  readonly base: string;
  readonly directory: string;
  readonly store: Store;
  readonly ca: TestCa;
  readonly acme: AcmeServer;
  readonly validator: ScriptedValidator;
  readonly revoked: string[];
  /** A client with an account of its own. */
  client(key?: AccountKey): Promise<AcmeClient>;
  /** A client that has no account yet. */
  stranger(key?: AccountKey): Promise<AcmeClient>;
  allow(kind: Allowance['kind'], value: string): Promise<void>;
};

export type ScriptedValidator = Validator & {
  readonly requests: ValidationRequest[];
  /** How the next validations end; valid unless it says otherwise. */
  script: (request: ValidationRequest) => Fault | undefined | Promise<Fault | undefined>;
};

type Owner = { after(run: () => Promise<void> | void): void };

/** One server for the tests of a `describe`: call it there; the returned function gives the server inside the tests. */
export function useTestAcme(options: Partial<AcmeOptions> = {}): () => TestAcme {
  const ends: (() => Promise<void> | void)[] = [];
  let server: TestAcme | undefined;
  before(async () => {
    server = await startTestAcme({ after: (run) => ends.unshift(run) }, options);
  });
  after(async () => {
    for (const end of ends) await end();
  });
  return () => {
    assert.ok(server);
    return server;
  };
}

export async function startTestAcme(test: Owner, options: Partial<AcmeOptions> = {}): Promise<TestAcme> {
  const clock = options.clock ?? systemClock;
  const log: Log = options.log ?? silentLog;
  const ca = await makeTestCa(test, clock);
  const store =
    options.store ?? (await openSqliteStore({ file: join(ca.data, 'sixfour.db'), log: silentLog, clock }));
  const validator = scriptedValidator();
  const revoked: string[] = [];
  const acme = createAcmeServer({
    store,
    ca: ca.ca,
    validator,
    clock,
    log,
    scheme: 'http',
    isOwnHost: (host) => host === '127.0.0.1' || host === '::1',
    onRevoked: (issuerId) => revoked.push(issuerId),
    openExternalKey: (sealed) => sealed,
    ...options,
  });
  const server = createServer((request, response) => acme.routing(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const directory = `${base}/acme/directory`;
  const clients: AcmeClient[] = [];
  test.after(async () => {
    for (const client of clients) client.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await acme.close();
    if (options.store === undefined) await store.close();
  });
  for (const value of ['example', 'test']) await store.allowances.add({ kind: 'name', value, createdAt: 0 });

  async function stranger(key?: AccountKey): Promise<AcmeClient> {
    const client = await createAcmeClient(directory, key);
    clients.push(client);
    return client;
  }
  return {
    base,
    directory,
    store,
    ca,
    acme,
    validator,
    revoked,
    stranger,
    async client(key) {
      const client = await stranger(key);
      await client.newAccount();
      return client;
    },
    async allow(kind, value) {
      await store.allowances.add({ kind, value, createdAt: 0 });
      acme.allowancesChanged();
    },
  };
}

function scriptedValidator(): ScriptedValidator {
  const requests: ValidationRequest[] = [];
  return {
    requests,
    script: () => undefined,
    async validate(request) {
      requests.push(request);
      const startedAt = Date.now();
      const fault = await this.script(request);
      const judgement = fault === undefined ? 'valid' : 'invalid';
      return {
        verdict: fault === undefined ? { valid: true } : { valid: false, fault },
        rule: 'documented',
        judgements: { documented: judgement, boulder: judgement, 'per-hop': judgement },
        evidence: [],
        startedAt,
        finishedAt: Date.now(),
      } satisfies ValidationReport;
    },
    checkCaa(request) {
      return this.validate(request);
    },
    async close() {},
  };
}
