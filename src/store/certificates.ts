import { toCertificate } from './certificate-row.ts';
import { certificateStatements } from './certificate-statements.ts';
import { createCrlStore } from './crls.ts';
import type { Driver } from './driver.ts';
import { succeeds } from './driver.ts';
import { pageLimit } from './page.ts';
import { query } from './statement.ts';
import type { CertificateStore } from './types.ts';

/** What was issued. Rows come from `order-issuance.ts`, and stay for ever as compact rows (`purge.ts`). */
export function createCertificateStore(driver: Driver): CertificateStore {
  const sql = certificateStatements(driver);

  return {
    ...createCrlStore(driver),

    async get(serial) {
      return (await driver.read(sql.get({ serial }))).map(toCertificate)[0];
    },

    async list({ accountId, name, state, revoked, expiresBefore }, page) {
      let select = driver.db
        .selectFrom('certificates')
        .selectAll()
        .orderBy('number', 'desc')
        .limit(pageLimit(page));
      if (accountId !== undefined) select = select.where('account_id', '=', accountId);
      if (name !== undefined) {
        select = select.where('number', 'in', (eb) =>
          eb.selectFrom('certificate_names').select('certificate_names.number').where('name', '=', name),
        );
      }
      if (state !== undefined) select = select.where('state', '=', state);
      if (revoked !== undefined) select = select.where('revoked_at', revoked ? 'is not' : 'is', null);
      if (expiresBefore !== undefined) select = select.where('not_after', '<', expiresBefore);
      if (page.before !== undefined) {
        const before = page.before;
        select = select.where('number', '<', (eb) =>
          eb.selectFrom('certificates as last').select('last.number').where('last.serial', '=', before),
        );
      }
      return (await driver.read(query(select))).map(toCertificate);
    },

    async revoke(serial, reason, now) {
      if (await succeeds(driver, [{ query: sql.revoke({ serial, reason, now }), expect: 'one' }])) {
        return 'revoked';
      }
      const [row] = await driver.read(sql.get({ serial }));
      return row?.state === 'issued' ? 'already-revoked' : 'unknown';
    },

    async accountHoldsNames(accountId, names, now) {
      if (names.length === 0) return false;
      for (const name of names) {
        const wildcard = name.startsWith('*.');
        const held = await driver.read(
          sql.holdsName({
            accountId,
            name: wildcard ? name.slice(2) : name,
            wildcard: wildcard ? 1 : 0,
            now,
          }),
        );
        if (held.length === 0) return false;
      }
      return true;
    },

    async isKeyCompromised(spkiSha256) {
      return (await driver.read(sql.compromised({ spkiSha256 }))).length > 0;
    },
  };
}
