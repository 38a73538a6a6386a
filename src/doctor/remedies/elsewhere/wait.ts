import { byHand, remedy, run } from '../steps.ts';
import type { RemedyRule } from '../types.ts';

/** What passes by itself: caches, and limits of a CA. */
export const wait: RemedyRule = (finding, patient) => {
  const left = finding.values['ttl'] ?? finding.values['seconds'];
  const now = left === undefined ? byHand('wait-ca') : byHand('wait-ttl', { seconds: String(left) });
  return [
    remedy(finding, patient, {
      id: 'wait',
      at: 'wait',
      now: [now],
      verify: run(`sixfour check ${patient.name}`),
    }),
  ];
};
