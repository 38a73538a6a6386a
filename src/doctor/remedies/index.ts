export type * from './types.ts';
export { patched } from './diff.ts';
export { remediesFor } from './remedies-for.ts';
export { REMEDIES } from './table.ts';
