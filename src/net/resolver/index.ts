export type * from './types.ts';
export { createBuiltInResolver } from './built-in.ts';
export type { IterativeSettings } from './iterative.ts';
export { createIterativeResolver } from './iterative.ts';
export { ROOT_HINTS } from './root-hints.ts';
export { createStubResolver } from './stub.ts';
export { parseServer, systemServers } from './system-servers.ts';
export { createZoneResolver } from './zones.ts';
