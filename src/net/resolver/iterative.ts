import type { Clock, LookupOutcome } from '../../core/index.ts';
import { TYPE, nameFromText, nameKey } from '../../wire/dns/index.ts';
import type { Name, ResourceRecord } from '../../wire/dns/index.ts';
import type { AddressPolicy } from '../types.ts';
import { CNAME_MAX, GLUELESS_DEPTH_MAX, NAME_SERVER_LOOKUPS_MAX, REFERRALS_MAX } from './limits.ts';
import { ROOT_HINTS } from './root-hints.ts';
import { addressOf, beginFetch, beginRun, finishRun } from './run.ts';
import type { Run } from './run.ts';
import { createSession, deepestZone, learnReferral } from './session.ts';
import type { Delegation, Learned, Session, Walk } from './session.ts';
import type { Server, SignedLookup, SignedResolver, TracedResolver } from './types.ts';
import { askZone } from './zone-servers.ts';

export type IterativeSettings = {
  readonly clock: Clock;
  /** The root's servers; `ROOT_HINTS` unless a lab has a root of its own. An empty list leaves only the stubs. */
  readonly hints?: readonly Server[];
  /** Zones whose servers are known beforehand: asked instead of whatever their parents say. */
  readonly stubs?: readonly { readonly zone: string; readonly servers: readonly Server[] }[];
  /** Port of servers found through referrals: 53 everywhere but in tests. */
  readonly port?: number;
  /** Says which addresses found through referrals may be asked; all, without one. */
  readonly policy?: AddressPolicy;
};

/** Each lookup begins at the root (or a stub); lookups of one `session()` share the referrals that they saw, nothing else. */
type IterativeResolver = TracedResolver & { session(): TracedResolver; signedSession(): SignedResolver };

/**
 * Walks from the root to the authoritative servers itself: no other cache, no other resolver's word. Every name server is
 * tried over both families, twice if silent; CNAMEs to other zones are followed from the top. Bounds: `limits.ts`.
 */
export function createIterativeResolver(settings: IterativeSettings): IterativeResolver {
  const start = [
    { zone: [], servers: settings.hints ?? ROOT_HINTS },
    ...(settings.stubs ?? []).map((stub) => ({ zone: nameFromText(stub.zone), servers: stub.servers })),
  ];
  const learned: Learned = { port: settings.port ?? 53, policy: settings.policy };
  const session = (): TracedResolver => {
    const shared = createSession(start);
    return { lookup: (question) => lookup(shared, learned, beginRun(question, settings.clock, false)) };
  };
  const signedSession = (): SignedResolver => {
    const shared = createSession(start);
    return {
      lookup: (question) => lookup(shared, learned, beginRun(question, settings.clock, true)),
      fetch: (...what) => lookup(shared, learned, beginFetch(...what, settings.clock)),
    };
  };
  return { session, signedSession, lookup: (question) => session().lookup(question) };
}

async function lookup(session: Session, learned: Learned, run: Run): Promise<SignedLookup> {
  if (run.name === undefined) return finishRun(run, 'error');
  const walk: Walk = { session, learned, run, nameServers: new Map() };
  const found = await resolveName(walk, run.name, run.type, 0);
  run.chain = found.chain;
  return finishRun(run, found.outcome, found.records);
}

type Found = {
  readonly outcome: LookupOutcome;
  readonly records: readonly ResourceRecord[];
  readonly chain: readonly Name[];
};

/** Follows CNAMEs from zone to zone; `depth` counts the name server names that led here. */
async function resolveName(walk: Walk, name: Name, type: number, depth: number): Promise<Found> {
  const chain: Name[] = [];
  const seen = new Set([nameKey(name)]);
  let current = name;
  for (;;) {
    const said = await descend(walk, current, type, depth);
    for (const target of said.chain) {
      chain.push(target);
      if (seen.has(nameKey(target)) || chain.length > CNAME_MAX)
        return { outcome: 'loop', records: [], chain };
      seen.add(nameKey(target));
    }
    if (said.kind !== 'alias') {
      return { outcome: said.kind, records: said.kind === 'answer' ? said.records : [], chain };
    }
    current = said.target;
  }
}

type Descended =
  | { readonly kind: 'answer'; readonly records: readonly ResourceRecord[]; readonly chain: readonly Name[] }
  | { readonly kind: 'alias'; readonly target: Name; readonly chain: readonly Name[] }
  | { readonly kind: Exclude<LookupOutcome, 'answer'>; readonly chain: readonly Name[] };

/** Follows referrals from the deepest zone known to the one that answers. */
async function descend(walk: Walk, name: Name, type: number, depth: number): Promise<Descended> {
  // a zone's DS records are its parent's (RFC 4035 section 3.1.4.1)
  let delegation = deepestZone(walk.session, type === TYPE.DS ? name.slice(1) : name);
  for (let referrals = 0; delegation !== undefined && referrals < REFERRALS_MAX; referrals++) {
    const here: Delegation = delegation;
    const said = await askZone(walk, here, { name, type, main: depth === 0 }, (nameServer) =>
      depth < GLUELESS_DEPTH_MAX ? addressesOf(walk, nameServer, depth + 1) : Promise.resolve([]),
    );
    if (said.kind !== 'referral') return said;
    delegation = learnReferral(walk.session, said.referral, walk.learned);
  }
  return { kind: delegation === undefined ? 'error' : 'loop', chain: [] };
}

/** A name server's addresses of both families, looked up like any name, once for each lookup. */
async function addressesOf(walk: Walk, nameServer: Name, depth: number): Promise<readonly string[]> {
  const key = nameKey(nameServer);
  const known = walk.nameServers.get(key);
  if (known !== undefined) return known;
  if (walk.nameServers.size >= NAME_SERVER_LOOKUPS_MAX) return [];
  const texts: string[] = [];
  walk.nameServers.set(key, texts);
  for (const type of [TYPE.AAAA, TYPE.A]) {
    const found = await resolveName(walk, nameServer, type, depth);
    texts.push(...found.records.flatMap(addressOf).map((address) => address.text));
  }
  return texts;
}
