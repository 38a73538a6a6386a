// Hosts with one fault, for the tests of what is printed and done about it.
import type { InsideReport } from '../../../../src/doctor/inside/index.ts';
import type { OutsideReport } from '../../../../src/doctor/outside/index.ts';
import { concludeCheck } from '../../../../src/cli/doctor/outcome.ts';
import { healthyInside, healthyReport, NAME } from '../../../support/doctor-reports.ts';

/** Both ports answer over IPv4 and refuse over IPv6. */
export function refusesSix(over: Partial<OutsideReport> = {}): OutsideReport {
  const well = healthyReport();
  return healthyReport({
    connects: well.connects.map((one) =>
      one.family === 4 ? one : { ...one, outcome: 'refused', errno: 'ECONNREFUSED' },
    ),
    handshakes: onlyFour(well.handshakes),
    responses: onlyFour(well.responses),
    packets: onlyFour(well.packets),
    latencies: onlyFour(well.latencies),
    verdicts: well.verdicts.map((one) => ({
      ...one,
      rules: { documented: 'invalid', boulder: 'valid', 'per-hop': 'valid' },
      families: { 6: 'invalid', 4: 'valid' },
    })),
    ...over,
  });
}

/** nginx without `listen [::]:80` and `[::]:443`. */
export function listensOnFourOnly(over: Partial<InsideReport> = {}): InsideReport {
  const well = healthyInside();
  return healthyInside({
    listeners: well.listeners.filter(({ family, port }) => family === 4 || port === 22),
    listens: well.listens.filter(({ families }) => families.includes(4)),
    ...over,
  });
}

/** What a check concludes of it; without `inside`, from outside alone. */
export function concluded(report: OutsideReport, inside?: InsideReport, files?: Record<string, string>) {
  return concludeCheck({ name: NAME, seen: { report, others: [], again: undefined }, inside, files });
}

/** What was seen over IPv4. */
export function onlyFour<T extends { readonly family: 6 | 4 }>(facts: readonly T[]): T[] {
  return facts.filter(({ family }) => family === 4);
}
