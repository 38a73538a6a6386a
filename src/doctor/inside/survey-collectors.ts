import { collectAddresses } from './addresses.ts';
import type { InsideCollector } from './survey.ts';

export type InsideCollectorName = 'addresses';

/** Everything that is read of a machine; progress and documentation are made of this table. */
export const INSIDE_COLLECTORS: Readonly<Record<InsideCollectorName, InsideCollector>> = {
  addresses: collectAddresses,
};
