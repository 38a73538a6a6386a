import type { Driver } from './driver.ts';
import { statement } from './statement.ts';
import { isCompromised, lit } from './status.ts';

/** The fixed statements of `certificates.ts`. */
export function certificateStatements(driver: Driver) {
  return {
    get: statement(driver, (db, p: { serial: string }) =>
      db.selectFrom('certificates').selectAll().where('serial', '=', p.serial),
    ),
    revoke: statement(driver, (db, p: { serial: string; reason: number; now: number }) =>
      db
        .updateTable('certificates')
        .set({ revoked_at: p.now, revocation_reason: p.reason })
        .where('serial', '=', p.serial)
        .where('state', '=', lit('issued'))
        .where('revoked_at', 'is', null),
    ),
    holdsName: statement(
      driver,
      (db, p: { accountId: string; name: string; wildcard: number; now: number }) =>
        db
          .selectFrom('authorizations')
          .select('id')
          .where('account_id', '=', p.accountId)
          .where('name', '=', p.name)
          .where('wildcard', '=', p.wildcard)
          .where('status', '=', lit('valid'))
          .where('expires_at', '>', p.now)
          .limit(1),
    ),
    compromised: statement(driver, (db, p: { spkiSha256: string }) =>
      db.selectFrom('certificates').select('number').where(isCompromised(p.spkiSha256)).limit(1),
    ),
  };
}
