import type { InsideReport } from '../../inside/index.ts';
import type { Cause, Inside, Seen, Sign } from '../types.ts';
import { hasFamily } from './blocked.ts';
import { droppedSix } from './signs.ts';
import { isTranslated } from './translated.ts';

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
  // translated, or without IPv4: who stands before it is not known here
  return isTranslated(inside) || !hasFamily(inside, 6) ? { says: 'silent' } : { says: 'ruled-out' };
}
