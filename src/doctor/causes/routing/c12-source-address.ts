import type { Cause } from '../types.ts';

/** On its own way out the machine takes an address that nobody can answer to, or not for long (RFC 6724): it does not reach its CA. */
export const sourceAddress: Cause = {
  id: 'C12',
  slug: 'source-address',
  certainty: { inside: 'proven' },
  validation: 'none',
  visitors: ['none'],
  remedies: ['N2'],
  decide: 'inside',
  outside: () => [],
  inside({ sources = [], addresses, outbound }) {
    const chosen = [
      ...sources.filter(({ family }) => family === 6).map(({ source }) => source),
      ...outbound.flatMap(({ family, source }) => (family === 6 && source !== undefined ? [source] : [])),
    ];
    if (chosen.length === 0) return { says: 'silent' };
    const own = addresses.filter(({ address }) => chosen.includes(address));
    const bad = own.filter(({ scope, flags }) => scope !== 'global' || flags.includes('deprecated'));
    const better = addresses.some(
      ({ family, scope, flags }) =>
        family === 6 && scope === 'global' && !flags.includes('deprecated') && !flags.includes('dadfailed'),
    );
    if (bad.length === 0 || !better) return { says: 'ruled-out' };
    const where = bad.map(
      ({ address, ifname }) => ({ place: { family: 6 }, values: { address, ifname } }) as const,
    );
    return { says: 'shown', where };
  },
};
