import type { Driver, Step } from './driver.ts';
import { succeeds } from './driver.ts';
import { pageLimit } from './page.ts';
import type { AccountRow } from './schema.ts';
import { query, statement } from './statement.ts';
import { isOpenOrder, lit } from './status.ts';
import type { Account, AccountStore } from './types.ts';

/** RFC 8555 section 7.1.2. Rows are never deleted: certificates and the audit refer to them. */
export function createAccountStore(driver: Driver): AccountStore {
  const sql = accountStatements(driver);
  const findByThumbprint = async (thumbprint: string) =>
    (await driver.read(sql.findByThumbprint({ thumbprint }))).map(toAccount)[0];

  const create: AccountStore['create'] = async (account) => {
    const unit: Step[] = [{ query: sql.insert(toRow(account)), expect: 'one' }];
    if (account.externalKeyId !== null) {
      const bind = sql.bindExternalKey({ keyId: account.externalKeyId, id: account.id });
      unit.push({ query: bind, expect: 'one' });
    }
    const result = await driver.write(unit);
    if (result.done) return { outcome: 'created' };
    if (result.failedStep === 1) return { outcome: 'external-key-spent' };
    const existing = await findByThumbprint(account.thumbprint);
    // a key change between the two statements freed the key: the next try finds no holder
    return existing === undefined ? create(account) : { outcome: 'exists', account: existing };
  };

  return {
    create,
    findByThumbprint,

    async get(id) {
      return (await driver.read(sql.get({ id }))).map(toAccount)[0];
    },

    setContacts: (id, contacts) =>
      succeeds(driver, [
        { query: sql.setContacts({ id, contacts_json: JSON.stringify(contacts) }), expect: 'one' },
      ]),

    deactivate: (id, status, now) =>
      succeeds(driver, [
        { query: sql.close({ id, status, now }), expect: 'one' },
        { query: sql.deactivatePendingAuthorizations({ id }) },
        { query: sql.failOpenOrders({ id }) },
      ]),

    async pastThumbprints(id, limit) {
      return (await driver.read(sql.pastThumbprints({ id, limit }))).map(({ thumbprint }) => thumbprint);
    },

    async replaceKey({ id, oldThumbprint, thumbprint, jwk, at }) {
      const unit: Step[] = [
        { query: sql.replaceKey({ id, oldThumbprint, thumbprint, jwk }), expect: 'one' },
        { query: sql.keepKey({ id, thumbprint: oldThumbprint, at }) },
      ];
      if (await succeeds(driver, unit)) return { outcome: 'replaced' };
      const holder = await findByThumbprint(thumbprint);
      return holder === undefined ? { outcome: 'stale' } : { outcome: 'key-in-use', accountId: holder.id };
    },

    async list(page) {
      const rows = await driver.read(
        query(
          driver.db
            .selectFrom('accounts')
            .selectAll()
            .$if(page.before !== undefined, (q) => q.where('id', '<', page.before ?? ''))
            .orderBy('id', 'desc')
            .limit(pageLimit(page)),
        ),
      );
      return rows.map(toAccount);
    },
  };
}

function accountStatements(driver: Driver) {
  return {
    get: statement(driver, (db, p: { id: string }) =>
      db.selectFrom('accounts').selectAll().where('id', '=', p.id),
    ),
    findByThumbprint: statement(driver, (db, p: { thumbprint: string }) =>
      db.selectFrom('accounts').selectAll().where('thumbprint', '=', p.thumbprint),
    ),
    insert: statement(driver, (db, p: AccountRow) =>
      db
        .insertInto('accounts')
        .values({
          id: p.id,
          thumbprint: p.thumbprint,
          jwk: p.jwk,
          status: p.status,
          contacts_json: p.contacts_json,
          terms_agreed_at: p.terms_agreed_at,
          external_key_id: p.external_key_id,
          created_at: p.created_at,
          created_from: p.created_from,
        })
        .onConflict((conflict) => conflict.column('thumbprint').doNothing()),
    ),
    bindExternalKey: statement(driver, (db, p: { keyId: string; id: string }) =>
      db
        .updateTable('external_keys')
        .set({ account_id: p.id })
        .where('id', '=', p.keyId)
        .where('account_id', 'is', null)
        .where('revoked_at', 'is', null),
    ),
    setContacts: statement(driver, (db, p: { id: string; contacts_json: string }) =>
      db
        .updateTable('accounts')
        .set({ contacts_json: p.contacts_json })
        .where('id', '=', p.id)
        .where('status', '=', lit('valid')),
    ),
    close: statement(driver, (db, p: { id: string; status: 'deactivated' | 'revoked'; now: number }) =>
      db
        .updateTable('accounts')
        .set({ status: p.status, closed_at: p.now })
        .where('id', '=', p.id)
        .where('status', '=', lit('valid')),
    ),
    deactivatePendingAuthorizations: statement(driver, (db, p: { id: string }) =>
      db
        .updateTable('authorizations')
        .set({ status: 'deactivated' })
        .where('account_id', '=', p.id)
        .where('status', '=', lit('pending')),
    ),
    failOpenOrders: statement(driver, (db, p: { id: string }) =>
      db.updateTable('orders').set({ status: 'invalid' }).where('account_id', '=', p.id).where(isOpenOrder),
    ),
    pastThumbprints: statement(driver, (db, p: { id: string; limit: number }) =>
      db
        .selectFrom('past_account_keys')
        .select('thumbprint')
        .where('account_id', '=', p.id)
        .orderBy('replaced_at', 'desc')
        .limit(p.limit),
    ),
    keepKey: statement(driver, (db, p: { id: string; thumbprint: string; at: number }) =>
      db
        .insertInto('past_account_keys')
        .values({ account_id: p.id, thumbprint: p.thumbprint, replaced_at: p.at })
        .onConflict((conflict) =>
          conflict.columns(['account_id', 'thumbprint']).doUpdateSet({ replaced_at: p.at }),
        ),
    ),
    replaceKey: statement(
      driver,
      (db, p: { id: string; oldThumbprint: string; thumbprint: string; jwk: string }) =>
        db
          .updateTable('accounts')
          .set({ thumbprint: p.thumbprint, jwk: p.jwk })
          .where('id', '=', p.id)
          .where('thumbprint', '=', p.oldThumbprint)
          .where('status', '=', lit('valid'))
          .where((eb) =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom('accounts as holder')
                  .select('holder.id')
                  .where('holder.thumbprint', '=', p.thumbprint),
              ),
            ),
          ),
    ),
  };
}

function toRow(account: Account): AccountRow {
  return {
    id: account.id,
    thumbprint: account.thumbprint,
    jwk: account.jwk,
    status: account.status,
    contacts_json: JSON.stringify(account.contacts),
    terms_agreed_at: account.termsAgreedAt,
    external_key_id: account.externalKeyId,
    created_at: account.createdAt,
    created_from: account.createdFrom,
    closed_at: null,
  };
}

function toAccount(row: AccountRow): Account {
  return {
    id: row.id,
    thumbprint: row.thumbprint,
    jwk: row.jwk,
    status: row.status,
    contacts: JSON.parse(row.contacts_json) as string[],
    termsAgreedAt: row.terms_agreed_at,
    externalKeyId: row.external_key_id,
    createdAt: row.created_at,
    createdFrom: row.created_from,
  };
}
