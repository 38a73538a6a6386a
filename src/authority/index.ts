/** The authority: ACME server, certificate authority, keys. Each room's own door says what it holds. */
export * from './acme/index.ts';
export * from './ca/index.ts';
export * from './signer/index.ts';
