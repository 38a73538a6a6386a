export { checkCaa } from './check.ts';
export { relevantSet } from './climb.ts';
export { type CaaRecord, decideCaa } from './decide.ts';
