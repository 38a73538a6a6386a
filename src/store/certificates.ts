import { listCertificates } from './certificate-list.ts';
import { toCertificate } from './certificate-row.ts';
import { certificateStatements } from './certificate-statements.ts';
import { createCrlStore } from './crls.ts';
import type { Driver } from './driver.ts';
import { succeeds } from './driver.ts';
import { subjectOf } from './subject.ts';
import type { CertificateStore } from './types.ts';

/** What was issued. Rows come from `order-issuance.ts`, and stay for ever as compact rows (`purge.ts`). */
export function createCertificateStore(driver: Driver): CertificateStore {
  const sql = certificateStatements(driver);

  return {
    ...createCrlStore(driver),

    async get(serial) {
      return (await driver.read(sql.get({ serial }))).map(toCertificate)[0];
    },

    list: (filter, page) => listCertificates(driver, filter, page),

    async revoke(serial, reason, now) {
      if (await succeeds(driver, [{ query: sql.revoke({ serial, reason, now }), expect: 'one' }])) {
        return 'revoked';
      }
      const [row] = await driver.read(sql.get({ serial }));
      return row?.state === 'issued' ? 'already-revoked' : 'unknown';
    },

    async accountHolds(accountId, identifiers, now) {
      if (identifiers.length === 0) return false;
      for (const identifier of identifiers) {
        const asked = { ...subjectOf(identifier), accountId, now };
        const held =
          (await driver.read(sql.holds(asked))).length > 0 ||
          (await driver.read(sql.holdsAncestor(asked))).length > 0;
        if (!held) return false;
      }
      return true;
    },

    async isKeyCompromised(spkiSha256) {
      return (await driver.read(sql.compromised({ spkiSha256 }))).length > 0;
    },
  };
}
