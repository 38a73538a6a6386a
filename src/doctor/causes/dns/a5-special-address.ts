import { parseAddress, rangeName } from '../../../net/index.ts';
import { dnsSymptom } from '../symptoms.ts';
import type { Cause, Sign } from '../types.ts';
import { addresses } from './facts.ts';

/** An address that is not of the public Internet: unique local, link-local, documentation, 6to4, Teredo, NAT64, private. */
export const specialAddress: Cause = {
  id: 'A5',
  slug: 'special-address',
  certainty: { outside: 'proven' },
  validation: 'depends',
  visitors: ['delayed', 'six-only'],
  remedies: ['D1'],
  decide: 'none',
  outside: ({ report }) =>
    ([6, 4] as const).flatMap((family) =>
      addresses(report, family)
        // what the administrator lets through is meant so
        .filter((address) => report.refused.includes(address))
        .flatMap((address): Sign[] => {
          const parsed = parseAddress(address);
          const range = parsed && rangeName(parsed);
          if (range === undefined) return [];
          const place = { host: report.name, address, family };
          return [
            { symptom: dnsSymptom(report.name, `special ${address}`), place, values: { address, range } },
          ];
        }),
    ),
  inside: () => ({ says: 'silent' }),
};
