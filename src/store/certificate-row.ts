import { type Identifier, identifierText } from '../core/index.ts';
import type { Driver, Query } from './driver.ts';
import type { CertificateRow } from './schema.ts';
import { statement } from './statement.ts';
import { lit } from './status.ts';
import { proves, type Subject } from './subject.ts';
import type { Certificate, ReservedCertificate } from './types.ts';

export function toCertificate(row: CertificateRow): Certificate {
  return {
    serial: row.serial,
    issuerId: row.issuer_id,
    accountId: row.account_id,
    orderId: row.order_id,
    profile: row.profile,
    identifiers: (JSON.parse(row.names_json) as string[]).map(parseIdentifierText),
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

/** The other way round than `identifierText`: no DNS name holds a colon. */
function parseIdentifierText(text: string): Identifier {
  return text.startsWith('IP:')
    ? { type: 'ip', value: text.slice('IP:'.length) }
    : { type: 'dns', value: text };
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
  return (certificate) =>
    insert({ ...certificate, namesJson: JSON.stringify(certificate.identifiers.map(identifierText)) });
}

/** A name or address of a certificate, and the authorization that proves it. */
export type ProvenName = Subject & {
  /** As `identifierText` writes it. */
  readonly text: string;
  readonly serial: string;
  readonly orderId: string;
  readonly accountId: string;
  readonly authorizationId: string;
  readonly now: number;
};

/**
 * The statement that makes a certificate be found by one of its names. It writes nothing unless at this very moment the
 * account's authorization that proves exactly this name (`proves`) is valid, unexpired and the order's own: no issuance without a
 * proof of each name.
 */
export function insertCertificateName(driver: Driver): (proven: ProvenName) => Query {
  return statement(driver, (db, p: ProvenName) =>
    db
      .insertInto('certificate_names')
      .columns(['name', 'number'])
      .expression((eb) =>
        eb
          .selectFrom('certificates')
          .select((on) => [on.val(p.text).as('name'), 'certificates.number'])
          .where('certificates.serial', '=', p.serial)
          .where((on) =>
            on.exists(
              on
                .selectFrom('authorizations')
                .innerJoin('order_authorizations as link', 'link.authorization_id', 'authorizations.id')
                .select('authorizations.id')
                .where('authorizations.id', '=', p.authorizationId)
                .where('authorizations.account_id', '=', p.accountId)
                .where(proves(p))
                .where('authorizations.status', '=', lit('valid'))
                .where('authorizations.expires_at', '>', p.now)
                .where('link.order_id', '=', p.orderId),
            ),
          ),
      ),
  );
}
