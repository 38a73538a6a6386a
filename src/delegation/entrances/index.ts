/** The protocols by which programs ask for a value to be served. Each only reads and writes its bytes; the broker decides. */
export { createDelegationApp } from './app.ts';
