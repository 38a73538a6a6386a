import { either, hostUnreachable, ifShown, netUnreachable, silentSix, timedOut } from '../addresses/signs.ts';
import type { Cause } from '../types.ts';
import { addresses, isFromCard, network64, type Report } from './facts.ts';
import { standing } from './own-address.ts';

/** The AAAA record is what the host had before: of a prefix that the provider has changed, or of another network card. */
export const staleAddress: Cause = {
  id: 'A4',
  slug: 'stale-address',
  certainty: { outside: 'likely', inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['D1'],
  decide: 'inside',
  outside(seen) {
    const dead = silentSix(seen, either(timedOut, hostUnreachable, netUnreachable));
    const told = dead.filter(({ place }) => hasMoved(seen.report, place.address ?? ''));
    return [...told, ...ifShown(dead.filter((sign) => !told.includes(sign)))];
  },
  inside: (inside, seen) => standing(inside, seen, (stand) => stand === 'moved'),
};

/** Made from a card's number; or the same machine, by its IPv4 address, is known under another IPv6 network to other names. */
function hasMoved(report: Report, address: string): boolean {
  if (isFromCard(address)) return true;
  const fours = new Set(addresses(report, 4));
  const same = report.names.filter(
    (fact) => fact.type === 'A' && fact.addresses.some((one) => fours.has(one)),
  );
  const hosts = new Set(same.map(({ host }) => host));
  return report.names.some(
    (fact) =>
      fact.type === 'AAAA' &&
      fact.host !== report.name &&
      fact.role !== 'random' &&
      hosts.has(fact.host) &&
      fact.addresses.some((one) => network64(one) !== network64(address)),
  );
}
