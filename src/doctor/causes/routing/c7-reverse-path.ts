import type { InsideReport } from '../../inside/index.ts';
import { publishedHere } from '../addresses/machine.ts';
import { silentSix, timedOut } from '../addresses/signs.ts';
import type { Cause } from '../types.ts';
import { defaults } from './default-route.ts';

/** Packets come in by one interface, answers would leave by another, and the reverse-path filter drops what comes in so. */
export const reversePath: Cause = {
  id: 'C7',
  slug: 'reverse-path-filter',
  certainty: { outside: 'ambiguous', inside: 'proven' },
  validation: 'retried',
  visitors: ['delayed'],
  remedies: ['F4', 'N2'],
  decide: 'inside-root',
  outside: (seen) => silentSix(seen, timedOut),
  inside(inside, seen) {
    const filter = filterOf(inside);
    if (filter === undefined)
      return { says: inside.root && inside.chains.length > 0 ? 'ruled-out' : 'silent' };
    const out = defaults(inside).map(({ ifname }) => ifname);
    const own = seen === undefined ? inside.addresses : publishedHere(inside, seen);
    const crossed = own.filter(
      ({ family, scope, ifname }) => family === 6 && scope === 'global' && !out.includes(ifname),
    );
    const dropped = inside.journal.some(({ code }) => code === 'rpfilter-drop') || filter.packets > 0;
    const enough = seen === undefined ? crossed.length > 0 && dropped : crossed.length > 0 || dropped;
    if (!enough) return { says: 'ruled-out' };
    // strict filters are everywhere: only a way that is really crossed, or a drop that was counted, proves it
    const where = (crossed.length > 0 ? crossed : own.filter(({ family }) => family === 6)).map(
      ({ address, ifname }) =>
        ({ place: { family: 6, address }, values: { address, ifname, filter: filter.text } }) as const,
    );
    return where.length > 0 ? { says: 'shown', where } : { says: 'silent' };
  },
};

function filterOf({
  firewalls,
  chains,
}: InsideReport): { readonly text: string; readonly packets: number } | undefined {
  for (const { family, rules } of chains) {
    const rule = rules.find(
      ({ text, verdict }) =>
        /\bfib saddr\b|\brpfilter\b/.test(text) && (verdict === 'drop' || verdict === 'jump'),
    );
    if (rule !== undefined && family !== 4) return { text: rule.text, packets: rule.packets ?? 0 };
  }
  for (const one of firewalls) {
    if (one.manager !== 'firewalld' || !one.active) continue;
    if (one.rpfilter === 'strict' || one.rpfilter === 'yes') {
      return { text: `IPv6_rpfilter=${one.rpfilter}`, packets: 0 };
    }
  }
  return undefined;
}
