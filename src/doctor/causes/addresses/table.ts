import type { Cause } from '../types.ts';

/** B. */
export const ADDRESS_CAUSES: readonly Cause[] = [];
