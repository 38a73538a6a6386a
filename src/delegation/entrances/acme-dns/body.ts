import { readCidr } from '../../import/index.ts';
import { ALLOW_FROM_MAX } from '../limits.ts';

/** The body of `/update`; undefined for anything else. Fields match in any case, and unknown ones do not matter, as in Go. */
export function readUpdate(body: unknown): { readonly subdomain: string; readonly txt: string } | undefined {
  const fields = fieldsOf(body);
  const [subdomain, txt] = [fields?.get('subdomain') ?? '', fields?.get('txt') ?? ''];
  return fields !== undefined && typeof subdomain === 'string' && typeof txt === 'string'
    ? { subdomain, txt }
    : undefined;
}

export type Registration =
  | { readonly ok: true; readonly networks: readonly string[]; readonly allowFrom: readonly string[] }
  | { readonly ok: false; readonly error: 'malformed_json_payload' | 'invalid_allowfrom_cidr' };

/** The body of `/register`: empty, or an object with `allowfrom`, a list of networks. */
export function readRegistration(body: unknown): Registration {
  if (body === undefined || body === null || body === '') return { ok: true, networks: [], allowFrom: [] };
  const fields = fieldsOf(body);
  const allowFrom = fields?.get('allowfrom') ?? [];
  if (fields === undefined || !isTexts(allowFrom)) return { ok: false, error: 'malformed_json_payload' };
  const networks = allowFrom.map(readCidr);
  const good = networks.filter((network) => network !== undefined);
  return good.length === networks.length && good.length <= ALLOW_FROM_MAX
    ? { ok: true, networks: good, allowFrom }
    : { ok: false, error: 'invalid_allowfrom_cidr' };
}

function fieldsOf(body: unknown): ReadonlyMap<string, unknown> | undefined {
  try {
    // null is an object without fields to Go, and what lego sends where it has no networks to name
    const parsed: unknown = JSON.parse(typeof body === 'string' ? body : '') ?? {};
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
    return new Map(Object.entries(parsed).map(([key, value]) => [key.toLowerCase(), value ?? undefined]));
  } catch {
    return undefined;
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
