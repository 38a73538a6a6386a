/** Whether a delegated name is rightly delegated, at every name server that has a say; docs/delegated-names.md. */
export type * from './types.ts';
export { createHealthCheck } from './collect.ts';
export { judgeHealth } from './judge.ts';
