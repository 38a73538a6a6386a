import { z } from 'zod';
import { type Api, createApi } from '../http/api.ts';
import { baseUrl, secret } from '../http/fields.ts';
import { allPages } from '../http/pages.ts';
import { quoteTxt, readTxt } from '../http/txt.ts';
import type { Provider, ProviderKind, ProviderResult, TxtValue, Until } from '../types.ts';

type Options = { readonly url: string };
type Credentials = { readonly token: string };

/** Cloudflare: records are objects of their own, so a change touches nothing else. https://developers.cloudflare.com/api/resources/dns/ */
export const cloudflare: ProviderKind<Options, Credentials> = {
  options: z.strictObject({
    url: baseUrl('Address of the API').default('https://api.cloudflare.com/client/v4'),
  }),
  credentials: z.strictObject({
    token: secret(
      'API token with the permissions Zone / DNS / Edit and Zone / Zone / Read, for the zones alone',
    ),
  }),

  open({ options, credentials, clock, ttlS }) {
    const api = createApi({
      base: options.url,
      clock,
      secrets: [credentials.token],
      headers: () => ({ authorization: `Bearer ${credentials.token}` }),
      error: z
        .object({ errors: z.array(z.object({ code: z.int() })).min(1) })
        .transform(({ errors }) => errors[0]?.code ?? 0),
      outcomes: OUTCOMES,
    });
    return Promise.resolve(createProvider(api, ttlS));
  },
};

function createProvider(api: Api, ttlS: number): Provider {
  return {
    async add(value, until) {
      const found = await find(api, value, until);
      if (!found.ok) return found;
      const { zoneId, records } = found.value;
      if (records.some((record) => readTxt(record.content) === value.value)) return DONE;
      const body = {
        type: 'TXT',
        name: value.name,
        content: quoteTxt(value.value),
        ttl: Math.max(TTL_MIN_S, ttlS),
      };
      const path = `/zones/${zoneId}/dns_records`;
      const made = await api.call({ method: 'POST', path, body, answer: z.unknown() }, until);
      return made.ok || made.code?.endsWith(IDENTICAL) === true ? DONE : made;
    },
    async remove(value, until) {
      const found = await find(api, value, until);
      if (!found.ok) return found;
      for (const { id, content } of found.value.records) {
        if (readTxt(content) !== value.value) continue;
        const path = `/zones/${found.value.zoneId}/dns_records/${encodeURIComponent(id)}`;
        const gone = await api.call({ method: 'DELETE', path, answer: z.unknown(), absent: null }, until);
        if (!gone.ok) return gone;
      }
      return DONE;
    },
    async list(at, until) {
      const found = await find(api, at, until);
      return found.ok
        ? { ok: true, value: found.value.records.map(({ content }) => readTxt(content)) }
        : found;
    },
    close: () => api.close(),
  };
}

type Found = { readonly zoneId: string; readonly records: readonly z.infer<typeof RECORD>[] };

async function find(
  api: Api,
  { zone, name }: Pick<TxtValue, 'zone' | 'name'>,
  until: Until,
): Promise<ProviderResult<Found>> {
  const zones = await api.call(
    { method: 'GET', path: '/zones', query: { name: zone }, answer: ZONES },
    until,
  );
  if (!zones.ok) return zones;
  const id = zones.value.result.find((one) => one.name === zone)?.id;
  if (id === undefined) return { ok: false, outcome: 'no-zone' };
  const zoneId = encodeURIComponent(id);
  const records = await allPages(async (page) => {
    const query = { type: 'TXT', 'name.exact': name, page: String(page), per_page: '100' };
    const path = `/zones/${zoneId}/dns_records`;
    const read = await api.call({ method: 'GET', path, query, answer: RECORDS }, until);
    if (!read.ok) return read;
    const { result, result_info: info } = read.value;
    const items = result.filter((record) => record.type === 'TXT' && record.name.toLowerCase() === name);
    return { ok: true, value: { items, more: result.length > 0 && page * info.per_page < info.total_count } };
  });
  return records.ok ? { ok: true, value: { zoneId, records: records.value } } : records;
}

const ZONES = z.object({
  success: z.literal(true),
  result: z.array(z.object({ id: z.string(), name: z.string() })),
});
const RECORD = z.object({ id: z.string(), type: z.string(), name: z.string(), content: z.string() });
const RECORDS = z.object({
  success: z.literal(true),
  result: z.array(RECORD),
  result_info: z.object({ per_page: z.int().min(1), total_count: z.int() }),
});

const DONE = { ok: true, value: {} } as const;
/** Seconds; below it only zones of the Enterprise plan may go. */
const TTL_MIN_S = 60;
/** "An identical record already exists": another program was faster. */
const IDENTICAL = ' 81058';
/** Invalid request headers, and invalid format of the Authorization header: both come as 400. */
const OUTCOMES = { 6003: 'unauthorized', 6111: 'unauthorized' } as const;
