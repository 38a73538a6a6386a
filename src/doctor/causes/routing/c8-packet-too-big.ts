import { walk } from '../../inside/index.ts';
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
    const { by, doubts } = walk(chains, {
      family: 6,
      protocol: 'icmpv6',
      type: 'packet-too-big',
      state: 'related',
    });
    // nothing here drops it for certain: a router on the way may
    if (by === undefined || doubts.length > 0) return { says: 'silent' };
    const rule = by.rule?.text ?? `${by.chain.name}: policy ${by.verdict}`;
    return { says: 'shown', where: [{ place: { family: 6 }, values: { rule } }] };
  },
};

function stalls(seen: Seen): readonly Sign[] {
  const { packets, name } = seen.report;
  return packets.flatMap((one): Sign[] => {
    const { host, family, port, outcome, bytes } = one;
    if (host !== name || family !== 6 || !STALLED.has(outcome)) return [];
    const four = packets.some((two) => two.host === host && two.outcome === 'response' && two.family === 4);
    // it connects; and over IPv4 the same comes whole
    if (!worksOver(seen, 6, port) || !four) return [];
    return [{ symptom: httpSymptom(one, 'large-stalls'), place: placeOf(one), values: { bytes } }];
  });
}

/** Silence, in any phase; a refusal or an alert came through. */
const STALLED: ReadonlySet<string> = new Set([
  'tls-timeout',
  'first-byte-timeout',
  'header-timeout',
  'body-timeout',
]);
