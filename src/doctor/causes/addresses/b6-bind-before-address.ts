import { connectsThat } from '../ask.ts';
import { connectSymptom, placeOf } from '../symptoms.ts';
import type { Cause, Sign } from '../types.ts';

/** At the start the service asked for its address before duplicate address detection had ended: EADDRNOTAVAIL, and it gave up. */
export const bindBeforeAddress: Cause = {
  id: 'B6',
  slug: 'bind-before-address',
  certainty: { outside: 'likely', inside: 'proven' },
  validation: 'retried-by-code',
  visitors: ['delayed'],
  remedies: ['W', 'N1'],
  decide: 'inside',
  outside(seen) {
    const { connects, name } = seen.report;
    const own = connects.filter(({ host, use }) => host === name && use !== 'closed');
    // where anything answers, a listener of one family or of one port is the plain reading
    const dead = own.every(({ outcome }) => outcome === 'refused');
    return connectsThat(seen, 6, 'refused').map(
      (one): Sign => ({ symptom: connectSymptom(one), place: placeOf(one), ...(!dead && { ifShown: true }) }),
    );
  },
  inside({ journal, unread, listeners, addresses, bootedAt }) {
    if (unread.some(({ what }) => what === 'journal')) return { says: 'silent' };
    const failed = journal.filter(({ code, unit, at }) => {
      const sinceBoot = bootedAt === undefined ? 0 : at - bootedAt;
      return code === 'bind-not-available' && unit !== '' && sinceBoot < BOOT_MS;
    });
    const missing = WEB_PORTS.filter(
      (port) => !listeners.some((one) => one.port === port && one.family === 6 && one.protocol === 'tcp'),
    );
    const [first] = failed;
    // an address that is missing to this day is another cause
    const there = addresses.some((one) => one.family === 6 && one.scope === 'global');
    if (first === undefined || missing.length === 0 || !there) return { says: 'ruled-out' };
    const where = missing.map(
      (port) => ({ place: { family: 6, port }, values: { unit: first.unit, port } }) as const,
    );
    return { says: 'shown', where };
  },
};

const WEB_PORTS = [80, 443];
/** Services begin within minutes of the start. */
const BOOT_MS = 300_000;
