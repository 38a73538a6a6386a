import type { Driver } from './driver.ts';
import { statement } from './statement.ts';
import { isCompromised, isLiveAuthorization, lit } from './status.ts';
import { proves, type Subject } from './subject.ts';

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
    holds: statement(driver, (db, p: Subject & { accountId: string; now: number }) =>
      db
        .selectFrom('authorizations')
        .select('id')
        .where('account_id', '=', p.accountId)
        .where('identifier_type', '=', p.type)
        .where('name', '=', p.name)
        .where('wildcard', '=', p.wildcard)
        .where('status', '=', lit('valid'))
        .where('expires_at', '>', p.now)
        .limit(1),
    ),
    /** By an authorization of the name itself or of an ancestor, which serves all names below. */
    holdsAncestor: statement(driver, (db, p: Subject & { accountId: string; now: number }) =>
      db
        .selectFrom('authorizations')
        .select('authorizations.id')
        .where('authorizations.account_id', '=', p.accountId)
        .where('authorizations.standing', 'is not', null)
        .where('authorizations.standing', '=', lit('subdomains'))
        .where(isLiveAuthorization)
        .where('authorizations.status', '=', lit('valid'))
        .where('authorizations.expires_at', '>', p.now)
        .where(proves(p))
        .limit(1),
    ),
    compromised: statement(driver, (db, p: { spkiSha256: string }) =>
      db.selectFrom('certificates').select('number').where(isCompromised(p.spkiSha256)).limit(1),
    ),
  };
}
