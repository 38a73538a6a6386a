import type { FilterChain, FilterRule } from '../../inside/index.ts';
import { worksOver } from '../ask.ts';
import { httpSymptom, placeOf } from '../symptoms.ts';
import type { Cause, Seen, Sign } from '../types.ts';

/** Large packets are lost, and the message that says so ("packet too big", RFC 4443 section 3.2) is dropped: small answers come, large ones stall. */
export const packetTooBig: Cause = {
  id: 'C8',
  slug: 'path-mtu-black-hole',
  certainty: { outside: 'strong', inside: 'proven' },
  validation: 'passes',
  visitors: ['broken'],
  remedies: ['F2', 'N4'],
  decide: 'inside-root',
  outside: stalls,
  inside({ chains }) {
    const rule = chains.map(dropsTooBig).find((found) => found !== undefined);
    // nothing here drops it: a router on the way may
    if (rule === undefined) return { says: 'silent' };
    return { says: 'shown', where: [{ place: { family: 6 }, values: { rule } }] };
  },
};

function stalls(seen: Seen): readonly Sign[] {
  const { packets, name } = seen.report;
  return packets.flatMap((one): Sign[] => {
    const { host, family, port, address, outcome, mss, bytes } = one;
    if (host !== name || family !== 6 || mss !== undefined || outcome === 'response') return [];
    const others = packets.filter((two) => two.host === host && two.outcome === 'response');
    const small = others.some((two) => two.address === address && two.mss !== undefined);
    const four = others.some((two) => two.family === 4);
    // it connects; and with small packets, or over IPv4, the same comes whole
    if (!worksOver(seen, 6, port) || !(small || four)) return [];
    const symptom = httpSymptom(one, 'large-stalls');
    return [{ symptom, place: placeOf(one), values: { bytes }, ...(small && { alone: true }) }];
  });
}

/** The rule of a chain on the way in that drops "packet too big"; undefined where it is let in, or nobody can say. */
function dropsTooBig({ hook, family, policy, rules, name }: FilterChain): string | undefined {
  if (family === 4 || (hook !== 'input' && hook !== 'prerouting')) return undefined;
  for (const rule of rules) {
    if (!concerns(rule)) continue;
    if (rule.verdict === 'drop' || rule.verdict === 'reject') {
      return rule.unclear === true ? undefined : rule.text;
    }
    if (rule.verdict === 'accept') return undefined;
    if (rule.verdict !== 'continue') return undefined; // goes on where this does not follow
  }
  return policy === 'drop' ? `${name}: policy drop` : undefined;
}

/** "Packet too big" is no new connection: it is related to one that stands. */
function concerns({ family, protocol, types, states, ifname, sources, ports }: FilterRule): boolean {
  if (family === 4 || (protocol !== undefined && protocol !== 'icmpv6')) return false;
  if (types !== undefined && !types.includes('packet-too-big')) return false;
  if (states !== undefined && !states.includes('related')) return false;
  return ifname !== 'lo' && sources === undefined && ports === undefined;
}
