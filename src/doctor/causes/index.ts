export type * from './types.ts';
export { CAUSES } from './table.ts';
export { type Diagnosis, diagnose } from './diagnose.ts';
export type { VisitorVerdict, VisitorVerdicts } from './visitor-verdicts.ts';
