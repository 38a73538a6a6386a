// Rows 1 to 10 of the parity matrix: what is broken, and what each retry rule must say of it. Every scenario has a name and
// addresses of its own on the node `web`, so that all run side by side in one network.
import { FIRST_HOP } from './parity-first-hop.ts';
import { REDIRECTS } from './parity-redirects.ts';
import type { Scenario } from './parity-shape.ts';

export type { Place, Scenario } from './parity-shape.ts';

export const SCENARIOS: readonly Scenario[] = [...FIRST_HOP, ...REDIRECTS];
