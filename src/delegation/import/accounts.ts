import { readCidr } from './cidr.ts';
import { BCRYPT_COST_MAX, BCRYPT_COST_MIN, NETWORKS_MAX } from './limits.ts';
import type { AcmeDnsAccount, AcmeDnsRow, RowProblem, UnreadableRow } from './types.ts';

/**
 * Reads rows strictly, as of each follows who may do what: one that cannot be read wholly is named, and not taken over. DNS knows no
 * case, so of two subdomains that differ in nothing else neither is.
 */
export function readAccounts(rows: readonly AcmeDnsRow[]): {
  readonly accounts: readonly AcmeDnsAccount[];
  readonly unreadable: readonly UnreadableRow[];
} {
  const times = new Map<string, number>();
  const count = (text: string) => times.set(text, (times.get(text) ?? 0) + 1);
  for (const { user, subdomain } of rows) {
    count(`user ${canonicalUser(user) ?? user}`);
    count(`label ${subdomain.toLowerCase()}`);
  }
  const accounts: AcmeDnsAccount[] = [];
  const unreadable: UnreadableRow[] = [];
  for (const row of rows) {
    const read = readRow(row);
    const again = (text: string) => (times.get(text) ?? 0) > 1;
    if (typeof read === 'string') unreadable.push({ row, problem: read });
    else if (again(`user ${read.user}`) || again(`label ${read.label}`))
      unreadable.push({ row, problem: 'twice' });
    else accounts.push(read);
  }
  return { accounts, unreadable };
}

/** A UUID in any form that acme-dns takes from a client (Go's uuid.Parse), as it stands in its database. */
export function canonicalUser(text: string): string | undefined {
  const hex =
    /^(?:urn:uuid:)?\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/;
  const parts = hex.exec(text.toLowerCase());
  return parts === null ? undefined : parts.slice(1).join('-');
}

/** One LDH label: acme-dns lets its administrator rename a subdomain. */
export const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** `$2a$10$`, 22 characters of salt and 31 of the hash; `2b` and `2y` are the same. */
export function isBcryptHash(text: string): boolean {
  const cost = Number(/^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/.exec(text)?.[1]);
  return cost >= BCRYPT_COST_MIN && cost <= BCRYPT_COST_MAX;
}

function readRow(row: AcmeDnsRow): AcmeDnsAccount | RowProblem {
  const user = canonicalUser(row.user);
  const label = row.subdomain.toLowerCase();
  const networks = readNetworks(row.allowFrom);
  if (user === undefined) return 'user';
  if (!isBcryptHash(row.hash)) return 'hash';
  if (!LABEL.test(label)) return 'subdomain';
  return networks === undefined ? 'networks' : { user, hash: row.hash, label, networks };
}

/** None is from everywhere, so what cannot be read must not become none. */
function readNetworks(json: string | null): string[] | undefined {
  let list: unknown;
  try {
    list = JSON.parse(json ?? '');
  } catch {
    return undefined;
  }
  if (list === null) return []; // what Go writes of a list without a value
  if (!Array.isArray(list) || list.length > NETWORKS_MAX) return undefined;
  const networks = list.map((one) => (typeof one === 'string' ? readCidr(one) : undefined));
  return networks.every((one) => one !== undefined) ? networks : undefined;
}
