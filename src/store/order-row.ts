import { hash } from 'node:crypto';
import type { Fault, Identifier } from '../core/index.ts';
import type { OrderRow } from './schema.ts';
import type { NewOrder, Order } from './types.ts';

const PLAN_CHARS = 22; // 132 bits of SHA-256: no secret and no proof: only a short key to find an open order by

export function toOrder(row: OrderRow): Order {
  return {
    id: row.id,
    accountId: row.account_id,
    directory: row.directory,
    profile: row.profile,
    status: row.status,
    identifiers: JSON.parse(row.identifiers_json) as Identifier[],
    authorizationIds: JSON.parse(row.authorization_ids_json) as string[],
    notBefore: row.not_before,
    notAfter: row.not_after,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    error: row.error_json === null ? null : (JSON.parse(row.error_json) as Fault),
    certificateSerial: row.certificate_serial,
  };
}

/** A new order's row: ready at once when every authorization is reused. */
export function newOrderRow(order: NewOrder): OrderRow {
  const created = order.authorizations.flatMap((planned) => ('create' in planned ? [planned.create.id] : []));
  const unproven = new Set(created).size;
  return {
    id: order.id,
    account_id: order.accountId,
    directory: order.directory,
    profile: order.profile,
    status: unproven === 0 ? 'ready' : 'pending',
    plan: planOf(order),
    identifiers_json: JSON.stringify(order.identifiers),
    authorization_ids_json: JSON.stringify(
      order.authorizations.map((planned) => ('reuse' in planned ? planned.reuse : planned.create.id)),
    ),
    unproven,
    not_before: order.notBefore,
    not_after: order.notAfter,
    created_at: order.createdAt,
    expires_at: order.expiresAt,
    error_json: null,
    certificate_serial: null,
  };
}

/** The same for orders of the same identifiers (in any order) with the same ancestors offered, directory, profile and dates. */
function planOf(order: NewOrder): string {
  const offered = (name: string) => order.ancestorDomains?.get(name) ?? '';
  const names = order.identifiers
    .map(({ type, value }) => `${type}:${value}${type === 'dns' ? `<${offered(value)}` : ''}`)
    .sort();
  const plan = JSON.stringify([order.directory, order.profile, order.notBefore, order.notAfter, ...names]);
  return hash('sha256', plan, 'base64url').slice(0, PLAN_CHARS);
}
