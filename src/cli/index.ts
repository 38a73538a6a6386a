/** The commands, and what `main.ts` composes the server from. */
export { externalKeyContext, openConfiguredKey } from './at-rest.ts';
export { databaseFile, makeDataDirectory } from './data-directory.ts';
export { createLog } from './log.ts';
export { runCommandLine } from './run.ts';
export { scheduleCrl } from './schedule-crl.ts';
export { acmeOptions, ownNames } from './serve/acme-options.ts';
export { createClosers } from './serve/closers.ts';
export { serverContext } from './serve/context.ts';
export { createHttpApp } from './serve/http-app.ts';
export { startJobs } from './serve/jobs.ts';
export { openListeners } from './serve/listeners.ts';
export { bootstrapCertificate } from './serve/own/bootstrap.ts';
export { createOwnCertificate } from './serve/own/own-certificate.ts';
export { createPerspectives } from './serve/perspectives/perspectives.ts';
export { places, withLoopback } from './serve/places.ts';
export type { StartServer } from './serve/types.ts';
export { allowedNetworks, createValidation } from './serve/validation.ts';
