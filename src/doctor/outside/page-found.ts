import { parseAddress } from '../../net/index.ts';
import { isHostName } from './dns/look-up.ts';
import type { OutsideReport } from './report.ts';

type ResourceFact = OutsideReport['resources'][number];

/** Something that a page needs, as it is written there. */
export type Found = {
  readonly url: string;
  readonly kind: ResourceFact['kind'];
  readonly from: ResourceFact['from'];
};

/** The same, with its address worked out. */
export type Resource = Omit<Found, 'url'> & { readonly url: URL };

/** What can be fetched over HTTP; data: and the like need nobody. */
export function resolveAll(found: readonly Found[], base: URL): Resource[] {
  return found.flatMap(({ url, kind, from }) => {
    const read = URL.parse(url, base.href);
    return read !== null && WEB.has(read.protocol) && canBeAsked(read) ? [{ url: read, kind, from }] : [];
  });
}

/** URLs may hold hosts that no name server is asked for (`a;$(b).example`): they go nowhere, not even into a report. */
export function canBeAsked(url: URL): boolean {
  const host = hostOf(url);
  return isHostName(host) || parseAddress(host) !== undefined;
}

const WEB: ReadonlySet<string> = new Set(['http:', 'https:', 'ws:', 'wss:']);

/** One fact for each host, kind and scheme. */
export function resourceFacts(resources: readonly Resource[]): ResourceFact[] {
  const facts = new Map<string, ResourceFact>();
  for (const { url, kind, from } of resources) {
    const host = hostOf(url);
    const scheme = schemeOf(url);
    const key = `${host} ${kind} ${from} ${scheme}`;
    const literal = parseAddress(host)?.family;
    const count = (facts.get(key)?.count ?? 0) + 1;
    facts.set(key, { host, kind, from, scheme, count, ...(literal !== undefined && { literal }) });
  }
  return [...facts.values()];
}

/** Without the brackets of an IPv6 literal. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

export function schemeOf({ protocol }: URL): ResourceFact['scheme'] {
  return protocol === 'https:' || protocol === 'wss:' ? 'https' : 'http';
}
