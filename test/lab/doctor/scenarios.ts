import { ADDRESSES } from './addresses.ts';
import { DNS } from './dns.ts';
import { FILTERS } from './filters.ts';
import { HEALTHY } from './healthy.ts';
import { HEALTHY_HTTP3 } from './http3.ts';
import { HTTP, PASSING_HTTP } from './http.ts';
import { LISTENERS } from './listeners.ts';
import { HEALTHY_PASTED, PASTED } from './pasted.ts';
import type { Scenario } from './shape.ts';
import { VISITORS } from './visitors.ts';

/** Every fault of the lab, in the catalogue's order, then the hosts that are well. */
export const SCENARIOS: readonly Scenario[] = [
  ...DNS,
  ...ADDRESSES,
  ...FILTERS,
  ...LISTENERS,
  ...HTTP,
  ...PASSING_HTTP,
  ...VISITORS,
  ...PASTED,
  ...HEALTHY,
  ...HEALTHY_HTTP3,
  ...HEALTHY_PASTED,
];
