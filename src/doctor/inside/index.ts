export type * from './report.ts';
export { insideReport } from './report.ts';
export { createShell, type Machine } from './shell.ts';
export { countArrivals } from './counters-probe.ts';
export { COUNT_ADDRESSES, COUNT_MS } from './limits.ts';
export { survey } from './survey.ts';
export { type Decider, type Fate, type Packet, walk } from './filters/walk.ts';
