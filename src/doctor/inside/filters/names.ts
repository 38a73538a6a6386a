import type { Alternatives } from './condition.ts';

/** Names that packet filters give to numbers: of protocols, ports and ICMP types. */

/** Rules for these protocols, or for all others. */
export function protocolAlternatives(values: readonly unknown[], negated: boolean): Alternatives {
  const named = values.map((value) => PROTOCOLS.get(String(value)) ?? 'other');
  if (!negated) return named.map((protocol) => ({ protocol }));
  return (['tcp', 'udp', 'icmp', 'icmpv6'] as const)
    .filter((one) => !named.includes(one))
    .map((protocol) => ({ protocol }));
}

const PROTOCOLS = new Map<string, 'tcp' | 'udp' | 'icmp' | 'icmpv6'>([
  ['tcp', 'tcp'],
  ['6', 'tcp'],
  ['udp', 'udp'],
  ['17', 'udp'],
  ['icmp', 'icmp'],
  ['1', 'icmp'],
  ['icmpv6', 'icmpv6'],
  ['ipv6-icmp', 'icmpv6'],
  ['58', 'icmpv6'],
]);

/** A port by its number or the name of its service; undefined for a name that is not of ours. */
export function portOf(value: unknown): number | undefined {
  const text = String(value);
  if (/^[0-9]{1,5}$/.test(text)) return Number(text) <= 65_535 ? Number(text) : undefined;
  return SERVICES.get(text);
}

const SERVICES = new Map([
  ['http', 80],
  ['https', 443],
  ['ssh', 22],
  ['domain', 53],
  ['smtp', 25],
  ['http-alt', 8080],
]);

/** An ICMP type as nft calls it; iptables has names of its own. */
export function typeOf(protocol: 'icmp' | 'icmpv6', value: unknown): string {
  const text = String(value).split('/')[0] ?? '';
  if (protocol === 'icmp') return TYPES_4.get(text) ?? text;
  return TYPES_6.get(text) ?? text;
}

const TYPES_4 = new Map([
  ['0', 'echo-reply'],
  ['3', 'destination-unreachable'],
  ['8', 'echo-request'],
  ['11', 'time-exceeded'],
  ['12', 'parameter-problem'],
]);

/** RFC 4443, 4861, 2710. */
const TYPES_6 = new Map([
  ['1', 'destination-unreachable'],
  ['2', 'packet-too-big'],
  ['3', 'time-exceeded'],
  ['4', 'parameter-problem'],
  ['128', 'echo-request'],
  ['129', 'echo-reply'],
  ['130', 'mld-listener-query'],
  ['131', 'mld-listener-report'],
  ['132', 'mld-listener-done'],
  ['133', 'nd-router-solicit'],
  ['134', 'nd-router-advert'],
  ['135', 'nd-neighbor-solicit'],
  ['136', 'nd-neighbor-advert'],
  ['137', 'nd-redirect'],
  ['143', 'mld2-listener-report'],
  ['router-solicitation', 'nd-router-solicit'],
  ['router-advertisement', 'nd-router-advert'],
  ['neighbour-solicitation', 'nd-neighbor-solicit'],
  ['neighbor-solicitation', 'nd-neighbor-solicit'],
  ['neighbour-advertisement', 'nd-neighbor-advert'],
  ['neighbor-advertisement', 'nd-neighbor-advert'],
  ['ttl-exceeded', 'time-exceeded'],
]);
