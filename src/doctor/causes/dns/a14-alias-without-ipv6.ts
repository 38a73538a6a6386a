import { dnsSymptom } from '../symptoms.ts';
import type { Cause, Sign } from '../types.ts';
import { subject } from './facts.ts';
import { missing } from './missing.ts';

/** A CNAME whose end has no AAAA record (a CDN's switch for IPv6), leads nowhere, or round in a circle. */
export const aliasWithoutSix: Cause = {
  id: 'A14',
  slug: 'alias-without-ipv6',
  certainty: { outside: 'proven' },
  validation: 'passes',
  visitors: ['six-only'],
  remedies: ['D1'],
  decide: 'none',
  outside({ report }) {
    const six = subject(report, 6);
    const four = subject(report, 4);
    if (six === undefined || four === undefined) return [];
    const target = six.chain.at(-1) ?? four.chain.at(-1);
    const sign = (what: 'no-aaaa' | 'loop' | 'nowhere'): Sign[] => [
      {
        symptom: dnsSymptom(report.name, what === 'no-aaaa' ? 'no AAAA' : `alias ${what}`),
        place: { host: report.name, family: 6 },
        values: { target: target ?? report.name, what },
        alone: true,
      },
    ];
    if (six.outcome === 'loop' || four.outcome === 'loop') return sign('loop');
    if (target === undefined) return [];
    if (six.outcome === 'nxdomain' && four.outcome === 'nxdomain') return sign('nowhere');
    return missing(report, 6) ? sign('no-aaaa') : [];
  },
  inside: () => ({ says: 'silent' }),
};
