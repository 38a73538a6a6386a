import type { InsideReport } from '../../inside/index.ts';
import { isLasting, published, six } from '../addresses/machine.ts';
import type { Inside, Seen, Shown } from '../types.ts';
import { interfaceId, isFromCard, network64 } from './facts.ts';

/** Where the machine stands to a published IPv6 address. */
type Stand =
  | 'own'
  | 'moved' // it has the same address in another network, or another card's in the same one
  | 'foreign'
  | 'assigned'; // the cloud says that it is this machine's, only no interface has it

/** What the machine says of a published address that is of this kind; silent where it has no IPv6 that would tell. */
export function standing(
  inside: InsideReport,
  seen: Seen | undefined,
  is: (stand: Stand) => boolean,
): Inside {
  const names = published(seen);
  // without IPv6 of its own nothing tells which address would be the right one
  if (names === undefined || names.length === 0 || six(inside) !== 'global') return { says: 'silent' };
  const where = names
    .filter((address) => is(standOf(inside, address)))
    .map((address): Shown => ({ place: { family: 6, address }, values: { address, own: ownOf(inside) } }));
  return where.length > 0 ? { says: 'shown', where } : { says: 'ruled-out' };
}

function standOf({ addresses, assigned = [] }: InsideReport, address: string): Stand {
  if (addresses.some((one) => one.address === address)) return 'own';
  if (assigned.some((one) => one.address === address)) return 'assigned';
  const lasting = addresses.filter(isLasting).map((one) => one.address);
  const moved = lasting.some(
    (one) =>
      interfaceId(one) === interfaceId(address) ||
      (network64(one) === network64(address) && isFromCard(address)),
  );
  return moved ? 'moved' : 'foreign';
}

function ownOf({ addresses }: InsideReport): string {
  return addresses.filter(isLasting)[0]?.address ?? '';
}

/** What answers at an address is said only where somebody could look at it. */
export function tried(says: Inside, seen: Seen | undefined): Inside {
  if (says.says !== 'shown' || seen === undefined) return says;
  const where = says.where.filter(({ place }) =>
    seen.report.connects.some(({ address }) => address === place.address),
  );
  return where.length > 0 ? { says: 'shown', where } : { says: 'silent' };
}
