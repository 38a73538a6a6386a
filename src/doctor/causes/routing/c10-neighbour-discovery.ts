import { hostUnreachable, silentSix } from '../addresses/signs.ts';
import type { Cause, Shown } from '../types.ts';
import { defaults } from './default-route.ts';

/** Neighbours are not found: the table is full, a switch swallows their messages (RFC 4861), or nobody answers for a routed prefix. */
export const neighbourDiscovery: Cause = {
  id: 'C10',
  slug: 'neighbour-discovery',
  certainty: { outside: 'ambiguous', inside: 'proven' },
  validation: 'retried-by-code',
  visitors: ['delayed'],
  remedies: ['N5'],
  decide: 'inside',
  outside: (seen) => silentSix(seen, hostUnreachable),
  inside(inside) {
    const { neighbours, counters, sysctls, journal } = inside;
    const count = counters.find(({ name }) => name === 'ndisc_entries')?.value ?? 0;
    const most = sysctls.find(({ key }) => key === 'net.ipv6.neigh.default.gc_thresh3')?.runtime;
    const where: Shown[] = [];
    const full = most !== undefined && count >= Number(most);
    if (full || journal.some(({ code }) => code === 'neighbour-overflow')) {
      where.push({ place: { family: 6 }, values: { what: 'full', entries: count, most: most ?? '' } });
    }
    for (const { via, ifname } of defaults(inside)) {
      const dead = neighbours.some(
        (one) => one.address === via && one.ifname === ifname && DEAD.includes(one.state),
      );
      if (dead) {
        const values = { what: 'gateway', gateway: via ?? '', ifname: ifname ?? '' };
        where.push({ place: { family: 6 }, values });
      }
    }
    // that nothing is missing here says nothing of the router, which looks for this host
    return where.length > 0 ? { says: 'shown', where } : { says: 'silent' };
  },
};

const DEAD = ['FAILED', 'INCOMPLETE'];
