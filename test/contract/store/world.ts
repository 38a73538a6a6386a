import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { type Evidence, fault, type Identifier, newId } from '../../../src/core/index.ts';
import type {
  Account,
  Conclusion,
  NewAuthorization,
  NewOrder,
  Order,
  ReservedCertificate,
  Store,
} from '../../../src/store/index.ts';

/** Opens an empty store, for one suite. */
export type OpenStore = () => Promise<{ store: Store; remove(): Promise<void> }>;

export const NOW = Date.UTC(2026, 10, 20, 12);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const REFUSED = fault('serverInternal', {});

/** A store for all tests of a suite, opened before the first and removed after the last. */
export function storeFor(open: OpenStore): () => Store {
  let opened: Awaited<ReturnType<OpenStore>> | undefined;
  before(async () => {
    opened = await open();
  });
  after(async () => {
    await opened?.store.close();
    await opened?.remove();
  });
  return () => {
    assert.ok(opened);
    return opened.store;
  };
}

let count = 0;
/** A name that no other test uses. */
export function newName(): string {
  return `n${count++}.example.org`;
}

/** Names as DNS identifiers; what is one already stays as it is. */
export function identified(...names: readonly (string | Identifier)[]): Identifier[] {
  return names.map((name) => (typeof name === 'string' ? { type: 'dns', value: name } : name));
}

export function newAccount(changes: Partial<Account> = {}): Account {
  const id = newId(NOW);
  return {
    id,
    thumbprint: `thumbprint-${id}`,
    jwk: `{"kty":"EC","x":"${id}"}`,
    status: 'valid',
    contacts: ['mailto:admin@example.org'],
    termsAgreedAt: NOW,
    externalKeyId: null,
    createdAt: NOW,
    createdFrom: '2001:db8::7',
    ...changes,
  };
}

export async function createAccount(store: Store, changes: Partial<Account> = {}): Promise<Account> {
  const account = newAccount(changes);
  assert.deepEqual(await store.accounts.create(account), { outcome: 'created' });
  return account;
}

export function newAuthorization(name: string, changes: Partial<NewAuthorization> = {}): NewAuthorization {
  return {
    id: newId(NOW),
    identifier: { type: 'dns', value: name },
    wildcard: false,
    standing: null,
    token: `token-${count++}`,
    challengeTypes: ['http-01', 'dns-01'],
    expiresAt: NOW + 7 * DAY,
    ...changes,
  };
}

/** A new order, each name with an authorization of its own unless `reuse` names one. */
export function newOrder(
  account: Account,
  names: readonly (string | Identifier)[],
  changes: Partial<NewOrder> & { reuse?: Readonly<Record<string, string>> } = {},
): NewOrder {
  const { reuse = {}, ...rest } = changes;
  const identifiers = identified(...names);
  return {
    id: newId(rest.createdAt ?? NOW),
    accountId: account.id,
    directory: 'default',
    profile: 'default',
    identifiers,
    notBefore: null,
    notAfter: null,
    createdAt: NOW,
    expiresAt: NOW + 7 * DAY,
    pendingMax: 100,
    authorizations: identifiers.map(({ type, value }) => {
      const reused = reuse[value];
      if (reused !== undefined) return { reuse: reused };
      const wildcard = value.startsWith('*.');
      return {
        create: newAuthorization(value, {
          id: newId(rest.createdAt ?? NOW),
          identifier: { type, value: wildcard ? value.slice(2) : value },
          wildcard,
        }),
      };
    }),
    ...rest,
  };
}

/** A new order even where there is an open one for the same: then with another profile. */
export async function createOrder(
  store: Store,
  account: Account,
  names: readonly (string | Identifier)[] = [newName()],
  changes: Parameters<typeof newOrder>[2] = {},
): Promise<Order> {
  let result = await store.orders.create(newOrder(account, names, changes));
  if (result.outcome === 'exists') {
    const elsewhere = { ...changes, profile: `another-${newId(NOW)}` };
    result = await store.orders.create(newOrder(account, names, elsewhere));
  }
  assert.equal(result.outcome, 'created');
  return result.order;
}

export const EVIDENCE: Evidence = {
  kind: 'attempt',
  at: NOW,
  hop: 0,
  url: 'http://n.example.org/.well-known/acme-challenge/token',
  address: '2001:db8::1',
  family: 6,
  port: 80,
  phase: 'connect',
  outcome: 'connect-timeout',
  times: { connectMs: 5_000, totalMs: 5_000 },
};

export function conclusion(authorizationId: string, changes: Partial<Conclusion> = {}): Conclusion {
  const valid = changes.valid ?? true;
  const error = valid ? null : REFUSED;
  return {
    valid,
    error,
    expiresAt: NOW + 30 * DAY,
    validation: {
      id: newId(NOW),
      authorizationId,
      type: 'http-01',
      valid,
      rule: 'documented',
      judgements: { documented: 'valid', boulder: 'valid', 'per-hop': 'not-measured' },
      evidence: [EVIDENCE],
      error,
      startedAt: NOW,
      finishedAt: NOW + 100,
    },
    ...changes,
  };
}

/** Answers and concludes a challenge. */
export async function prove(
  store: Store,
  account: Account,
  authorizationId: string | undefined,
  changes: Partial<Conclusion> = {},
): Promise<void> {
  assert.ok(authorizationId);
  assert.equal(await store.authorizations.claim(authorizationId, account.id, 'http-01', NOW), true);
  assert.equal(
    await store.authorizations.conclude(authorizationId, conclusion(authorizationId, changes)),
    true,
  );
}

export async function createReadyOrder(
  store: Store,
  account: Account,
  name: string | Identifier = newName(),
): Promise<Order> {
  const order = await createOrder(store, account, [name]);
  await prove(store, account, order.authorizationIds[0]);
  return order;
}

export function newCertificate(
  order: Order,
  changes: Partial<ReservedCertificate> = {},
): ReservedCertificate {
  return {
    serial: `01${newId(NOW)}`,
    issuerId: 'issuer-1',
    accountId: order.accountId,
    orderId: order.id,
    profile: order.profile,
    identifiers: order.identifiers,
    spkiSha256: newId(NOW),
    notBefore: NOW,
    notAfter: NOW + 45 * DAY,
    tbs: Buffer.from('what will be signed'),
    createdAt: NOW,
    ...changes,
  };
}

/** The whole way to an issued certificate. */
export async function issue(
  store: Store,
  account: Account,
  name: string | Identifier = newName(),
  changes: Partial<ReservedCertificate> = {},
): Promise<ReservedCertificate> {
  const order = await createReadyOrder(store, account, name);
  const certificate = newCertificate(order, changes);
  assert.equal(
    await store.orders.reserveCertificate(order, account.id, certificate, 'thumbprint', NOW),
    true,
  );
  assert.equal(
    await store.orders.complete(order.id, certificate.serial, Buffer.from(`der ${certificate.serial}`)),
    true,
  );
  return certificate;
}

/** Runs the same change many times at once and says how often it was done. */
export async function timesDone(change: () => Promise<boolean>, tries = 20): Promise<number> {
  const results = await Promise.all(Array.from({ length: tries }, change));
  return results.filter(Boolean).length;
}
