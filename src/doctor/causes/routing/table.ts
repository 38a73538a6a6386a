import type { Cause } from '../types.ts';

/** C. */
export const ROUTING_CAUSES: readonly Cause[] = [];
