import { randomBytes } from 'node:crypto';
import type { Clock, LookupEvidence } from '../../core/index.ts';
import {
  type AddressPolicy,
  type Lookup,
  parseAddress,
  type QuestionType,
  type Resolver,
  type ServerProber,
} from '../../net/index.ts';
import { nameFromText, nameKey } from '../../wire/dns/index.ts';
import { askServer, customerAsks, ourAsks, type ServerAsk } from './ask.ts';
import { ADDRESSES_MAX, ASKED_AT_ONCE, LOOKUP_MS, NAME_SERVERS_MAX, SIBLING_BYTES } from './limits.ts';
import type { HealthEvidence, ServerEvidence, Wanted, ZoneEvidence } from './types.ts';

/** Looks at one delegated name; sends questions, judges nothing, and never rejects for what servers do. */
type HealthCheck = { collect(wanted: Wanted): Promise<HealthEvidence> };

type HealthParts = {
  /** Finds zones, name servers and their addresses. */
  readonly resolver: Resolver;
  readonly prober: ServerProber;
  readonly policy: AddressPolicy;
  readonly clock: Clock;
  /** Port of name servers: 53 everywhere but in tests. */
  readonly port?: number;
};

export function createHealthCheck(parts: HealthParts): HealthCheck {
  return { collect: (wanted) => collect(parts, wanted) };
}

async function collect(parts: HealthParts, wanted: Wanted): Promise<HealthEvidence> {
  const { challenge, target } = wanted.delegation;
  const at = parts.clock.now();
  const resolution = (await lookup(parts, challenge, 'TXT')).evidence;
  const found = await findZone(parts, parentOf(challenge));
  const sibling = `${randomBytes(SIBLING_BYTES).toString('hex')}.${parentOf(challenge)}`;
  const customer = await askZone(parts, found, (zone) => customerAsks(zone, challenge, sibling));
  const cut = customer.servers
    .flatMap(({ answers }) => answers)
    .find((answer) => answer.question === 'record' && answer.nameServers !== undefined)?.nameServers;
  const ours =
    cut === undefined
      ? await askZone(parts, await serversOf(parts, wanted.zone, []), (zone) => ourAsks(zone, target))
      : await askZone(parts, { zone: challenge, lookups: [], hosts: cut }, (zone) =>
          ourAsks(zone, challenge),
        );
  return { at, wanted, customer, ours, resolution };
}

type FoundZone = Omit<ZoneEvidence, 'servers'>;

/** The zone that holds the name: the nearest one above it with a SOA of its own. */
async function findZone(parts: HealthParts, from: string): Promise<FoundZone> {
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

async function serversOf(
  parts: HealthParts,
  zone: string,
  before: readonly LookupEvidence[],
): Promise<FoundZone> {
  const { evidence, records } = await lookup(parts, zone, 'NS');
  const lookups = [...before, evidence];
  const hosts = records.flatMap(({ data }) => (data.kind === 'NS' ? [nameKey(data.target)] : []));
  return evidence.outcome === 'answer' ? { zone, lookups, hosts } : { lookups, hosts: [] };
}

async function askZone(
  parts: HealthParts,
  found: FoundZone,
  asks: (zone: string) => readonly ServerAsk[],
): Promise<ZoneEvidence> {
  const { zone } = found;
  const hosts = found.hosts.slice(0, NAME_SERVERS_MAX);
  if (zone === undefined) return { ...found, hosts, servers: [] };
  const { evidence: ds } = await lookup(parts, zone, 'DS');
  const lookups = [...found.lookups, ds];
  const places: Omit<ServerEvidence, 'answers'>[] = [];
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
    servers.push(...(await Promise.all(batch.map((place) => ask(parts, place, zone, asks(zone))))));
  }
  return { zone, ...(ds.outcome === 'answer' && { signed: true }), lookups, hosts, servers };
}

async function ask(
  { prober, port = 53 }: HealthParts,
  place: Omit<ServerEvidence, 'answers'>,
  zone: string,
  asks: readonly ServerAsk[],
): Promise<ServerEvidence> {
  const address = parseAddress(place.address)?.text;
  if (place.refused === true || address === undefined) return { ...place, answers: [] };
  return { ...place, answers: await askServer(prober, { address, port }, zone, asks) };
}

function lookup({ resolver, clock }: HealthParts, name: string, type: QuestionType): Promise<Lookup> {
  return resolver.lookup({ name, type, hop: 0, deadlineMs: clock.monotonic() + LOOKUP_MS });
}

function parentOf(name: string): string {
  return nameKey(nameFromText(name).slice(1));
}
