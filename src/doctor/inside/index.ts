export type * from './report.ts';
export { insideReport } from './report.ts';
