import type { InsideReport } from '../../inside/index.ts';
import { connectSymptom, placeOf } from '../symptoms.ts';
import type { Cause, Inside, Seen, Shown, Sign } from '../types.ts';
import { directiveValues, isLoopback, openTo, serves, webPorts } from './machine.ts';
import { refusal, refusedOver } from './signs.ts';

/** Nothing listens there for outsiders: the server runs on the loopback, on an address that it no longer has, or not at all. */
export const notForOutsiders: Cause = {
  id: 'E3',
  slug: 'not-for-outsiders',
  certainty: { outside: 'strong', inside: 'proven' },
  validation: 'fails',
  visitors: ['down'],
  remedies: ['W'],
  decide: 'inside',
  outside: (seen) => [...refusedByAll(seen), ...oneAddress(seen)],
  inside: bound,
};

/** Every address refuses port 80. A site without TLS refuses 443 everywhere, and means it: that counts where 80 refuses too. */
function refusedByAll({ report }: Seen): Sign[] {
  const own = report.connects.filter(({ host }) => host === report.name);
  const all = (use: 'http' | 'https') => own.filter((one) => one.use === use);
  const refused = (use: 'http' | 'https') =>
    all(use).length > 0 && all(use).every(({ outcome }) => outcome === 'refused');
  if (!refused('http')) return [];
  return [...all('http'), ...(refused('https') ? all('https') : [])].map((one) => ({
    symptom: connectSymptom(one),
    place: placeOf(one),
    values: { port: one.port },
  }));
}

/** One family refuses: E1 or E2, unless the machine shows a socket on another address of that family. */
function oneAddress(seen: Seen): Sign[] {
  return [...refusedOver(seen, 6), ...refusedOver(seen, 4)].map((one) => ({
    ...refusal(one),
    ifShown: true,
  }));
}

function bound(inside: InsideReport, seen: Seen | undefined): Inside {
  const { listeners } = inside;
  if (listeners.length === 0) return { says: 'silent' };
  const where = webPorts(seen).flatMap((port): Shown[] => {
    const sockets = listeners.filter((one) => one.protocol === 'tcp' && one.port === port);
    const open = ([6, 4] as const).flatMap((family) => openTo(inside, port, family));
    const values = { port, process: sockets[0]?.process ?? '', address: sockets[0]?.address ?? '' };
    if (sockets.length > 0 && sockets.every(({ address }) => isLoopback(address))) {
      const written = { ...directiveValues(inside, port, 6), ...directiveValues(inside, port, 4) };
      return [{ place: { port }, values: { ...values, ...written, what: 'loopback' } }];
    }
    // of a machine that nobody looked at from outside, it is not known whether it is a web server at all
    if (sockets.length === 0)
      return seen === undefined ? [] : [{ place: { port }, values: { ...values, what: 'nothing' } }];
    return ([6, 4] as const).flatMap((family) => elsewhere({ inside, seen, port, family, open }));
  });
  return where.length > 0 ? { says: 'shown', where } : { says: 'ruled-out' };
}

/** Sockets of a family on single addresses, none of which is the one that is published. */
function elsewhere(of: {
  readonly inside: InsideReport;
  readonly seen: Seen | undefined;
  readonly port: number;
  readonly family: 6 | 4;
  readonly open: readonly InsideReport['listeners'][number][];
}): Shown[] {
  const { inside, seen, port, family, open } = of;
  const mine = open.filter((one) => serves(one, family));
  if (seen === undefined || mine.length === 0) return [];
  const published = seen.report.connects.filter((one) => one.family === family && one.port === port);
  const here = published.filter(({ address }) => inside.addresses.some((one) => one.address === address));
  const missed = here.filter(
    ({ address }) => !mine.some((one) => [address, '::', '0.0.0.0'].includes(one.address)),
  );
  return missed.map(({ address }) => ({
    place: { family, port, address },
    values: { port, process: mine[0]?.process ?? '', address: mine[0]?.address ?? '', what: 'address' },
  }));
}
