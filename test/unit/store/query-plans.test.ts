import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DatabaseSync } from 'node:sqlite';
import { createStore } from '../../../src/store/create-store.ts';
import type { Driver, Query } from '../../../src/store/driver.ts';
import type { Order, Store } from '../../../src/store/index.ts';
import { MIGRATIONS } from '../../../src/store/migrations/index.ts';
import { createSqliteCompiler } from '../../../src/store/sqlite/compiler.ts';
import { defineFunctions } from '../../../src/store/sqlite/functions.ts';
import { migrate } from '../../../src/store/sqlite/migrate.ts';
import {
  conclusion,
  newAccount,
  newAuthorization,
  newCertificate,
  newOrder,
  NOW,
  REFUSED,
} from '../../contract/store/world.ts';

/** Tables that grow with what is issued: nobody may read them from end to end. The others hold a few rows. */
const GROWING =
  /\b(accounts|orders|authorizations|order_authorizations|validations|past_account_keys|certificates|certificate_names|client_keys|client_identities|rules|delegated_names|challenge_values|rule_presents|rule_names|audit_entries|challenge_events|imported_keys|persist_records)\b/;
/** Indexes of what is open or revoked: small whatever is stored, so they may be read whole. */
const SMALL =
  /orders_open|authorizations_live|authorizations_standing|authorizations_expiry|certificates_revoked|certificates_compromised|certificates_abandoned|orders_invalid/;

const page = { limit: 10 };
const later = { limit: 10, before: 'x' };
const account = newAccount({ externalKeyId: 'key' });
const reusing = newOrder(account, ['a.example', 'b.example'], { reuse: { 'b.example': 'x' } });
const order: Order = {
  ...reusing,
  status: 'ready',
  error: null,
  certificateSerial: null,
  authorizationIds: ['x', 'y'],
};
const key = { id: 'x', oldThumbprint: 'a', thumbprint: 'b', jwk: '{}', at: NOW };
const limits = {
  ordersBefore: NOW,
  authorizationsBefore: NOW,
  validationsBefore: NOW,
  certificateDerBefore: NOW,
  limit: 10,
};

const value = {
  challenge: '_acme-challenge.a.example',
  clientId: 'x',
  ruleId: 'y',
  value: 'z',
  expiresAt: NOW,
};
const delegated = {
  zone: 'z.example',
  label: 'a',
  challenge: value.challenge,
  clientId: 'x',
  createdAt: NOW,
};
const event = {
  at: NOW,
  clientId: 'x',
  challenge: value.challenge,
  event: 'presented',
  source: '::1',
  reason: null,
} as const;
const clientKey = {
  sha256: 'x',
  user: 'y',
  clientId: 'z',
  challenge: null,
  networks: [],
  createdAt: NOW,
};
const identity = {
  id: 'x',
  clientId: 'y',
  kind: 'token',
  value: 'z',
  issuer: 'i',
  audience: 'a',
  claims: {},
  issuerCa: 'c',
  challenge: null,
  networks: [],
  createdAt: NOW,
  expiresAt: null,
  lastUsedAt: null,
} as const;
const rule = {
  id: 'x',
  clientId: 'y',
  name: 'a.example',
  scope: 'exact',
  types: ['dns-01'],
  networks: [],
  thumbprints: [],
  createdAt: NOW,
} as const;

const by = { at: NOW, actor: 'administrator' };
const entry = { ...by, action: 'a', object: 'o', details: {} };
const approval = {
  clientId: 'x',
  challenge: value.challenge,
  source: '::1',
  requestedAt: NOW,
  expiresAt: NOW,
};
const demanding = {
  ...value,
  demands: {
    name: 'a.example',
    liveMax: 1,
    presentsPerHourMax: 1,
    namesPerDayMax: 1,
    approval: 'first',
  },
} as const;

