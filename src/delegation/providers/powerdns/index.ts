import { z } from 'zod';
import { createApi } from '../http/api.ts';
import { baseUrl, secret, trustedRoots } from '../http/fields.ts';
import { setProvider, type RecordSet, type SetStore } from '../http/record-set.ts';
import type { ProviderKind, TxtValue, Until } from '../types.ts';

type Options = {
  readonly url: string;
  readonly server: string;
  readonly notify: boolean;
  readonly ca?: string | undefined;
};
type Credentials = { readonly key: string };

/**
 * The HTTP API of the PowerDNS Authoritative Server, 4.4 and newer. A change replaces a whole record set; there is no
 * compare-and-swap. https://doc.powerdns.com/authoritative/http-api/zone.html
 */
export const powerdns: ProviderKind<Options, Credentials> = {
  options: z.strictObject({
    url: baseUrl('URL of the web server of PowerDNS: https://dns.example.com:8081'),
    server: z
      .string()
      .regex(/^[\w.-]{1,100}$/)
      .default('localhost')
      .describe('Name of the server in its API; it is localhost but for proxies of several'),
    notify: z
      .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
      .default(false)
      .describe('true: secondaries are told of a new value at once (NOTIFY), not within the next minute'),
    ca: trustedRoots(),
  }),
  credentials: z.strictObject({ key: secret('The api-key of PowerDNS') }),

  open({ options, credentials, clock, ttlS }) {
    const api = createApi({
      base: `${options.url}/api/v1/servers/${encodeURIComponent(options.server)}`,
      ca: options.ca,
      clock,
      connections: 1, // two changes at a time are more than its SQLite takes: one of them is answered with 500
      secrets: [credentials.key],
      headers: () => ({ 'x-api-key': credentials.key }),
    });

    const store = ({ zone, name }: Pick<TxtValue, 'zone' | 'name'>, until: Until): SetStore => {
      let records: readonly PowerDnsRecord[] = [];
      return {
        async read() {
          // the rest of the zone is left out from 4.6 on (as are records that are switched off); older servers send all of it
          const query = { rrset_name: `${name}.`, rrset_type: 'TXT' };
          const read = await api.call({ method: 'GET', path: zonePath(zone), query, answer: ZONE }, until);
          if (!read.ok) return read;
          const set = read.value.rrsets.find(
            (one) => one.type === 'TXT' && one.name.toLowerCase() === `${name}.`,
          );
          records = set?.records ?? [];
          return { ok: true, value: { ttlS: set?.ttl, contents: records.map(({ content }) => content) } };
        },
        write: (set) => {
          const body = { rrsets: [change(`${name}.`, set, records, ttlS)] };
          return api.call({ method: 'PATCH', path: zonePath(zone), body, answer: z.unknown() }, until);
        },
      };
    };

    const sets = setProvider(store);
    return Promise.resolve({
      ...sets,
      async add(value, until) {
        const done = await sets.add(value, until);
        if (!done.ok || !options.notify) return done;
        // also where it was there: an earlier try may not have come as far as this
        const path = `${zonePath(value.zone)}/notify`;
        const told = await api.call({ method: 'PUT', path, answer: z.unknown() }, until);
        return told.ok ? done : told;
      },
      close: () => api.close(),
    });
  },
};

function zonePath(zone: string): string {
  return `/zones/${encodeURIComponent(`${zone}.`)}`;
}

type PowerDnsRecord = { readonly content: string; readonly disabled: boolean };

const ZONE = z.object({
  rrsets: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      ttl: z.int(),
      records: z.array(z.object({ content: z.string(), disabled: z.boolean().default(false) })),
    }),
  ),
});

/** A record that somebody has switched off stays so; comments stay where none are named. */
function change(name: string, set: RecordSet, before: readonly PowerDnsRecord[], ttlS: number) {
  if (set.contents.length === 0) return { name, type: 'TXT', changetype: 'DELETE' };
  const records = set.contents.map((content) => ({
    content,
    disabled: before.find((record) => record.content === content)?.disabled ?? false,
  }));
  return { name, type: 'TXT', ttl: set.ttlS ?? ttlS, changetype: 'REPLACE', records };
}
