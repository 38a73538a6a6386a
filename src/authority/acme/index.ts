/** The ACME server (RFC 8555): one file per resource in `resources/`, each an ordered table of steps. */
export type { AcmeOptions, AcmeServer, Directory } from './types.ts';
export type { Rate, RateLimits } from './limits.ts';
export { createAcmeServer } from './server.ts';
export { refuseName } from './policy/names.ts';
export type { Problem } from './render.ts';
export { problemOf } from './render.ts';
export type { Endpoint, Step } from './endpoint.ts';
export { ENDPOINTS } from './endpoints.ts';
