import type { InsideReport } from '../../inside/index.ts';
import type { Cause, Inside, Shown } from '../types.ts';
import { ifShown } from './signs.ts';

/** Docker publishes a container's port on IPv4 alone. */
export const dockerIpv4Only: Cause = {
  id: 'D15',
  slug: 'docker-ipv4-only',
  certainty: { outside: 'likely', inside: 'proven' },
  validation: 'retried-by-code',
  visitors: ['delayed'],
  remedies: ['W8'],
  decide: 'inside',
  // from outside it is a listener for IPv4 alone (E1), whoever listens
  outside: (seen) => ifShown(seen, 'refused').filter(({ place }) => place.family === 6),
  inside: published,
};

function published({ docker, listeners }: InsideReport): Inside {
  const proxies = listeners.filter(
    ({ process, protocol }) => process === 'docker-proxy' && protocol === 'tcp',
  );
  if (docker === undefined && proxies.length === 0) return { says: 'ruled-out' };
  const six = (port: number) =>
    listeners.some((one) => one.family === 6 && one.port === port && one.protocol === 'tcp');
  const four = new Map<number, string>();
  for (const { port } of proxies.filter(({ family }) => family === 4)) four.set(port, '');
  for (const { address, port, container } of docker?.published ?? []) {
    if (!address.includes(':')) four.set(port, container);
  }
  const both = new Set(
    (docker?.published ?? []).filter(({ address }) => address.includes(':')).map(({ port }) => port),
  );
  const where = [...four]
    .filter(([port]) => !six(port) && !both.has(port))
    .map(([port, container]): Shown => ({ place: { family: 6, port }, values: { port, container } }));
  return where.length > 0 ? { says: 'shown', where } : { says: 'ruled-out' };
}