const METHODS: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
  'accounts.create': (s) => s.accounts.create(account),
  'accounts.get': (s) => s.accounts.get('x'),
  'accounts.findByThumbprint': (s) => s.accounts.findByThumbprint('x'),
  'accounts.setContacts': (s) => s.accounts.setContacts('x', []),
  'accounts.deactivate': (s) => s.accounts.deactivate('x', 'revoked', NOW),
  'accounts.replaceKey': (s) => s.accounts.replaceKey(key),
  'accounts.pastThumbprints': (s) => s.accounts.pastThumbprints('x', 10),
  'accounts.list': (s) => s.accounts.list(later),
  'orders.create': (s) => s.orders.create(reusing),
  'orders.get': (s) => s.orders.get('x', 'y'),
  'orders.find': (s) => s.orders.find('x'),
  'orders.list': (s) => s.orders.list({}, later),
  'orders.list of pending': (s) => s.orders.list({ status: 'pending' }, later),
  'orders.list of processing': (s) => s.orders.list({ status: 'processing' }, page),
  'orders.list of invalid': (s) => s.orders.list({ status: 'invalid' }, page),
  'orders.list of an account': (s) => s.orders.list({ accountId: 'x' }, page),
  'orders.listIds': (s) => s.orders.listIds('x', page),
  'orders.listIds before': (s) => s.orders.listIds('x', later),
  'orders.reserveCertificate': (s) =>
    s.orders.reserveCertificate(order, 'y', newCertificate(order), 'thumbprint', NOW),
  'orders.refuse': (s) => s.orders.refuse('x', 'y', REFUSED),
  'orders.complete': (s) => s.orders.complete('x', 'y', Buffer.of(1)),
  'orders.abandon': (s) => s.orders.abandon('x', 'y', REFUSED),
  'orders.listProcessing': (s) => s.orders.listProcessing(10),
  'orders.expire': (s) => s.orders.expire(NOW, 10),
  'authorizations.get': (s) => s.authorizations.get('x', 'y'),
  'authorizations.find': (s) => s.authorizations.find('x'),
  'authorizations.listByOrder': (s) => s.authorizations.listByOrder('x'),
  'authorizations.findValid': (s) =>
    s.authorizations.findValid(
      'x',
      'default',
      [{ identifier: { type: 'dns', value: 'a' }, wildcard: true }],
      NOW,
    ),
  'authorizations.create': (s) =>
    s.authorizations.create({
      ...newAuthorization('a.example'),
      accountId: 'x',
      directory: 'default',
      createdAt: NOW,
      standing: 'subdomains',
      standingMax: 10,
    }),
  'authorizations.listStanding': (s) => s.authorizations.listStanding('x', 'default', NOW, 10),
  'authorizations.claim': (s) => s.authorizations.claim('x', 'y', 'http-01', NOW),
  'authorizations.conclude valid': (s) => s.authorizations.conclude('x', conclusion('x')),
  'authorizations.conclude invalid': (s) => s.authorizations.conclude('x', conclusion('x', { valid: false })),
  'authorizations.deactivate': (s) => s.authorizations.deactivate('x', 'y'),
  'authorizations.listAttempted': (s) => s.authorizations.listAttempted(10),
  'validations.listByAuthorization': (s) => s.validations.listByAuthorization('x'),
  'certificates.get': (s) => s.certificates.get('x'),
  'certificates.list': (s) => s.certificates.list({}, later),
  'certificates.list of an account': (s) => s.certificates.list({ accountId: 'x' }, later),
  'certificates.list of a name': (s) =>
    s.certificates.list({ identifier: { type: 'dns', value: 'x' } }, page),
  'certificates.list of revoked': (s) => s.certificates.list({ revoked: true }, page),
  'certificates.list of reserved': (s) => s.certificates.list({ state: 'reserved' }, page),
  'certificates.list of abandoned': (s) => s.certificates.list({ state: 'abandoned' }, page),
  'certificates.list of ending': (s) => s.certificates.list({ expiresBefore: NOW }, later),
  'certificates.revoke': (s) => s.certificates.revoke('x', 1, NOW),
  'certificates.accountHolds': (s) => s.certificates.accountHolds('x', [{ type: 'dns', value: 'a' }], NOW),
  'certificates.listRevoked': (s) => s.certificates.listRevoked('x', NOW),
  'certificates.isKeyCompromised': (s) => s.certificates.isKeyCompromised('x'),
  'clients.add': (s) => s.clients.add({ id: 'z', name: 'n', createdAt: NOW }, clientKey),
  'clients.addKey': (s) => s.clients.addKey(clientKey, 10),
  'clients.findKey': (s) => s.clients.findKey('x'),
  'clients.listKeys': (s) => s.clients.listKeys('x', 10),
  'clients.remove': (s) => s.clients.remove('x', { ...by, name: 'n' }),
  'rules.add': (s) => s.rules.add(rule),
  'rules.get': (s) => s.rules.get('x'),
  'rules.list': (s) => s.rules.list({}, later),
  'rules.list of a client': (s) => s.rules.list({ clientId: 'x' }, later),
  'rules.listAbout': (s) => s.rules.listAbout(['a.example', 'example']),
  'rules.listAbout of a client': (s) => s.rules.listAbout(['a.example', 'example'], 'x'),
  'rules.usage': (s) => s.rules.usage('x', NOW),
  'approvals.request': (s) =>
    s.approvals.request({ ...approval, clientName: 'n' }, { ofClient: 1, ofAll: 1 }),
  'approvals.decide': (s) =>
    s.approvals.decide({ ...approval, state: 'approved', at: NOW, by: 'administrator' }),
  'approvals.purge': (s) => s.approvals.purge(NOW, 10),
  'audit.append': (s) => s.audit.append([entry]),
  'audit.walk': (s) => s.audit.walk(5, 10),
  'audit.list': (s) => s.audit.list({ since: NOW, before: 9, limit: 10 }),
  'audit.purge': (s) => s.audit.purge({ sequence: 5, hash: 'x' }, entry),
  'rules.remove': (s) => s.rules.remove('x', by),
  'clients.removeKey': (s) => s.clients.removeKey('x', 'y', by),
  'clients.keyUsed': (s) => s.clients.keyUsed('x', NOW, NOW),
  'clientIdentities.add': (s) => s.clientIdentities.add(identity, 10),
  'clientIdentities.findCertificate': (s) =>
    s.clientIdentities.findCertificate([{ kind: 'certificate-san', value: 'x' }]),
  'clientIdentities.findToken': (s) => s.clientIdentities.findToken('x', ['y', 'z']),
  'clientIdentities.issuerCa': (s) => s.clientIdentities.issuerCa('x'),
  'clientIdentities.list': (s) => s.clientIdentities.list('x'),
  'clientIdentities.remove': (s) => s.clientIdentities.remove('x', 'y', by),
  'clientIdentities.used': (s) => s.clientIdentities.used('x', NOW, NOW),
  'ownValues.list': (s) => s.ownValues.list('x', 'y', NOW),
  'ownValues.withdraw': (s) => s.ownValues.withdraw(value, event),
  'challenges.allocate': (s) => s.challenges.allocate([delegated]),
  'challenges.findName': (s) => s.challenges.findName('z.example', 'a'),
  'challenges.listByChallenge': (s) => s.challenges.listByChallenge('x'),
  'challenges.listNames': (s) => s.challenges.listNames({ after: delegated, limit: 10 }),
  'challenges.listNames of a client': (s) =>
    s.challenges.listNames({ clientId: 'x', after: delegated, limit: 10 }),
  'challenges.present': (s) => s.challenges.present(value, [delegated], event, 128),
  'challenges.present with demands': (s) => s.challenges.present(demanding, [delegated], event, 128),
  'challenges.cleanUp': (s) => s.challenges.cleanUp(value, event),
  'challenges.liveValues': (s) => s.challenges.liveValues('x', NOW),
  'challenges.expire': (s) => s.challenges.expire(NOW, 10),
  'challenges.record': (s) => s.challenges.record([event]),
  'challenges.recordFetches': (s) => s.challenges.recordFetches([{ ...delegated, at: NOW, source: '::1' }]),
  'challenges.recordFetches of a challenge': (s) =>
    s.challenges.recordFetches([{ zone: 'x', label: '', at: NOW, source: '::1' }]),
  'challenges.listEvents of a client': (s) => s.challenges.listEvents({ clientId: 'x', limit: 10 }),
  'challenges.listEvents of a challenge': (s) => s.challenges.listEvents({ challenge: 'x', limit: 10 }),
  'challenges.purgeEvents': (s) => s.challenges.purgeEvents(NOW, 10),
  'importedAccounts.ownerOf': (s) => s.importedAccounts.ownerOf('x'),
  'importedAccounts.findWaiting': (s) => s.importedAccounts.findWaiting('x'),
  'importedAccounts.listWaiting': (s) => s.importedAccounts.listWaiting('x', 10),
  'persist.of': (s) => s.persist.of('a.example'),
  'persist.due': (s) => s.persist.due(NOW, 10),
  'jobs.purge': (s) => s.jobs.purge(limits),
};

