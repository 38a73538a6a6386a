import type { Cause } from '../types.ts';

/** The ACME client's machine cannot reach the CA over IPv6, and can over IPv4: clients that take the first address never begin. */
export const noWayToTheCa: Cause = {
  id: 'G8',
  slug: 'no-way-to-the-ca',
  certainty: { inside: 'proven' },
  validation: 'none',
  visitors: ['none'],
  remedies: ['N2'],
  decide: 'client-log',
  outside: () => [],
  inside({ outbound }) {
    const over = (family: 6 | 4) => outbound.filter((one) => one.family === family);
    if (over(6).some(works)) return { says: 'ruled-out' };
    // each family is tried at its own addresses, until one answers
    const [failed] = over(6);
    if (failed === undefined || !over(4).some(works)) return { says: 'silent' };
    const { to, outcome } = failed;
    return { says: 'shown', where: [{ place: { host: to, family: 6 }, values: { to, outcome } }] };
  },
};

function works({ outcome }: { readonly outcome: string }): boolean {
  return outcome === 'response';
}
