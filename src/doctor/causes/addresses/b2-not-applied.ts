import type { InsideReport } from '../../inside/index.ts';
import type { Cause, Shown } from '../types.ts';
import { inForce, published, savedFor, six, uplink } from './machine.ts';
import { nobodyAtAddress } from './signs.ts';

/** IPv6 is on again, but what was lost when it went off is not back: the address that is configured is on no interface. */
export const notApplied: Cause = {
  id: 'B2',
  slug: 'address-not-applied',
  certainty: { outside: 'ambiguous', inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['N1'],
  decide: 'inside',
  outside: nobodyAtAddress,
  inside(inside, seen) {
    const state = six(inside);
    if (state === 'unread' || state === 'off') return { says: 'silent' };
    const missing = configuredButAbsent(inside);
    if (missing.length > 0) return { says: 'shown', where: missing };
    const wanted = published(seen);
    // on, and bare: what is published was there once, unless the files never had it
    const had = wanted === undefined ? wasOff(inside) : wanted.length > 0 && !isUnwritten(inside);
    if (state === 'bare' && had) {
      return { says: 'shown', where: [{ place: { family: 6 }, values: { what: 'bare' } }] };
    }
    return { says: state === 'global' ? 'ruled-out' : 'silent' };
  },
};

function configuredButAbsent(inside: InsideReport): Shown[] {
  const { addresses, links } = inside;
  return inForce(inside).flatMap(({ ifname, addresses: configured, file }) => {
    if (ifname !== undefined && !links.some(({ name, up }) => name === ifname && up)) return [];
    return configured.flatMap((text): Shown[] => {
      const [address = ''] = text.split('/');
      if (addresses.some((one) => one.address === address)) return [];
      const values = { what: 'configured', address, ifname: ifname ?? '', file };
      return [{ place: { family: 6, address }, values }];
    });
  });
}

/** The file of the interface towards the Internet says nothing of IPv6. */
export function isUnwritten(inside: InsideReport): boolean {
  const own = inForce(inside).filter(({ ifname }) => ifname === uplink(inside));
  return own.length > 0 && own.every(({ ipv6 }) => ipv6 === 'absent') && !wasOff(inside);
}

/** Switched on by hand: the files that are read at the start say off. */
function wasOff(inside: InsideReport): boolean {
  const ifname = uplink(inside);
  return ifname !== undefined && savedFor(inside, ifname, 'disable_ipv6')?.value === '1';
}
