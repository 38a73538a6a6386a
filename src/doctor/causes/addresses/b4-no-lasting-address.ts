import type { InsideReport } from '../../inside/index.ts';
import { defaults } from '../routing/default-route.ts';
import type { Cause } from '../types.ts';
import { notApplied } from './b2-not-applied.ts';
import { lostAtReboot } from './b3-lost-at-reboot.ts';
import { published, six } from './machine.ts';
import { ifShown, nobodyAtAddress } from './signs.ts';

/** Addresses, but none that others can reach and that stays: link-local, unique local, temporary. */
export const noLastingAddress: Cause = {
  id: 'B4',
  slug: 'no-lasting-address',
  certainty: { inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['N1'],
  decide: 'inside',
  outside: (seen) => ifShown(nobodyAtAddress(seen)),
  inside(inside, seen) {
    const state = six(inside);
    if (state === 'unread' || state === 'off') return { says: 'silent' };
    if (state === 'global') return { says: 'ruled-out' };
    // one that fails, or that runs out, is a cause of its own
    const other = inside.addresses.some(
      ({ family, scope, flags }) =>
        family === 6 &&
        scope === 'global' &&
        flags.some((flag) => flag === 'dadfailed' || flag === 'deprecated'),
    );
    if (other) return { says: 'ruled-out' };
    // a site of IPv4 alone needs none
    if (published(seen)?.length === 0) return { says: 'silent' };
    if (seen === undefined && !wantsSix(inside)) return { says: 'silent' };
    const why = [notApplied, lostAtReboot].some((one) => one.inside(inside, seen).says === 'shown');
    if (why) return { says: 'ruled-out' };
    const there = inside.addresses.filter((one) => one.family === 6 && one.scope !== 'host');
    const values = { addresses: there.map(({ address }) => address).join(', ') };
    return { says: 'shown', where: [{ place: { family: 6 }, values }] };
  },
};

/** Nobody looked from outside: is IPv6 meant to be here at all? A server of IPv4 alone has link-local addresses too, and Docker's own. */
function wantsSix(inside: InsideReport): boolean {
  const { addresses } = inside;
  const global = addresses.some(({ family, scope }) => family === 6 && scope === 'global');
  return global || defaults(inside).length > 0;
}
