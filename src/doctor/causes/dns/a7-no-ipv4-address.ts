import { dnsSymptom } from '../symptoms.ts';
import type { Cause } from '../types.ts';
import { missing } from './missing.ts';

/** No A record: a site for IPv6 alone. */
export const noFourAddress: Cause = {
  id: 'A7',
  slug: 'no-ipv4-address',
  certainty: { outside: 'proven' },
  validation: 'passes',
  visitors: ['four-only'],
  remedies: ['D1'],
  note: true,
  decide: 'none',
  outside: ({ report }) =>
    missing(report, 4)
      ? [{ symptom: dnsSymptom(report.name, 'no A'), place: { host: report.name, family: 4 } }]
      : [],
  inside: () => ({ says: 'silent' }),
};
