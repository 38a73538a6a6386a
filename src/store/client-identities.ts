import { hash } from 'node:crypto';
import { sql } from 'kysely';
import { auditStep } from './audit.ts';
import type { By } from './audit-types.ts';
import type { Client } from './delegation-types.ts';
import { type Driver, type Step, succeeds } from './driver.ts';
import { hasRoom } from './room.ts';
import { statement, valuesOf } from './statement.ts';

/** What a client proves itself with instead of a key of ours: a certificate, or tokens of an issuer. */
export type ClientIdentity = {
  readonly id: string;
  readonly clientId: string;
  readonly kind: 'certificate-san' | 'certificate-sha256' | 'token';
  /** `dns:web.example.org` or `uri:spiffe://...`; the SHA-256 of the certificate, lower-case hex; or the subject of tokens. */
  readonly value: string;
  /** Of tokens; else empty. */
  readonly issuer: string;
  readonly audience: string;
  /** What else tokens must say, by claim. */
  readonly claims: Readonly<Record<string, string>>;
  /** PEM certificates by which the issuer's server is known, instead of the public ones. */
  readonly issuerCa: string | null;
  /** As of `ClientKey`. */
  readonly challenge: string | null;
  readonly networks: readonly string[];
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
};
export type IdentifiedClient = { readonly client: Client; readonly identity: ClientIdentity };

export type ClientIdentityStore = {
  /**
   * `taken`: another identity, of this client or of another, is bound to the very same. Where `issuerCa` is given, it counts for all
   * identities of that issuer from now on; where it is not, the one that counts already does.
   */
  add(identity: ClientIdentity, identitiesMax: number, by?: By): Promise<'added' | 'taken' | 'too-many'>;
  /** Those that are bound to one of these names or digests. */
  findCertificate(
    values: readonly { readonly kind: ClientIdentity['kind']; readonly value: string }[],
  ): Promise<readonly IdentifiedClient[]>;
  /** Those of an issuer that are bound to one of these subjects. */
  findToken(issuer: string, subjects: readonly string[]): Promise<readonly IdentifiedClient[]>;
  /** By which certificates an issuer's server is known; undefined where no identity is of this issuer. */
  issuerCa(issuer: string): Promise<{ readonly issuerCa: string | null } | undefined>;
  list(clientId: string): Promise<readonly ClientIdentity[]>;
  /** Only the client's own. */
  remove(id: string, clientId: string, by: By): Promise<boolean>;
  /** Written where `before` or nothing is written there. */
  used(id: string, at: number, before: number): Promise<void>;
};

export type ClientIdentityRow = {
  id: string;
  client_id: string;
  kind: ClientIdentity['kind'];
  value: string;
  issuer: string;
  audience: string;
  claims_json: string;
  issuer_ca: string | null;
  challenge: string | null;
  networks_json: string;
  created_at: number;
  expires_at: number | null;
  last_used_at: number | null;
};

export function createClientIdentityStore(driver: Driver): ClientIdentityStore {
  const statements = identityStatements(driver);
  const audit = auditStep(driver);
  const find = async (kind: ClientIdentity['kind'], value: string, issuer: string) =>
    (await driver.read(statements.find({ kind, value, issuer }))).map(toIdentified);
  return {
    async add(identity, identitiesMax, by = { at: identity.createdAt, actor: 'server' }) {
      const { clientId, issuer, issuerCa } = identity;
      const known: Step[] =
        issuerCa === null ? [] : [{ query: statements.setIssuerCa({ issuer, issuer_ca: issuerCa }) }];
      const added = await succeeds(driver, [
        { query: statements.insert({ ...toRow(identity), identitiesMax }), expect: 'one' },
        { query: statements.copyIssuerCa({ id: identity.id, issuer }) },
        ...known,
        audit({ ...by, action: 'identity.add', object: `identity:${identity.id}`, details: told(identity) }),
      ]);
      if (added) return 'added';
      const own = await driver.read(statements.list({ clientId }));
      return own.length >= identitiesMax ? 'too-many' : 'taken';
    },
    async findCertificate(values) {
      return (await Promise.all(values.map(({ kind, value }) => find(kind, value, '')))).flat();
    },
    async findToken(issuer, subjects) {
      return (await Promise.all(subjects.map((subject) => find('token', subject, issuer)))).flat();
    },
    async issuerCa(issuer) {
      const [row] = await driver.read(statements.issuerCa({ issuer }));
      return row === undefined ? undefined : { issuerCa: row.issuer_ca };
    },
    async list(clientId) {
      return (await driver.read(statements.list({ clientId }))).map(toIdentity);
    },
    remove: (id, clientId, by) =>
      succeeds(driver, [
        { query: statements.remove({ id, clientId }), expect: 'one' },
        audit({ ...by, action: 'identity.remove', object: `identity:${id}`, details: { clientId } }),
      ]),
    async used(id, at, before) {
      await driver.write([{ query: statements.used({ id, at, before }) }]);
    },
  };
}

