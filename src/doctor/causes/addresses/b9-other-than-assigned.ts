import { within } from '../routing/prefix.ts';
import type { Cause, Shown } from '../types.ts';
import { isLasting, published, six } from './machine.ts';
import { nobodyAtAddress } from './signs.ts';

/** The cloud gave the machine one address, and its own system has none or another: packets of an unassigned one are dropped. */
export const otherThanAssigned: Cause = {
  id: 'B9',
  slug: 'other-than-assigned',
  certainty: { outside: 'ambiguous', inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['N1', 'C1'],
  decide: 'provider',
  outside: nobodyAtAddress,
  inside(inside, seen) {
    const { assigned, addresses } = inside;
    const state = six(inside);
    if (assigned === undefined || state === 'unread' || state === 'off') return { says: 'silent' };
    const given = (address: string) => assigned.some((one) => within(address, one.address, one.prefix));
    const own = addresses.filter(isLasting).map(({ address }) => address);
    const names = published(seen);
    // published as the cloud gave it, and on no interface
    const unset = (
      names ?? assigned.filter(({ prefix }) => prefix === WHOLE).map(({ address }) => address)
    ).filter((address) => given(address) && !own.includes(address));
    const foreign = own.filter((address) => !given(address) && (names?.includes(address) ?? true));
    const where = [
      ...unset.map(
        (address): Shown => ({ place: { family: 6, address }, values: { address, what: 'unset' } }),
      ),
      ...foreign.map(
        (address): Shown => ({ place: { family: 6, address }, values: { address, what: 'foreign' } }),
      ),
    ];
    // a machine with an address of its prefix is well, though the cloud names another one of it
    if (names === undefined && own.some(given)) return { says: 'ruled-out' };
    return where.length > 0 ? { says: 'shown', where } : { says: 'ruled-out' };
  },
};

const WHOLE = 128;
