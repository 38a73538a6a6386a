import type { Cause } from '../types.ts';

/** G. */
export const VISITOR_CAUSES: readonly Cause[] = [];
