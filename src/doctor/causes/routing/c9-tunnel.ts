import type { OutsideReport } from '../../outside/index.ts';
import { isTunnel } from '../addresses/machine.ts';
import { httpSymptom, placeOf } from '../symptoms.ts';
import type { Cause, Sign } from '../types.ts';
import { defaults } from './default-route.ts';

/** IPv6 goes through a tunnel: a detour that takes time, and a packet size below the usual. */
export const tunnel: Cause = {
  id: 'C9',
  slug: 'tunnel',
  certainty: { outside: 'likely', inside: 'proven' },
  validation: 'passes',
  visitors: ['slow'],
  remedies: ['N4'],
  decide: 'inside',
  outside: ({ report }) =>
    report.latencies.flatMap((one): Sign[] => {
      if (one.host !== report.name || one.family !== 6) return [];
      const slower = median(one.rounds) - fastest(report, one.port);
      if (!(slower >= DETOUR_MS)) return [];
      return [
        { symptom: httpSymptom(one, 'detour'), place: placeOf(one), values: { ms: Math.round(slower) } },
      ];
    }),
  inside(inside, seen) {
    if (inside.links.length === 0) return { says: 'silent' };
    const four = new Set(
      inside.routes.flatMap(({ family, to, ifname }) => (family === 4 && to === 'default' ? [ifname] : [])),
    );
    const through = defaults(inside).flatMap(({ ifname }) =>
      inside.links.filter(({ name }) => name === ifname),
    );
    // a VPN that carries both families is no detour of one
    const tunnels = through.filter(
      ({ name, type, mtu }) => !four.has(name) && (isTunnel(type) || mtu < ETHERNET_MTU),
    );
    if (tunnels.length === 0) return { says: 'ruled-out' };
    // no fault until somebody waits for it
    if (seen === undefined) return { says: 'silent' };
    const where = tunnels.map(
      ({ name, type, mtu }) => ({ place: { family: 6 }, values: { ifname: name, type, mtu } }) as const,
    );
    return { says: 'shown', where };
  },
};

const ETHERNET_MTU = 1_500;
/** People feel it on every page, and Happy Eyeballs (RFC 8305) does not step in before 250 ms. */
const DETOUR_MS = 100;

function fastest({ latencies, name }: OutsideReport, port: number): number {
  const own = latencies.filter((one) => one.host === name && one.family === 4 && one.port === port);
  return Math.min(...own.map(({ rounds }) => median(rounds)));
}

/** NaN of none: no comparison holds then. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