describe('no statement reads a growing table from end to end:', () => {
  const db = new DatabaseSync(':memory:');
  before(() => {
    defineFunctions(db);
    migrate(db, MIGRATIONS);
  });
  after(() => db.close());

  for (const [method, call] of Object.entries(METHODS)) {
    test(method, async () => {
      const { store, seen } = recordingStore();
      await call(store);
      assert.ok(seen.length > 0);
      for (const { sql } of seen) {
        for (const detail of plan(sql)) {
          const scans = detail.startsWith('SCAN ') && GROWING.test(detail) && !SMALL.test(detail);
          // in the order of the primary key, newest first, a page's limit ends it
          const bounded = / desc limit /.test(sql) && !/ where .* order by/.test(sql);
          assert.ok(!scans || bounded, `${detail}\n${sql}`);
        }
      }
    });
  }

  function plan(sql: string): string[] {
    return db
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map((row) => String(row['detail']));
  }
});

/** A store that answers nothing and remembers what it would have asked. */
function recordingStore(): { store: Store; seen: Query[] } {
  const seen: Query[] = [];
  const driver: Driver = {
    db: createSqliteCompiler(),
    async read(query) {
      seen.push(query);
      return [];
    },
    async write(unit) {
      seen.push(...unit.map((step) => step.query));
      return { done: true, steps: unit.map(() => 1) };
    },
    close: async () => {},
  };
  return { store: createStore(driver), seen };
}
