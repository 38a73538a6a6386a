import type { InsideReport } from '../../inside/index.ts';
import type { Cause, Inside, Seen, Sign } from '../types.ts';
import { hasFamily } from './blocked.ts';
import { droppedSix } from './signs.ts';

/** A router at home or in an office forwards ports of IPv4, and its firewall for IPv6 lets nothing in. */
export const homeRouter: Cause = {
  id: 'D10',
  slug: 'home-router',
  certainty: { outside: 'likely' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['ticket'],
  decide: 'inside',
  outside: nothingComesIn,
  inside: behindTranslation,
};

/** Such a router drops every port alike: one answer over IPv6, were it a refusal, speaks against it. */
function nothingComesIn(seen: Seen): readonly Sign[] {
  const { connects, name } = seen.report;
  const six = connects.filter(({ host, family }) => host === name && family === 6);
  return six.every(({ outcome }) => outcome === 'connect-timeout') ? droppedSix(seen) : [];
}

/** A machine that has a public IPv4 address itself has nobody before it who forwards ports. */
function behindTranslation(inside: InsideReport): Inside {
  const four = inside.addresses.filter(({ family, scope }) => family === 4 && scope === 'global');
  if (four.length === 0 || !hasFamily(inside, 6)) return { says: 'silent' };
  return four.every(({ address }) => PRIVATE.test(address)) ? { says: 'silent' } : { says: 'ruled-out' };
}

/** RFC 1918, and RFC 6598 of carriers. */
const PRIVATE = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;
