import type { Driver } from './driver.ts';
import type { NewPerspectiveCertificate, PerspectiveRow } from './perspective-types.ts';
import { statement } from './statement.ts';
import { lit } from './status.ts';

/** The statements of `perspectives.ts`. */
export function perspectiveStatements(driver: Driver) {
  return {
    insert: statement(driver, (db, p: Omit<PerspectiveRow, 'spkiSha256' | 'joinedAt'>) =>
      db
        .insertInto('perspectives')
        .values({
          name: p.name,
          role: p.role,
          region: p.region,
          url: p.url,
          created_at: p.createdAt,
          token_sha256: p.tokenSha256,
          token_expires_at: p.tokenExpiresAt,
        })
        .onConflict((conflict) => conflict.doNothing()),
    ),
    get: statement(driver, (db, p: { name: string }) =>
      db.selectFrom('perspectives').selectAll().where('name', '=', p.name),
    ),
    list: statement(driver, (db) => db.selectFrom('perspectives').selectAll().orderBy('name')),
    useToken: statement(
      driver,
      (db, p: { name: string; tokenSha256: string; spkiSha256: string; now: number }) =>
        db
          .updateTable('perspectives')
          .set({ token_sha256: null, spki_sha256: p.spkiSha256 })
          .where('name', '=', p.name)
          .where('token_sha256', '=', p.tokenSha256)
          .where('token_expires_at', '>', p.now)
          .where('spki_sha256', 'is', null),
    ),
    // changes nothing, and so counts the one row that it could change
    stillThere: statement(driver, (db, p: { name: string; spkiSha256: string }) =>
      db
        .updateTable('perspectives')
        .set({ spki_sha256: p.spkiSha256 })
        .where('name', '=', p.name)
        .where('spki_sha256', '=', p.spkiSha256),
    ),
    reserve: statement(driver, (db, p: NewPerspectiveCertificate) =>
      db.insertInto('perspective_certificates').values({
        serial: p.serial,
        name: p.name,
        role: p.role,
        spki_sha256: p.spkiSha256,
        not_before: p.notBefore,
        not_after: p.notAfter,
        state: lit('reserved'),
        created_at: p.createdAt,
      }),
    ),
    issue: statement(driver, (db, p: { serial: string }) =>
      db
        .updateTable('perspective_certificates')
        .set({ state: 'issued' })
        .where('serial', '=', p.serial)
        .where('state', '=', lit('reserved')),
    ),
    joined: statement(driver, (db, p: { serial: string; now: number }) =>
      db
        .updateTable('perspectives')
        .set({ joined_at: p.now })
        .where('joined_at', 'is', null)
        .where('spki_sha256', '=', (eb) =>
          eb
            .selectFrom('perspective_certificates as signed')
            .select('signed.spki_sha256')
            .where('signed.serial', '=', p.serial),
        ),
    ),
    abandon: statement(driver, (db) =>
      db
        .updateTable('perspective_certificates')
        .set({ state: 'abandoned' })
        .where('state', '=', lit('reserved')),
    ),
    remove: statement(driver, (db, p: { name: string }) =>
      db.deleteFrom('perspectives').where('name', '=', p.name),
    ),
    revoke: statement(driver, (db, p: { name: string; now: number }) =>
      db
        .updateTable('perspective_certificates')
        .set({ revoked_at: p.now })
        .where('name', '=', p.name)
        .where('role', '!=', lit('coordinator'))
        .where('revoked_at', 'is', null),
    ),
    certificates: statement(driver, (db, p: { name: string; limit: number }) =>
      db
        .selectFrom('perspective_certificates')
        .selectAll()
        .where('name', '=', p.name)
        .orderBy('number', 'desc')
        .limit(p.limit),
    ),
  };
}
