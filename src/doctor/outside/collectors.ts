import { collectConnects } from './connects.ts';
import type { Collector } from './examine.ts';
import { collectNames } from './names.ts';
import { collectVerdict } from './verdict.ts';

export type CollectorName = 'names' | 'connects' | 'verdict';

/** The order of a diagnosis (each begins when those that it comes after have ended); progress and documentation are made of it. */
export const COLLECTORS: Readonly<Record<CollectorName, Collector>> = {
  names: { after: [], collect: collectNames },
  connects: { after: ['names'], collect: collectConnects },
  verdict: { after: [], collect: collectVerdict },
};
