/**
 * What needs the root key, behind a door of its own: `ca` commands open it, `serve` never does
 * (test/unit/authority/ca/root-key.test.ts).
 */
export type { DetachedKey } from './root-key.ts';
export { detachRoot } from './detach.ts';
export { renewRootCrl } from './renew-crl.ts';
