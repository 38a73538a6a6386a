import { z } from 'zod';
import type { Clock } from '../../../core/index.ts';
import { type Api, createApi } from '../http/api.ts';
import { baseUrl, secret } from '../http/fields.ts';
import { quoteTxt, readTxt, relativeName } from '../http/txt.ts';
import type { Provider, ProviderKind, ProviderResult, TxtValue, Until } from '../types.ts';
import { ACTION, finished } from './action.ts';

type Options = { readonly url: string };
type Credentials = { readonly token: string };
type At = Pick<TxtValue, 'zone' | 'name'>;

/**
 * Zones of the Hetzner Cloud: values are added to a set and removed from it one by one, by actions that end later.
 * https://docs.hetzner.cloud/reference/cloud#zone-rrset-actions
 */
export const hetzner: ProviderKind<Options, Credentials> = {
  options: z.strictObject({ url: baseUrl('Address of the API').default('https://api.hetzner.cloud/v1') }),
  credentials: z.strictObject({
    token: secret('API token of the project that the zone is in: read and write'),
  }),

  open({ options, credentials, clock, ttlS }) {
    const api = createApi({
      base: options.url,
      clock,
      secrets: [credentials.token],
      headers: () => ({ authorization: `Bearer ${credentials.token}` }),
      error: z.object({ error: z.object({ code: z.string() }) }).transform(({ error }) => error.code),
    });
    return Promise.resolve(createProvider(api, clock, ttlS));
  },
};

function createProvider(api: Api, clock: Clock, ttlS: number): Provider {
  return {
    add: (value, until) => change(value, 'present', until),
    remove: (value, until) => change(value, 'absent', until),
    async list(at, until) {
      const set = await read(api, at, until);
      return set.ok ? { ok: true, value: set.value.map(readTxt) } : set;
    },
    close: () => api.close(),
  };

  /** Where another program was faster the action is refused; what there is by then is looked at once more. */
  async function change(
    value: TxtValue,
    wanted: 'present' | 'absent',
    until: Until,
  ): Promise<ProviderResult<object>> {
    for (let last = false; ; last = true) {
      const set = await read(api, value, until);
      if (!set.ok) return set;
      const there = set.value.filter((content) => readTxt(content) === value.value);
      if (there.length > 0 === (wanted === 'present')) return { ok: true, value: {} };
      const done =
        wanted === 'absent'
          ? // as they are written there: another program may write the same value in another way
            await act(
              'remove_records',
              value,
              { records: there.map((content) => ({ value: content })) },
              until,
            )
          : await act('add_records', value, addition(value.value, set.value.length === 0), until);
      if (done.ok || last || !OVERTAKEN.has(done.outcome)) return done;
    }
  }

  /** The TTL of a set that there is has to be the same, or to be left out. */
  function addition(value: string, first: boolean): object {
    return { records: [{ value: quoteTxt(value) }], ...(first && { ttl: Math.max(TTL_MIN_S, ttlS) }) };
  }

  async function act(action: string, at: At, body: object, until: Until): Promise<ProviderResult<object>> {
    const path = `${setPath(at)}/actions/${action}`;
    const begun = await api.call({ method: 'POST', path, body, answer: ACTION }, until);
    return begun.ok ? finished(api, begun.value.action, clock, until) : begun;
  }
}

/** The values of a set, in zone file format. 404 is said of a set as it is of a zone, so the zone is asked for after it. */
async function read(api: Api, at: At, until: Until): Promise<ProviderResult<readonly string[]>> {
  const set = await api.call({ method: 'GET', path: setPath(at), answer: SET, absent: null }, until);
  if (!set.ok) return set;
  if (set.value !== null) return { ok: true, value: set.value.rrset.records.map(({ value }) => value) };
  const zone = await api.call(
    { method: 'GET', path: zonePath(at), answer: z.object({ zone: z.unknown() }) },
    until,
  );
  return zone.ok ? { ok: true, value: [] } : zone;
}

function zonePath({ zone }: At): string {
  return `/zones/${encodeURIComponent(zone)}`;
}

function setPath(at: At): string {
  return `${zonePath(at)}/rrsets/${encodeURIComponent(relativeName(at) || '@')}/TXT`;
}

const SET = z.object({ rrset: z.object({ records: z.array(z.object({ value: z.string() })) }) }).nullable();
const OVERTAKEN = new Set(['refused', 'conflict', 'no-zone']);
/** Seconds. https://docs.hetzner.cloud/reference/cloud#zone-rrsets-create-an-rrset */
const TTL_MIN_S = 60;
