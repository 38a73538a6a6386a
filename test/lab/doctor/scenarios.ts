import { FILTERS } from './filters.ts';
import { HEALTHY } from './healthy.ts';
import { LISTENERS } from './listeners.ts';
import type { Scenario } from './shape.ts';

/** Every fault of the lab, in the catalogue's order, then the hosts that are well. */
export const SCENARIOS: readonly Scenario[] = [...FILTERS, ...LISTENERS, ...HEALTHY];
