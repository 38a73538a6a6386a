import type { Cause } from '../types.ts';

/** D. */
export const FILTER_CAUSES: readonly Cause[] = [];
