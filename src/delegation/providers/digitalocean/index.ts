import { z } from 'zod';
import { type Api, createApi } from '../http/api.ts';
import { baseUrl, secret } from '../http/fields.ts';
import { allPages } from '../http/pages.ts';
import { readTxt, relativeName } from '../http/txt.ts';
import type { Provider, ProviderKind, ProviderResult, TxtValue, Until } from '../types.ts';

type Options = { readonly url: string };
type Credentials = { readonly token: string };

/** DigitalOcean: records are objects of their own. https://docs.digitalocean.com/reference/api/reference/domain-records/ */
export const digitalocean: ProviderKind<Options, Credentials> = {
  options: z.strictObject({ url: baseUrl('Address of the API').default('https://api.digitalocean.com/v2') }),
  credentials: z.strictObject({
    token: secret('Personal access token with the scopes domain:read, domain:create and domain:delete alone'),
  }),

  open({ options, credentials, clock, ttlS }) {
    const api = createApi({
      base: options.url,
      clock,
      secrets: [credentials.token],
      headers: () => ({ authorization: `Bearer ${credentials.token}` }),
      error: z.object({ id: z.string() }).transform(({ id }) => id),
    });
    return Promise.resolve(createProvider(api, ttlS));
  },
};

function createProvider(api: Api, ttlS: number): Provider {
  return {
    async add(value, until) {
      const found = await find(api, value, until);
      if (!found.ok) return found;
      if (found.value.some((record) => readTxt(record.data) === value.value)) return DONE;
      const body = {
        type: 'TXT',
        name: relativeName(value) || '@',
        data: value.value,
        ttl: Math.max(TTL_MIN_S, ttlS),
      };
      const made = await api.call(
        { method: 'POST', path: recordsPath(value), body, answer: z.unknown() },
        until,
      );
      return made.ok ? DONE : made;
    },
    async remove(value, until) {
      const found = await find(api, value, until);
      if (!found.ok) return found;
      for (const { id, data } of found.value) {
        if (readTxt(data) !== value.value) continue;
        const path = `${recordsPath(value)}/${id}`;
        const gone = await api.call({ method: 'DELETE', path, answer: z.unknown(), absent: null }, until);
        if (!gone.ok) return gone;
      }
      return DONE;
    },
    async list(at, until) {
      const found = await find(api, at, until);
      return found.ok ? { ok: true, value: found.value.map(({ data }) => readTxt(data)) } : found;
    },
    close: () => api.close(),
  };
}

type At = Pick<TxtValue, 'zone' | 'name'>;

/** The page's own link to the next one is only looked at: an address that an answer names is never asked. */
function find(api: Api, at: At, until: Until): Promise<ProviderResult<readonly z.infer<typeof RECORD>[]>> {
  return allPages(async (page) => {
    const query = { type: 'TXT', name: at.name, per_page: '200', page: String(page) };
    const read = await api.call({ method: 'GET', path: recordsPath(at), query, answer: RECORDS }, until);
    if (!read.ok) return read;
    const { domain_records: records, links } = read.value;
    const own = relativeName(at) || '@';
    const items = records.filter((record) => record.type === 'TXT' && record.name.toLowerCase() === own);
    return { ok: true, value: { items, more: links?.pages?.next !== undefined } };
  });
}

function recordsPath({ zone }: At): string {
  return `/domains/${encodeURIComponent(zone)}/records`;
}

const RECORD = z.object({ id: z.int(), type: z.string(), name: z.string(), data: z.string() });
const RECORDS = z.object({
  domain_records: z.array(RECORD),
  links: z.object({ pages: z.object({ next: z.string().optional() }).optional() }).optional(),
});
const DONE = { ok: true, value: {} } as const;
/** Seconds. */
const TTL_MIN_S = 30;
