import { dnsSymptom } from '../symptoms.ts';
import type { Cause, Sign } from '../types.ts';
import { addresses, subject } from './facts.ts';

/** The apex has an AAAA record and the www name has none, or the reverse. */
export const siblingDiffers: Cause = {
  id: 'A8',
  slug: 'sibling-differs',
  certainty: { outside: 'proven' },
  validation: 'passes',
  visitors: ['six-only'],
  remedies: ['D1'],
  decide: 'none',
  outside({ report }) {
    const [six, four] = (['AAAA', 'A'] as const).map((type) =>
      report.names.find((fact) => fact.role === 'sibling' && fact.type === type),
    );
    // both there, over IPv4: else it is no pair
    if (six === undefined || four === undefined || four.addresses.length === 0) return [];
    if (addresses(report, 4).length === 0) return [];
    const pair = [
      {
        host: report.name,
        has: addresses(report, 6).length > 0,
        none: subject(report, 6)?.outcome === 'nodata',
      },
      { host: six.host, has: six.addresses.length > 0, none: six.outcome === 'nodata' },
    ];
    const without = pair.find(({ none }) => none);
    const withSix = pair.find(({ has }) => has);
    if (without === undefined || withSix === undefined) return [];
    const sign: Sign = {
      symptom: dnsSymptom(without.host, 'no AAAA beside'),
      place: { host: without.host, family: 6 },
      values: { without: without.host, with: withSix.host },
    };
    return [sign];
  },
  inside: () => ({ says: 'silent' }),
};
