import type { Family } from '../../core/index.ts';
import type { Finding } from '../causes/index.ts';
import type { AddressFact, InsideReport } from '../inside/index.ts';
import type { Patient } from './types.ts';

/** Questions that many remedies ask. */

/** The ports that the finding is about; both of the web where it names none. */
export function portsOf({ places }: Finding): readonly number[] {
  const named = places.flatMap(({ port }) => (port === undefined || port === CLOSED ? [] : [port]));
  return named.length === 0 ? [80, 443] : [...new Set(named)].toSorted((a, b) => a - b);
}

/** The family that fails: IPv6 where the finding names none. */
export function familyOf({ places }: Finding): Family {
  return places.find(({ family }) => family !== undefined)?.family ?? 6;
}

/** Every family that fails. */
export function familiesOf(finding: Finding): readonly Family[] {
  const named = finding.places.flatMap(({ family }) => family ?? []);
  return named.length === 0 ? [6] : [...new Set(named)];
}

/** Addresses of one family that the finding is about, else those that the name has. */
export function addressesOf(
  { places }: Finding,
  { name, report }: Patient,
  family: Family,
): readonly string[] {
  const named = places.flatMap((place) =>
    place.address !== undefined && isOf(place.address, family) ? [place.address] : [],
  );
  return named.length > 0 ? [...new Set(named)] : publishedAddresses(report, name, family);
}

export function publishedAddresses(
  report: Patient['report'],
  name: string,
  family: Family,
): readonly string[] {
  const type = family === 6 ? 'AAAA' : 'A';
  const facts =
    report?.names.filter((one) => one.host === name && one.type === type && one.role !== 'cached') ?? [];
  return [...new Set(facts.flatMap(({ addresses }) => addresses))];
}

/** Addresses of the machine that may be published: global, lasting, and its own for certain. */
export function stableAddresses(inside: InsideReport, family: Family): readonly AddressFact[] {
  const passing = new Set(['temporary', 'deprecated', 'dadfailed', 'tentative']);
  return inside.addresses.filter(
    (one) => one.family === family && one.scope === 'global' && !one.flags.some((flag) => passing.has(flag)),
  );
}

/** The interface towards the Internet: that of a default route, else of a global address, else the first that is up. */
export function uplink(inside: InsideReport): string | undefined {
  const defaults = inside.routes.filter(({ to, ifname }) => to === 'default' && ifname !== undefined);
  const { links } = inside;
  return (
    (defaults.find(({ family }) => family === 6) ?? defaults[0])?.ifname ??
    inside.addresses.find(({ scope }) => scope === 'global')?.ifname ??
    links.find(({ up, type }) => up && type !== 'loopback')?.name
  );
}

/** The IPv6 router: as written, as a route says, or as it told of itself. */
export function gateway6(inside: InsideReport, ifname: string): string | undefined {
  const { networkManagers, routes, neighbours } = inside;
  return (
    networkManagers.find((one) => one.gateway?.includes(':') && (one.ifname ?? ifname) === ifname)?.gateway ??
    routes.find((one) => one.family === 6 && one.to === 'default' && one.ifname === ifname)?.via ??
    neighbours.find((one) => one.family === 6 && one.router && one.ifname === ifname)?.address
  );
}

/** A kernel setting as it is now. */
export function sysctl(inside: InsideReport | undefined, key: string): string | undefined {
  return inside?.sysctls.find((one) => one.key === key)?.runtime;
}

export function isOf(address: string, family: Family): boolean {
  return address.includes(':') === (family === 6);
}

/** The port that the look takes for surely closed. */
const CLOSED = 1;
