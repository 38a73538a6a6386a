import { sql } from 'kysely';
import type { Driver } from './driver.ts';
import { CRLS_KEPT } from './limits.ts';
import { statement } from './statement.ts';
import type { CertificateStore, Crl } from './types.ts';

/** RFC 5280 section 5: what a CRL has to carry, its number, and the CRLs that were made. */
export function createCrlStore(
  driver: Driver,
): Pick<CertificateStore, 'listRevoked' | 'nextCrlNumber' | 'saveCrl' | 'getCrl'> {
  const statements = crlStatements(driver);
  return {
    async listRevoked(issuerId, expiredAfter) {
      return (await driver.read(statements.listRevoked({ issuerId, expiredAfter }))).map((row) => ({
        ...row,
      }));
    },

    async nextCrlNumber(issuerId) {
      const result = await driver.write([{ query: statements.nextNumber({ issuerId }), rows: true }]);
      const rows = result.done ? result.steps[0] : undefined;
      if (typeof rows !== 'object') throw new Error('the CRL number was not returned');
      return BigInt(Number(rows[0]?.['number']));
    },

    async saveCrl(crl) {
      const number = Number(crl.number);
      await driver.write([
        { query: statements.insert({ ...crl, number }) },
        { query: statements.forget({ issuerId: crl.issuerId, number: number - CRLS_KEPT }) },
      ]);
    },

    async getCrl(issuerId): Promise<Crl | undefined> {
      const [row] = await driver.read(statements.newest({ issuerId }));
      if (row === undefined) return undefined;
      return {
        issuerId: row.issuer_id,
        number: BigInt(row.number),
        thisUpdate: row.this_update,
        nextUpdate: row.next_update,
        der: row.der,
      };
    },
  };
}

function crlStatements(driver: Driver) {
  return {
    listRevoked: statement(driver, (db, p: { issuerId: string; expiredAfter: number }) =>
      db
        .selectFrom('certificates')
        .select([
          'serial',
          sql<number>`revoked_at`.as('revokedAt'),
          sql<number>`coalesce(revocation_reason, 0)`.as('reason'),
        ])
        .where('issuer_id', '=', p.issuerId)
        .where('not_after', '>', p.expiredAfter)
        .where('revoked_at', 'is not', null),
    ),
    nextNumber: statement(driver, (db, p: { issuerId: string }) =>
      db
        .insertInto('crl_numbers')
        .values({ issuer_id: p.issuerId, number: 1 })
        .onConflict((conflict) =>
          conflict.column('issuer_id').doUpdateSet((eb) => ({ number: eb('crl_numbers.number', '+', 1) })),
        )
        .returning('number'),
    ),
    insert: statement(driver, (db, p: Omit<Crl, 'number'> & { number: number }) =>
      db.insertInto('crls').values({
        issuer_id: p.issuerId,
        number: p.number,
        this_update: p.thisUpdate,
        next_update: p.nextUpdate,
        der: p.der,
      }),
    ),
    forget: statement(driver, (db, p: { issuerId: string; number: number }) =>
      db.deleteFrom('crls').where('issuer_id', '=', p.issuerId).where('number', '<=', p.number),
    ),
    newest: statement(driver, (db, p: { issuerId: string }) =>
      db
        .selectFrom('crls')
        .selectAll()
        .where('issuer_id', '=', p.issuerId)
        .orderBy('number', 'desc')
        .limit(1),
    ),
  };
}
