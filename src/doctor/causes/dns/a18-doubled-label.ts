import { dnsSymptom } from '../symptoms.ts';
import type { Cause, Sign } from '../types.ts';
import { setOf } from './facts.ts';

/** The challenge's record stands below the zone's name twice: a panel has appended the zone to what was the whole name already. */
export const doubledLabel: Cause = {
  id: 'A18',
  slug: 'doubled-label',
  certainty: { outside: 'proven' },
  validation: 'dns-fails',
  visitors: ['none'],
  remedies: ['D2'],
  decide: 'none',
  outside: ({ report }) =>
    report.names
      .filter(({ role, outcome }) => role === 'doubled' && outcome === 'answer')
      .filter(({ host, values }) => {
        const parent = host.slice('_acme-challenge.'.length);
        const beside = report.names.find(
          (fact) =>
            fact.role === 'random' &&
            fact.type === 'TXT' &&
            fact.host.split('.').slice(1).join('.') === parent,
        );
        // a wildcard answers there for any label
        return beside !== undefined && setOf(beside.values) !== setOf(values);
      })
      .slice(0, 1)
      .map(
        ({ host }): Sign => ({
          symptom: dnsSymptom(report.name, 'doubled label'),
          place: { host },
          values: { found: host, wanted: `_acme-challenge.${report.name}` },
        }),
      ),
  inside: () => ({ says: 'silent' }),
};
