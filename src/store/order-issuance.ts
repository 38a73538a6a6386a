import { identifierText } from '../core/index.ts';
import { insertCertificate, insertCertificateName, toReservedCertificate } from './certificate-row.ts';
import type { Driver, Step } from './driver.ts';
import { succeeds } from './driver.ts';
import { toOrder } from './order-row.ts';
import { statement } from './statement.ts';
import { isCompromised, lit } from './status.ts';
import { subjectOf } from './subject.ts';
import type { OrderStore } from './types.ts';

/**
 * An order's way from ready over processing to valid or invalid (RFC 8555 section 7.4). The certificate's row is durable, with
 * what will be signed, before the signer sees it.
 */
export function createOrderIssuance(
  driver: Driver,
): Pick<OrderStore, 'reserveCertificate' | 'refuse' | 'complete' | 'abandon' | 'listProcessing'> {
  const sql = statements(driver);
  const insert = insertCertificate(driver);
  const insertName = insertCertificateName(driver);

  return {
    async reserveCertificate({ id: orderId, authorizationIds }, accountId, certificate, keyThumbprint, now) {
      const { serial, identifiers, spkiSha256 } = certificate;
      if (identifiers.length === 0 || identifiers.length !== authorizationIds.length) return false;
      return succeeds(driver, [
        { query: sql.reserve({ orderId, accountId, serial, keyThumbprint, spkiSha256, now }), expect: 'one' },
        { query: insert(certificate) },
        ...identifiers.map((identifier, index): Step => {
          const proven = {
            ...subjectOf(identifier),
            text: identifierText(identifier),
            authorizationId: authorizationIds[index] ?? '',
          };
          return { query: insertName({ ...proven, serial, orderId, accountId, now }), expect: 'one' };
        }),
      ]);
    },

    complete: (orderId, serial, der) =>
      succeeds(driver, [
        { query: sql.completeOrder({ orderId, serial }), expect: 'one' },
        { query: sql.issue({ orderId, serial, der }), expect: 'one' },
      ]),

    refuse: (orderId, accountId, error) =>
      succeeds(driver, [
        { query: sql.refuse({ orderId, accountId, error: JSON.stringify(error) }), expect: 'one' },
      ]),

    abandon: (orderId, serial, error) =>
      succeeds(driver, [
        { query: sql.failOrder({ orderId, serial, error: JSON.stringify(error) }), expect: 'one' },
        { query: sql.abandon({ orderId, serial }), expect: 'one' },
      ]),

    async listProcessing(limit) {
      const rows = await driver.read(sql.listProcessing({ limit }));
      return Promise.all(
        rows.map(async (row) => {
          const [certificate] = await driver.read(sql.reserved({ serial: row.certificate_serial ?? '' }));
          if (certificate === undefined)
            throw new Error(`order ${row.id} is processing without a certificate`);
          return { order: toOrder(row), certificate: toReservedCertificate(certificate) };
        }),
      );
    },
  };
}

type Reserve = {
  orderId: string;
  accountId: string;
  serial: string;
  keyThumbprint: string;
  spkiSha256: string;
  now: number;
};

function statements(driver: Driver) {
  return {
    reserve: statement(driver, (db, p: Reserve) =>
      db
        .updateTable('orders')
        .set({ status: 'processing', certificate_serial: p.serial })
        .where('id', '=', p.orderId)
        .where('account_id', '=', p.accountId)
        .where('status', '=', lit('ready'))
        .where('unproven', '=', 0)
        .where('expires_at', '>', p.now)
        .where((eb) =>
          eb.exists(
            eb
              .selectFrom('accounts')
              .select('accounts.id')
              .where('accounts.id', '=', p.accountId)
              .where('accounts.status', '=', lit('valid')),
          ),
        )
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('accounts')
                .select('accounts.id')
                .where('accounts.thumbprint', '=', p.keyThumbprint),
            ),
          ),
        )
        .where((eb) =>
          eb.not(
            eb.exists(
              eb.selectFrom('certificates').select('certificates.number').where(isCompromised(p.spkiSha256)),
            ),
          ),
        ),
    ),
    completeOrder: statement(driver, (db, p: { orderId: string; serial: string }) =>
      db
        .updateTable('orders')
        .set({ status: 'valid' })
        .where('id', '=', p.orderId)
        .where('status', '=', lit('processing'))
        .where('certificate_serial', '=', p.serial),
    ),
    issue: statement(driver, (db, p: { orderId: string; serial: string; der: Uint8Array }) =>
      db
        .updateTable('certificates')
        .set({ state: 'issued', der: p.der, tbs: null })
        .where('serial', '=', p.serial)
        .where('order_id', '=', p.orderId)
        .where('state', '=', lit('reserved')),
    ),
    refuse: statement(driver, (db, p: { orderId: string; accountId: string; error: string }) =>
      db
        .updateTable('orders')
        .set({ status: 'invalid', error_json: p.error })
        .where('id', '=', p.orderId)
        .where('account_id', '=', p.accountId)
        .where('status', '=', lit('ready')),
    ),
    failOrder: statement(driver, (db, p: { orderId: string; serial: string; error: string }) =>
      db
        .updateTable('orders')
        .set({ status: 'invalid', error_json: p.error })
        .where('id', '=', p.orderId)
        .where('status', '=', lit('processing'))
        .where('certificate_serial', '=', p.serial),
    ),
    abandon: statement(driver, (db, p: { orderId: string; serial: string }) =>
      db
        .updateTable('certificates')
        .set({ state: 'abandoned' })
        .where('serial', '=', p.serial)
        .where('order_id', '=', p.orderId)
        .where('state', '=', lit('reserved')),
    ),
    listProcessing: statement(driver, (db, p: { limit: number }) =>
      db.selectFrom('orders').selectAll().where('status', '=', lit('processing')).limit(p.limit),
    ),
    reserved: statement(driver, (db, p: { serial: string }) =>
      db.selectFrom('certificates').selectAll().where('serial', '=', p.serial),
    ),
  };
}
