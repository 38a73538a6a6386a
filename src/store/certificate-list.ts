import { sql } from 'kysely';
import { identifierText } from '../core/index.ts';
import { toCertificate } from './certificate-row.ts';
import type { Driver } from './driver.ts';
import { pageLimit } from './page.ts';
import { query } from './statement.ts';
import { lit } from './status.ts';
import type { Certificate, CertificateStore } from './types.ts';

/**
 * The inventory. Each filter is written so that an index finds its rows, or so that a page ends the search soon: a list must never
 * hold up issuance (test/unit/store/query-plans.test.ts).
 */
export async function listCertificates(
  driver: Driver,
  ...[filter, page]: Parameters<CertificateStore['list']>
): Promise<readonly Certificate[]> {
  const { accountId, identifier, state, revoked, expiresBefore } = filter;
  let select = driver.db.selectFrom('certificates').selectAll().limit(pageLimit(page));

  if (accountId !== undefined) select = select.where('account_id', '=', accountId);
  if (identifier !== undefined) {
    const name = identifierText(identifier);
    select = select.where('number', 'in', (eb) =>
      eb.selectFrom('certificate_names').select('certificate_names.number').where('name', '=', name),
    );
  }
  if (state === 'reserved') {
    select = select.where('state', '=', state).where('serial', 'in', (eb) =>
      eb
        .selectFrom('orders')
        .select((on) => on.fn.coalesce('orders.certificate_serial', sql.lit('')).as('serial'))
        .where('orders.status', '=', lit('processing')),
    );
  } else if (state === 'abandoned') select = select.where('state', '=', lit('abandoned'));
  else if (state === 'issued') select = select.where('state', '=', state);
  if (revoked === false) select = select.where('revoked_at', 'is', null);
  if (revoked === true) {
    select = select.where('number', 'in', (eb) =>
      eb.selectFrom('certificates as gone').select('gone.number').where('gone.revoked_at', 'is not', null),
    );
  }

  if (expiresBefore === undefined) {
    select = select.orderBy('number', 'desc');
    if (page.before !== undefined) {
      const before = page.before;
      select = select.where('number', '<', (eb) =>
        eb.selectFrom('certificates as last').select('last.number').where('last.serial', '=', before),
      );
    }
  } else {
    // along the index of those that have their bytes: the latest end first
    select = select
      .where((eb) => eb.or([eb('der', 'is not', null), eb('tbs', 'is not', null)]))
      .where('not_after', '<', expiresBefore)
      .orderBy('not_after', 'desc')
      .orderBy('number', 'desc');
    if (page.before !== undefined) {
      select = select.where(
        sql<boolean>`(not_after, number) < (select last.not_after, last.number from certificates as last where last.serial = ${page.before})`,
      );
    }
  }
  return (await driver.read(query(select))).map(toCertificate);
}
