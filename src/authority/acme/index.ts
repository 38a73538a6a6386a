/** The ACME server (RFC 8555): one file per resource in `resources/`, each an ordered table of steps. */
export type { AcmeOptions, AcmeServer, Directory } from './types.ts';
export { createAcmeServer } from './server.ts';
export type { Endpoint, Step } from './endpoint.ts';
export { ENDPOINTS } from './endpoints.ts';
export type { DryAsk, DryCompared, DryRequest } from './work/dry-requests.ts';
export { createDryRequests } from './work/dry-requests.ts';
