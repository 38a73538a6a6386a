/** Whether a name is rightly delegated, or its provider's values are served, at every name server that has a say; docs/delegated-names.md. */
export type * from './types.ts';
export { createHealthCheck } from './collect.ts';
export { judgeHealth, judgeHeld } from './judge.ts';
export { judgeServers, notMeasured } from './judge-servers.ts';
export { askServer, type ServerAsk } from './ask.ts';
export { TRY_MS } from './limits.ts';
export { askZone, findZone, type HealthParts, lookup } from './zone-servers.ts';
