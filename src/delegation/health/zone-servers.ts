import type { Clock, LookupEvidence } from '../../core/index.ts';
import {
  type AddressPolicy,
  type Lookup,
  parseAddress,
  type QuestionType,
  type Resolver,
  type Server,
  type ServerProber,
} from '../../net/index.ts';
import { nameFromText, nameKey } from '../../wire/dns/index.ts';
import { ADDRESSES_MAX, ASKED_AT_ONCE, LOOKUP_MS, NAME_SERVERS_MAX } from './limits.ts';
import type { ServerAnswer, ServerEvidence, ZoneEvidence } from './types.ts';

export type HealthParts = {
  /** Finds zones, name servers and their addresses. */
  readonly resolver: Resolver;
  readonly prober: ServerProber;
  readonly policy: AddressPolicy;
  readonly clock: Clock;
  /** Port of name servers: 53 everywhere but in tests. */
  readonly port?: number;
};

export type FoundZone = Omit<ZoneEvidence, 'servers'>;

/** What one server is asked: its answers, in the order of the questions. */
export type AskServer = (
  server: Server,
  zone: string,
  place: ServerPlace,
) => Promise<readonly ServerAnswer[]>;
type ServerPlace = Omit<ServerEvidence, 'answers'>;

/** The zone that holds the name: the nearest one above it with a SOA of its own. */
export async function findZone(parts: HealthParts, from: string): Promise<FoundZone> {
  const lookups: LookupEvidence[] = [];
  for (let name = from; name.includes('.'); name = parentOf(name)) {
    const { evidence } = await lookup(parts, name, 'SOA');
    lookups.push(evidence);
    // the SOA at the end of a CNAME is that of another name
    if (evidence.outcome === 'answer' && (evidence.chain ?? []).length === 0)
      return serversOf(parts, name, lookups);
    if (evidence.outcome !== 'answer' && !DENIED.has(evidence.outcome)) break;
  }
  return { lookups, hosts: [] };
}
const DENIED: ReadonlySet<LookupEvidence['outcome']> = new Set(['nodata', 'nxdomain']);

export async function serversOf(
  parts: HealthParts,
  zone: string,
  before: readonly LookupEvidence[],
): Promise<FoundZone> {
  const { evidence, records } = await lookup(parts, zone, 'NS');
  const lookups = [...before, evidence];
  const hosts = records.flatMap(({ data }) => (data.kind === 'NS' ? [nameKey(data.target)] : []));
  return evidence.outcome === 'answer' ? { zone, lookups, hosts } : { lookups, hosts: [] };
}

/** Every address of its name servers, a few at a time. */
export async function askZone(parts: HealthParts, found: FoundZone, ask: AskServer): Promise<ZoneEvidence> {
  const { zone } = found;
  const hosts = found.hosts.slice(0, NAME_SERVERS_MAX);
  if (zone === undefined) return { ...found, hosts, servers: [] };
  const { evidence: ds } = await lookup(parts, zone, 'DS');
  const lookups = [...found.lookups, ds];
  const places: ServerPlace[] = [];
  for (const host of hosts) {
    for (const type of ['AAAA', 'A'] as const) {
      const { evidence, addresses } = await lookup(parts, host, type);
      lookups.push(evidence);
      for (const address of addresses) {
        const refused = !parts.policy.check(address).ok;
        places.push({ host, address: address.text, family: address.family, ...(refused && { refused }) });
      }
    }
  }
  const servers: ServerEvidence[] = [];
  const wanted = places.slice(0, ADDRESSES_MAX);
  while (servers.length < wanted.length) {
    const batch = wanted.slice(servers.length, servers.length + ASKED_AT_ONCE);
    servers.push(...(await Promise.all(batch.map((place) => askPlace(parts, place, zone, ask)))));
  }
  return { zone, ...(ds.outcome === 'answer' && { signed: true }), lookups, hosts, servers };
}

async function askPlace(
  { port = 53 }: HealthParts,
  place: ServerPlace,
  zone: string,
  ask: AskServer,
): Promise<ServerEvidence> {
  const address = parseAddress(place.address)?.text;
  if (place.refused === true || address === undefined) return { ...place, answers: [] };
  return { ...place, answers: await ask({ address, port }, zone, place) };
}

export function lookup({ resolver, clock }: HealthParts, name: string, type: QuestionType): Promise<Lookup> {
  return resolver.lookup({ name, type, hop: 0, deadlineMs: clock.monotonic() + LOOKUP_MS });
}

export function parentOf(name: string): string {
  return nameKey(nameFromText(name).slice(1));
}
