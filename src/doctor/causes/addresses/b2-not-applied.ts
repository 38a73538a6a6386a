import type { InsideReport } from '../../inside/index.ts';
import type { Cause, Shown } from '../types.ts';
import { published, savedFor, six, uplink } from './machine.ts';
import { either, hostUnreachable, silentSix, timedOut } from './signs.ts';

/** IPv6 is on again, but what was lost when it went off is not back: the address that is configured is on no interface. */
export const notApplied: Cause = {
  id: 'B2',
  slug: 'address-not-applied',
  certainty: { outside: 'ambiguous', inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['N1'],
  decide: 'inside',
  outside: (seen) => silentSix(seen, either(timedOut, hostUnreachable)),
  inside(inside, seen) {
    const state = six(inside);
    if (state === 'unread' || state === 'off') return { says: 'silent' };
    const missing = configuredButAbsent(inside);
    if (missing.length > 0) return { says: 'shown', where: missing };
    const wanted = published(seen);
    if (state === 'bare' && (wanted === undefined || wanted.length > 0) && wasOff(inside)) {
      return { says: 'shown', where: [{ place: { family: 6 } }] };
    }
    return { says: state === 'global' ? 'ruled-out' : 'silent' };
  },
};

function configuredButAbsent({ networkManagers, addresses, links }: InsideReport): Shown[] {
  return networkManagers.flatMap(({ active, ifname, addresses: configured, file }) => {
    const there = ifname === undefined || links.some(({ name, up }) => name === ifname && up);
    if (!active || !there) return [];
    return configured.flatMap((text): Shown[] => {
      const [address = ''] = text.split('/');
      if (addresses.some((one) => one.address === address)) return [];
      const values = { address, ifname: ifname ?? '', file };
      return [{ place: { family: 6, address }, values }];
    });
  });
}

/** Switched on by hand: the files that are read at the start say off. */
export function wasOff(inside: InsideReport): boolean {
  const ifname = uplink(inside);
  return ifname !== undefined && savedFor(inside, ifname, 'disable_ipv6')?.value === '1';
}