/** What the audit says of an identity. A CA that comes with it counts for all of its issuer: its digest shows which. */
function told(identity: ClientIdentity) {
  const { clientId, kind, value, issuer, audience, claims, challenge, networks, expiresAt } = identity;
  const issuerCaSha256 = identity.issuerCa === null ? null : hash('sha256', identity.issuerCa, 'hex');
  return { clientId, kind, value, issuer, audience, claims, issuerCaSha256, challenge, networks, expiresAt };
}

function identityStatements(driver: Driver) {
  return {
    insert: statement(driver, (db, p: ClientIdentityRow & { identitiesMax: number }) =>
      db
        .insertInto('client_identities')
        .columns(COLUMNS)
        .expression(
          db
            .selectFrom('clients')
            .select(valuesOf(p, COLUMNS))
            .where('clients.id', '=', p.client_id)
            .where(hasRoom('client_identities', p.client_id, p.identitiesMax)),
        )
        .onConflict((conflict) => conflict.doNothing()),
    ),
    copyIssuerCa: statement(driver, (db, p: { id: string; issuer: string }) =>
      db
        .updateTable('client_identities')
        .set((eb) => ({
          issuer_ca: eb
            .selectFrom('client_identities as others')
            .select('others.issuer_ca')
            .where('others.issuer', '=', p.issuer)
            .where('others.issuer', '<>', sql.lit(''))
            .where('others.id', '<>', p.id)
            .limit(sql.lit(1)),
        }))
        .where('id', '=', p.id)
        .where('issuer_ca', 'is', null),
    ),
    setIssuerCa: statement(driver, (db, p: { issuer: string; issuer_ca: string }) =>
      db
        .updateTable('client_identities')
        .set({ issuer_ca: p.issuer_ca })
        .where('issuer', '=', p.issuer)
        .where('issuer', '<>', sql.lit('')),
    ),
    find: statement(driver, (db, p: Pick<ClientIdentity, 'kind' | 'value' | 'issuer'>) =>
      db
        .selectFrom('client_identities')
        .innerJoin('clients', 'clients.id', 'client_identities.client_id')
        .selectAll('client_identities')
        .select(['clients.name as client_name', 'clients.created_at as client_created_at'])
        .where('client_identities.kind', '=', p.kind)
        .where('client_identities.value', '=', p.value)
        .where('client_identities.issuer', '=', p.issuer),
    ),
    issuerCa: statement(driver, (db, p: { issuer: string }) =>
      db
        .selectFrom('client_identities')
        .select('issuer_ca')
        .where('issuer', '=', p.issuer)
        .where('issuer', '<>', sql.lit(''))
        .limit(sql.lit(1)),
    ),
    list: statement(driver, (db, p: { clientId: string }) =>
      db.selectFrom('client_identities').selectAll().where('client_id', '=', p.clientId).orderBy('id'),
    ),
    remove: statement(driver, (db, p: { id: string; clientId: string }) =>
      db.deleteFrom('client_identities').where('id', '=', p.id).where('client_id', '=', p.clientId),
    ),
    used: statement(driver, (db, p: { id: string; at: number; before: number }) =>
      db
        .updateTable('client_identities')
        .set({ last_used_at: p.at })
        .where('id', '=', p.id)
        .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<=', p.before)])),
    ),
  };
}

const COLUMNS = [
  'id',
  'client_id',
  'kind',
  'value',
  'issuer',
  'audience',
  'claims_json',
  'issuer_ca',
  'challenge',
  'networks_json',
  'created_at',
  'expires_at',
  'last_used_at',
] as const;

function toRow(one: ClientIdentity): ClientIdentityRow {
  const { id, kind, value, issuer, audience, challenge } = one;
  // sorted, so that the same claims are the same text
  const claims = Object.entries(one.claims).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    id,
    client_id: one.clientId,
    kind,
    value,
    issuer,
    audience,
    claims_json: JSON.stringify(Object.fromEntries(claims)),
    issuer_ca: one.issuerCa,
    challenge,
    networks_json: JSON.stringify(one.networks),
    created_at: one.createdAt,
    expires_at: one.expiresAt,
    last_used_at: one.lastUsedAt,
  };
}

function toIdentity(row: ClientIdentityRow): ClientIdentity {
  const { id, kind, value, issuer, audience, challenge } = row;
  return {
    id,
    clientId: row.client_id,
    kind,
    value,
    issuer,
    audience,
    claims: JSON.parse(row.claims_json) as Record<string, string>,
    issuerCa: row.issuer_ca,
    challenge,
    networks: JSON.parse(row.networks_json) as string[],
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  };
}

function toIdentified(
  row: ClientIdentityRow & { client_name: string; client_created_at: number },
): IdentifiedClient {
  const client = { id: row.client_id, name: row.client_name, createdAt: row.client_created_at };
  return { client, identity: toIdentity(row) };
}
