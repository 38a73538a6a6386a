import { dnsSymptom } from '../symptoms.ts';
import type { Cause } from '../types.ts';
import { missing } from './missing.ts';

/** No AAAA record: a site for IPv4 alone. */
export const noSixAddress: Cause = {
  id: 'A6',
  slug: 'no-ipv6-address',
  certainty: { outside: 'proven' },
  validation: 'passes',
  visitors: ['six-only'],
  remedies: ['D1'],
  note: true,
  decide: 'none',
  outside: ({ report }) =>
    missing(report, 6)
      ? [{ symptom: dnsSymptom(report.name, 'no AAAA'), place: { host: report.name, family: 6 } }]
      : [],
  inside: () => ({ says: 'silent' }),
};
