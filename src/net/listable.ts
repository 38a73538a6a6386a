import { embeddedIPv4 } from './address.ts';
import { LISTED_BITS_MIN } from './limits.ts';
import { contains, covers, lastAddress, type Network } from './network.ts';
import { SPECIAL_RANGES } from './ranges.ts';

/**
 * May an administrator list this network? Not where it lies wholly inside a range that is never reached: listing it would
 * open nothing. Not where it is wider than any one range: it would open what nobody thought of. A closed range inside a
 * listed network stays closed, since the address policy judges each address.
 */
export function judgeListed(network: Network): 'listable' | 'never-reached' | 'too-wide' {
  const around = SPECIAL_RANGES.filter((range) => covers(range.network, network));
  if (around.some((range) => range.closed) || carriesClosed(network)) return 'never-reached';
  if (around.length > 0) return 'listable';
  return network.bits < LISTED_BITS_MIN[network.bytes.length === 4 ? 4 : 6] ? 'too-wide' : 'listable';
}

/**
 * Do all its addresses carry an IPv4 address (NAT64, 6to4, Teredo) inside one closed range? What the first and the last
 * carry are the ends of all that is between, so both ends inside a range mean all inside.
 */
function carriesClosed(network: Network): boolean {
  const last = embeddedIPv4(lastAddress(network));
  const first = embeddedIPv4(network.bytes);
  if (first.length !== last.length) return false;
  return first.some((from, reading) => {
    const to = last[reading];
    return SPECIAL_RANGES.some(
      (range) => range.closed && to && contains(range.network, from) && contains(range.network, to),
    );
  });
}
