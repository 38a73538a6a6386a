import type { RemedyRule } from '../types.ts';
import { blockingChains, blocksIcmp6 } from './chains.ts';
import { forEach, inserted, type Rule } from './insert.ts';

/** Messages without which IPv6 ends (RFC 4890 section 4.4): neighbours and routers are found by them, and the size of packets. */
export const icmpv6: RemedyRule = (finding, patient) => {
  const { inside } = patient;
  if (inside === undefined) return forEach(finding, patient, RULE, 6);
  const blocking = blockingChains(inside, 6, blocksIcmp6);
  return inserted(finding, patient, blocking, RULE, 6);
};

const TYPES = [
  'destination-unreachable',
  'packet-too-big',
  'time-exceeded',
  'parameter-problem',
  'echo-request',
  'nd-router-advert',
  'nd-neighbor-solicit',
  'nd-neighbor-advert',
];
/** As ip6tables calls them. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'nd-router-advert': 'router-advertisement',
  'nd-neighbor-solicit': 'neighbour-solicitation',
  'nd-neighbor-advert': 'neighbour-advertisement',
};

const RULE: Rule = {
  id: 'F2',
  nft: `icmpv6 type { ${TYPES.join(', ')} } accept`,
  iptables: TYPES.map((type) => `-p ipv6-icmp --icmpv6-type ${OTHER_NAMES[type] ?? type} -j ACCEPT`),
};
