export type { Anchors } from './anchors.ts';
export { ROOT_ANCHORS } from './anchors.ts';
export type { ValidatingSettings } from './resolver.ts';
export { createValidatingResolver } from './resolver.ts';
export type { TrustAnchor } from './types.ts';
