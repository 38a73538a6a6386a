import { httpSymptom, placeOf } from '../symptoms.ts';
import type { Cause } from '../types.ts';

/** A CDN answers for the site and ends TLS: tls-alpn-01 cannot reach what is behind it. */
export const cdn: Cause = {
  id: 'F14',
  slug: 'cdn',
  certainty: { outside: 'strong' },
  validation: 'none',
  visitors: ['none'],
  remedies: ['dns'],
  note: true,
  decide: 'none',
  outside({ report }) {
    const fronted = report.responses.filter(({ host, front }) => host === report.name && front !== undefined);
    const [one] = fronted;
    if (one === undefined) return [];
    return [{ symptom: httpSymptom(one, 'front'), place: placeOf(one), values: { front: one.front ?? '' } }];
  },
  inside: () => ({ says: 'silent' }),
};
