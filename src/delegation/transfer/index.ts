/** The side of the name server that tells its secondaries of changes, and knows which of them serve what (docs/challenge-dns.md). */
export type * from './types.ts';
export { readTsigKeyFile } from './key-file.ts';
export { createSecondaries, type Secondaries } from './secondaries.ts';
export { secondaryWire } from './wire.ts';
