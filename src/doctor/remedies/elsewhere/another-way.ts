import { byHand, remedy, run } from '../steps.ts';
import type { RemedyRule } from '../types.ts';

/** The name is proven in another way than the one that cannot work. */
export const anotherWay: RemedyRule = (finding, patient) => [
  remedy(finding, patient, {
    id: 'other-challenge',
    at: 'site',
    now: [byHand('other-method'), ...run(`sixfour advise ${patient.name}`)],
  }),
];
