import type { Driver, Query } from './driver.ts';
import type { CertificateRow } from './schema.ts';
import { statement } from './statement.ts';
import type { Certificate, ReservedCertificate } from './types.ts';

export function toCertificate(row: CertificateRow): Certificate {
  return {
    serial: row.serial,
    issuerId: row.issuer_id,
    accountId: row.account_id,
    orderId: row.order_id,
    profile: row.profile,
    names: JSON.parse(row.names_json) as string[],
    spkiSha256: row.spki_sha256,
    notBefore: row.not_before,
    notAfter: row.not_after,
    createdAt: row.created_at,
    state: row.state,
    der: row.der,
    revokedAt: row.revoked_at,
    revocationReason: row.revocation_reason,
  };
}

export function toReservedCertificate(row: CertificateRow): ReservedCertificate {
  if (row.tbs === null) throw new Error(`certificate ${row.serial} is reserved without what to sign`);
  const { state: _state, der: _der, revokedAt: _at, revocationReason: _reason, ...kept } = toCertificate(row);
  return { ...kept, tbs: row.tbs };
}

/** The statement that reserves a certificate's row. */
export function insertCertificate(driver: Driver): (certificate: ReservedCertificate) => Query {
  const insert = statement(driver, (db, p: ReservedCertificate & { namesJson: string }) =>
    db.insertInto('certificates').values({
      serial: p.serial,
      issuer_id: p.issuerId,
      account_id: p.accountId,
      order_id: p.orderId,
      profile: p.profile,
      names_json: p.namesJson,
      spki_sha256: p.spkiSha256,
      not_before: p.notBefore,
      not_after: p.notAfter,
      state: 'reserved',
      tbs: p.tbs,
      created_at: p.createdAt,
    }),
  );
  return (certificate) => insert({ ...certificate, namesJson: JSON.stringify(certificate.names) });
}

/** The statement that makes a certificate be found by one of its names. */
export function insertCertificateName(driver: Driver): (link: { name: string; serial: string }) => Query {
  return statement(driver, (db, p: { name: string; serial: string }) =>
    db
      .insertInto('certificate_names')
      .columns(['name', 'number'])
      .expression((eb) =>
        eb
          .selectFrom('certificates')
          .select((on) => [on.val(p.name).as('name'), 'certificates.number'])
          .where('certificates.serial', '=', p.serial),
      ),
  );
}
