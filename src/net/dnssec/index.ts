export type { Anchors } from './anchors.ts';
export { ROOT_ANCHORS, anchorsFor } from './anchors.ts';
export type { ValidatingSettings } from './resolver.ts';
export { createValidatingResolver } from './resolver.ts';
export type { DnssecReason, TrustAnchor } from './types.ts';
