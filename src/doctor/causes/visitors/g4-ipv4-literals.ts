import { dnsSymptom } from '../symptoms.ts';
import type { Cause } from '../types.ts';

/** The page names IPv4 addresses in the place of hosts: nobody with IPv6 alone gets there, DNS64 cannot help. */
export const fourLiterals: Cause = {
  id: 'G4',
  slug: 'ipv4-literals',
  certainty: { outside: 'proven' },
  validation: 'passes',
  visitors: ['six-only'],
  remedies: ['site'],
  decide: 'none',
  outside: ({ report }) =>
    report.resources
      .filter(({ literal }) => literal === 4)
      .map(({ host, count }) => ({
        symptom: dnsSymptom(report.name, `literal ${host}`),
        place: { host: report.name },
        values: { literal: host, count },
      })),
  inside: () => ({ says: 'silent' }),
};
