import { dnsSymptom } from '../symptoms.ts';
import { hasSix, resourceHosts } from './resources.ts';
import type { Cause } from '../types.ts';

/** The page needs a host that has no IPv6 address: visitors with nothing but IPv6 get the page, and not what belongs to it. */
export const resourceWithoutSix: Cause = {
  id: 'G2',
  slug: 'resource-without-ipv6',
  certainty: { outside: 'proven' },
  validation: 'passes',
  visitors: ['six-only'],
  remedies: ['D1', 'site'],
  decide: 'none',
  outside({ report }) {
    if (!hasSix(report, report.name)) return []; // the page itself is not there for them
    return resourceHosts(report).flatMap((host) => {
      const lookups = report.names.filter((one) => one.host === host);
      const four = lookups.some(({ type, addresses }) => type === 'A' && addresses.length > 0);
      const none = lookups.some(({ type, outcome }) => type === 'AAAA' && outcome === 'nodata');
      return four && none
        ? [
            {
              symptom: dnsSymptom(host, 'resource without AAAA'),
              place: { host },
              values: { resource: host },
            },
          ]
        : [];
    });
  },
  inside: () => ({ says: 'silent' }),
};
