import { z } from 'zod';
import { baseUrl, secret } from '../http/fields.ts';
import { readTxt, relativeName } from '../http/txt.ts';
import type { Provider, ProviderKind, ProviderResult, TxtValue, Until } from '../types.ts';
import { createSignedApi, type OvhCredentials, type SignedApi } from './signed-api.ts';

type Options = { readonly url: string };

/**
 * OVHcloud: records are objects of their own; changes are served after a refresh of the zone.
 * https://eu.api.ovh.com/console/?section=%2Fdomain&branch=v1
 */
export const ovh: ProviderKind<Options, OvhCredentials> = {
  options: z.strictObject({
    url: baseUrl('Address of the API: eu.api.ovh.com, ca.api.ovh.com or api.us.ovhcloud.com').default(
      'https://eu.api.ovh.com/1.0',
    ),
  }),
  credentials: z.strictObject({
    application_key: secret('Application key'),
    application_secret: secret('Application secret'),
    consumer_key: secret('Consumer key, with rights for /domain/zone/ZONE/record*, and /refresh alone'),
  }),

  open({ options, credentials, clock, ttlS }) {
    const api = createSignedApi({ base: options.url, credentials, clock });
    return Promise.resolve(createProvider(api, ttlS));
  },
};

function createProvider(api: SignedApi, ttlS: number): Provider {
  /** Always: an earlier try may have made the record and not come as far as this. */
  const refresh = async (at: At, until: Until): Promise<ProviderResult<object>> => {
    const path = `${zonePath(at)}/refresh`;
    const done = await api.call({ method: 'POST', path, answer: z.unknown() }, until);
    return done.ok ? { ok: true, value: {} } : done;
  };
  return {
    async add(value, until) {
      const found = await find(api, value, until);
      if (!found.ok) return found;
      if (!found.value.some((record) => readTxt(record.target) === value.value)) {
        const body = {
          fieldType: 'TXT',
          subDomain: relativeName(value),
          target: value.value,
          ttl: Math.max(TTL_MIN_S, ttlS),
        };
        const path = `${zonePath(value)}/record`;
        const made = await api.call({ method: 'POST', path, body, answer: z.unknown() }, until);
        if (!made.ok) return made;
      }
      return refresh(value, until);
    },
    async remove(value, until) {
      const found = await find(api, value, until);
      if (!found.ok) return found;
      for (const { id, target } of found.value) {
        if (readTxt(target) !== value.value) continue;
        const path = `${zonePath(value)}/record/${id}`;
        const gone = await api.call({ method: 'DELETE', path, answer: z.unknown(), absent: null }, until);
        if (!gone.ok) return gone;
      }
      return refresh(value, until);
    },
    async list(at, until) {
      const found = await find(api, at, until);
      return found.ok ? { ok: true, value: found.value.map(({ target }) => readTxt(target)) } : found;
    },
    close: () => api.close(),
  };
}

type At = Pick<TxtValue, 'zone' | 'name'>;

/** A list of records is a list of their numbers, all at once; each is asked for by itself, and may be gone by then. */
async function find(
  api: SignedApi,
  at: At,
  until: Until,
): Promise<ProviderResult<readonly z.infer<typeof RECORD>[]>> {
  const query = { fieldType: 'TXT', subDomain: relativeName(at) };
  const ids = await api.call({ method: 'GET', path: `${zonePath(at)}/record`, query, answer: IDS }, until);
  if (!ids.ok) return ids;
  const records: z.infer<typeof RECORD>[] = [];
  for (const id of ids.value) {
    const path = `${zonePath(at)}/record/${id}`;
    const record = await api.call({ method: 'GET', path, answer: RECORD.nullable(), absent: null }, until);
    if (!record.ok) return record;
    if (record.value?.fieldType === 'TXT' && record.value.subDomain.toLowerCase() === relativeName(at)) {
      records.push(record.value);
    }
  }
  return { ok: true, value: records };
}

function zonePath({ zone }: At): string {
  return `/domain/zone/${encodeURIComponent(zone)}`;
}

const RECORD = z.object({ id: z.int(), fieldType: z.string(), subDomain: z.string(), target: z.string() });
const IDS = z.array(z.int()).max(1000);
/** Seconds. */
const TTL_MIN_S = 60;
