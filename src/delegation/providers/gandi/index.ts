import { z } from 'zod';
import { type Api, createApi } from '../http/api.ts';
import { baseUrl, secret } from '../http/fields.ts';
import { setProvider, type SetStore } from '../http/record-set.ts';
import { relativeName } from '../http/txt.ts';
import type { ProviderKind, TxtValue, Until } from '../types.ts';

type Options = { readonly url: string };
type Credentials = { readonly token: string };

/** Gandi's LiveDNS: a change replaces a whole record set. https://api.gandi.net/docs/livedns/ */
export const gandi: ProviderKind<Options, Credentials> = {
  options: z.strictObject({ url: baseUrl('Address of the API').default('https://api.gandi.net/v5/livedns') }),
  credentials: z.strictObject({
    token: secret('Personal access token that may manage technical configurations of the domain alone'),
  }),

  open({ options, credentials, clock, ttlS }) {
    const api = createApi({
      base: options.url,
      clock,
      secrets: [credentials.token],
      headers: () => ({ authorization: `Bearer ${credentials.token}` }),
    });
    return Promise.resolve({
      ...setProvider((at, until) => createStore(api, at, until, ttlS)),
      close: () => api.close(),
    });
  },
};

function createStore(api: Api, at: Pick<TxtValue, 'zone' | 'name'>, until: Until, ttlS: number): SetStore {
  const domain = `/domains/${encodeURIComponent(at.zone)}`;
  const path = `${domain}/records/${encodeURIComponent(relativeName(at) || '@')}/TXT`;
  return {
    /** 404 is said of a set as it is of a zone, so the zone is asked for after it. */
    async read() {
      const set = await api.call({ method: 'GET', path, answer: SET, absent: null }, until);
      if (!set.ok) return set;
      if (set.value !== null) {
        return { ok: true, value: { ttlS: set.value.rrset_ttl, contents: set.value.rrset_values } };
      }
      const zone = await api.call(
        { method: 'GET', path: domain, answer: z.object({ fqdn: z.string() }) },
        until,
      );
      return zone.ok ? { ok: true, value: { ttlS: undefined, contents: [] } } : zone;
    },
    write({ ttlS: kept, contents }) {
      if (contents.length === 0) {
        return api.call({ method: 'DELETE', path, answer: z.unknown(), absent: null }, until);
      }
      const body = { rrset_values: contents, rrset_ttl: kept ?? Math.max(TTL_MIN_S, ttlS) };
      return api.call({ method: 'PUT', path, body, answer: z.unknown() }, until);
    },
  };
}

const SET = z.object({ rrset_ttl: z.int(), rrset_values: z.array(z.string()) }).nullable();
/** Seconds. */
const TTL_MIN_S = 300;
