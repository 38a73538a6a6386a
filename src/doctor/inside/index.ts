export type * from './report.ts';
export { insideReport } from './report.ts';
export { createShell, type Machine } from './shell.ts';
export { survey, type TellInside } from './survey.ts';
export type { InsideCollectorName } from './survey-collectors.ts';
export { type Decider, type Fate, type Packet, walk } from './filters/walk.ts';
