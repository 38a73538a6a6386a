import type { InsideReport } from '../../inside/index.ts';
import type { Cause, Inside, Seen, Shown, Sign } from '../types.ts';
import { FILTERED, firstOf, ifShown, signOf } from './signs.ts';

/** A table is full: of connections that the kernel tracks, or of those that wait for the server to take them. */
export const overloaded: Cause = {
  id: 'D14',
  slug: 'overloaded',
  certainty: { outside: 'ambiguous', inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['N5', 'W'],
  decide: 'inside',
  outside: (seen) => firstOf(nowAndThen(seen), ifShown(seen, ...FILTERED)),
  inside: fullTables,
};

/** The same address and port took a connection once, and another time did not. */
function nowAndThen({ report, again }: Seen): Sign[] {
  return report.connects
    .filter(({ host, use }) => host === report.name && use !== 'closed')
    .flatMap((one): Sign[] => {
      const later = again?.connects.find(({ address, port }) => address === one.address && port === one.port);
      const ends = [...one.samples, ...(later?.samples ?? [])].map(({ outcome }) => outcome);
      const mixed = ends.includes('response') && ends.includes('connect-timeout');
      return mixed ? [signOf({ ...one, outcome: 'connect-timeout' })] : [];
    });
}

function fullTables(inside: InsideReport): Inside {
  const { counters, sysctls, listeners, journal } = inside;
  const count = counters.find(({ name }) => name === 'nf_conntrack_count')?.value;
  const max =
    counters.find(({ name }) => name === 'nf_conntrack_max')?.value ??
    Number(sysctls.find(({ key }) => key === 'net.netfilter.nf_conntrack_max')?.runtime ?? Number.NaN);
  const where: Shown[] = [];
  if (count !== undefined && count >= max * FULL)
    where.push({ place: {}, values: { what: 'conntrack', count, max } });
  const told = journal.find(({ code }) => code === 'conntrack-full');
  if (told !== undefined && inside.at - told.at < RECENT_MS && where.length === 0) {
    where.push({
      place: {},
      values: { what: 'conntrack', count: count ?? 0, max: Number.isNaN(max) ? 0 : max },
    });
  }
  for (const { family, port, protocol, queue } of listeners) {
    if (protocol !== 'tcp' || queue === undefined || queue.waiting < Math.max(queue.max, 1)) continue;
    const values = { what: 'queue', count: queue.waiting, max: queue.max, port };
    // a socket of both families fills up for both
    where.push({ place: family === 4 ? { family, port } : { port }, values });
  }
  if (where.length > 0) return { says: 'shown', where };
  const looked = listeners.some(({ queue }) => queue !== undefined) && count !== undefined;
  return { says: looked ? 'ruled-out' : 'silent' };
}

const FULL = 0.98;
const RECENT_MS = 3_600_000;
