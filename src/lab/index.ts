export type { LabDns } from './server.ts';
export { startLabDns } from './server.ts';
export { compileScript, readScript } from './script.ts';
export type { LabScript } from './script-schema.ts';
export { LISTEN_MAX, SCRIPT_BYTES_MAX } from './limits.ts';
export type { TrustAnchor } from './trust-anchor.ts';
export { trustAnchors } from './trust-anchor.ts';
export type { LabAnswer, LabPlan } from './types.ts';
