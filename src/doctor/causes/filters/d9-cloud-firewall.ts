import type { InsideReport } from '../../inside/index.ts';
import type { Cause, Inside, Seen, Shown } from '../types.ts';
import { blocked, hasFamily, webPorts } from './blocked.ts';
import { droppedSix } from './signs.ts';

/** A filter in front of the machine (a security group, a network ACL, a provider's firewall) that opens IPv4 alone. */
export const cloudFirewall: Cause = {
  id: 'D9',
  slug: 'cloud-firewall',
  certainty: { outside: 'strong', inside: 'strong' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['C1'],
  decide: 'counter',
  outside: droppedSix,
  inside: neverArrives,
};

/** The machine would let it in, and counted nothing while somebody knocked. */
function neverArrives(inside: InsideReport, seen: Seen | undefined): Inside {
  const stopped = blocked(inside, seen);
  const counted = inside.arrivals.filter(({ family }) => family === 6);
  if (!hasFamily(inside, 6)) return { says: 'ruled-out' };
  const ports = webPorts(inside, seen);
  if (stopped !== undefined && ports.length > 0 && ports.every((port) => stops(stopped, port)))
    return { says: 'ruled-out' };
  if (counted.length === 0 || stopped === undefined) return { says: 'silent' };
  const where = counted
    .filter(({ port, packets }) => packets === 0 && !stops(stopped, port))
    .map(({ port }): Shown => ({ place: { family: 6, port }, values: { port, packets: 0 } }));
  return where.length > 0 ? { says: 'shown', where } : { says: 'ruled-out' };
}

function stops(stopped: NonNullable<ReturnType<typeof blocked>>, port: number): boolean {
  return stopped.some((one) => one.family === 6 && one.port === port);
}
