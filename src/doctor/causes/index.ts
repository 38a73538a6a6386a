export type * from './types.ts';
export { CAUSES } from './table.ts';
export { type Diagnosis, diagnose } from './diagnose.ts';
export { visitorVerdicts, type VisitorVerdict, type VisitorVerdicts } from './visitor-verdicts.ts';
export { validationVerdicts } from './validation-verdicts.ts';
