import { isIPv6 } from 'node:net';
import type { Family } from '../../core/index.ts';
import { nameEquals, nameIsUnder, nameKey } from '../../wire/dns/index.ts';
import type { Name } from '../../wire/dns/index.ts';
import { parseAddress } from '../address.ts';
import type { AddressPolicy } from '../types.ts';
import type { Referral } from './delegation.ts';
import { ADDRESSES_PER_ZONE_MAX, ZONES_PER_SESSION_MAX } from './limits.ts';
import type { Run } from './run.ts';
import type { Server } from './types.ts';

/** A zone and who serves it, as far as known. */
export type Delegation = {
  readonly zone: Name;
  readonly servers: Server[];
  /** Name servers that may have more addresses than are known: looked up only when all known ones fail. */
  readonly unresolved: Name[];
};

/** What one validation may remember between its lookups: who serves what, and who does not answer. Never an answer. */
export type Session = {
  readonly zones: Map<string, Delegation>;
  readonly silent: Map<string, number>;
  /** Families that this host has no way out over, as far as seen: asked last. */
  readonly cutOff: Set<Family>;
};

/** What every step of one lookup shares. */
export type Walk = {
  readonly session: Session;
  readonly learned: Learned;
  readonly run: Run;
  /** Name servers whose addresses were looked up, or are (then empty: none is looked up to find itself). */
  readonly nameServers: Map<string, readonly string[]>;
};

/** How servers found through referrals are reached, and which may be. */
export type Learned = { readonly port: number; readonly policy: AddressPolicy | undefined };

export function createSession(
  start: readonly { readonly zone: Name; readonly servers: readonly Server[] }[],
): Session {
  const zones = new Map<string, Delegation>();
  for (const { zone, servers } of start)
    zones.set(nameKey(zone), { zone, servers: [...servers], unresolved: [] });
  return { zones, silent: new Map(), cutOff: new Set() };
}

/** The deepest known zone that holds the name. */
export function deepestZone(session: Session, name: Name): Delegation | undefined {
  for (let skip = 0; skip <= name.length; skip++) {
    const found = session.zones.get(nameKey(name.slice(skip)));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Keeps a referral; a zone already known (a configured one above all) stays as it is. */
export function learnReferral(session: Session, referral: Referral, learned: Learned): Delegation {
  const key = nameKey(referral.zone);
  const known = session.zones.get(key);
  if (known !== undefined) return known;
  const delegation: Delegation = { zone: referral.zone, servers: [], unresolved: [] };
  for (const { name, addresses } of referral.nameServers) {
    addAddresses(delegation, addresses, learned);
    // a name server inside its own zone can be found through glue only
    const inside = nameIsUnder(name, referral.zone);
    if (!inside && !delegation.unresolved.some((other) => nameEquals(other, name)))
      delegation.unresolved.push(name);
  }
  if (session.zones.size < ZONES_PER_SESSION_MAX) session.zones.set(key, delegation);
  return delegation;
}

/** Adds addresses that the policy permits. */
export function addAddresses(delegation: Delegation, addresses: readonly string[], learned: Learned): void {
  for (const text of addresses) {
    const address = parseAddress(text);
    if (address === undefined || delegation.servers.length >= ADDRESSES_PER_ZONE_MAX) continue;
    if (delegation.servers.some((server) => server.address === address.text)) continue;
    if (learned.policy !== undefined && !learned.policy.check(address).ok) continue;
    delegation.servers.push({ address: address.text, port: learned.port });
  }
}

/** Servers in the order to ask: families in turn, IPv6 first; those silent before, or of a cut-off family, last. */
export function orderServers(session: Session, servers: readonly Server[]): Server[] {
  const six = servers.filter((server) => familyOf(server) === 6);
  const four = servers.filter((server) => familyOf(server) === 4);
  const turns = Array.from({ length: Math.max(six.length, four.length) }, (_, i) => [six[i], four[i]]);
  const alternating = turns.flat().filter((server) => server !== undefined);
  const rank = (server: Server) =>
    (session.silent.get(server.address) ?? 0) + (session.cutOff.has(familyOf(server)) ? 1 : 0);
  return alternating.toSorted((a, b) => rank(a) - rank(b));
}

export function familyOf(server: Server): Family {
  return isIPv6(server.address) ? 6 : 4;
}
