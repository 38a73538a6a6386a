import { z } from 'zod';
import { type Api, createApi } from '../http/api.ts';
import { baseUrl, secret, trustedRoots } from '../http/fields.ts';
import { setProvider, type SetStore } from '../http/record-set.ts';
import { relativeName } from '../http/txt.ts';
import type { ProviderKind, TxtValue, Until } from '../types.ts';

type Options = { readonly url: string; readonly ca?: string | undefined };
type Credentials = { readonly token: string };

/** deSEC: a change replaces a whole record set. https://desec.readthedocs.io/en/latest/dns/rrsets.html */
export const desec: ProviderKind<Options, Credentials> = {
  options: z.strictObject({
    url: baseUrl('Address of the API; deSEC can be run by anybody').default('https://desec.io/api/v1'),
    ca: trustedRoots(),
  }),
  credentials: z.strictObject({
    token: secret('Token, best with a policy that lets it write TXT records of one subname alone'),
  }),

  open({ options, credentials, clock, ttlS }) {
    const api = createApi({
      base: options.url,
      ca: options.ca,
      clock,
      secrets: [credentials.token],
      headers: () => ({ authorization: `Token ${credentials.token}` }),
    });
    return Promise.resolve({
      ...setProvider((at, until) => createStore(api, at, until, ttlS)),
      close: () => api.close(),
    });
  },
};

function createStore(api: Api, at: Pick<TxtValue, 'zone' | 'name'>, until: Until, ttlS: number): SetStore {
  const domain = `/domains/${encodeURIComponent(at.zone)}/`;
  const subname = relativeName(at);
  let minimumTtlS = 0;
  return {
    /** 404 is said of a set as it is of a zone, so the zone is asked for after it; it also knows which TTL is too short. */
    async read() {
      const path = `${domain}rrsets/${encodeURIComponent(subname || '@')}/TXT/`;
      const set = await api.call({ method: 'GET', path, answer: SET, absent: null }, until);
      if (!set.ok) return set;
      if (set.value !== null)
        return { ok: true, value: { ttlS: set.value.ttl, contents: set.value.records } };
      const zone = await api.call({ method: 'GET', path: domain, answer: DOMAIN }, until);
      if (!zone.ok) return zone;
      minimumTtlS = zone.value.minimum_ttl;
      return { ok: true, value: { ttlS: undefined, contents: [] } };
    },
    /** The form for many sets at once makes, changes and deletes one; no records: it is deleted. */
    write(set) {
      const ttl = set.ttlS ?? Math.max(minimumTtlS, ttlS);
      const body = [{ subname, type: 'TXT', ttl, records: set.contents }];
      return api.call({ method: 'PUT', path: `${domain}rrsets/`, body, answer: z.unknown() }, until);
    },
  };
}

const SET = z.object({ ttl: z.int(), records: z.array(z.string()) }).nullable();
const DOMAIN = z.object({ minimum_ttl: z.int() });
