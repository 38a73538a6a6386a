/** The places where other people's DNS servers take TXT records from us: what one is, and every kind of it. */
export type * from './types.ts';
export type { ProviderCheck } from './check.ts';
export { createReconciler, type Reconciler, type ReconcilerParts } from './reconcile.ts';
export { holderOf } from './holders.ts';
export { SWEEP_EVERY_MS } from './limits.ts';
export { type AnyProviderKind, PROVIDER_KINDS, providerKind } from './kinds.ts';
