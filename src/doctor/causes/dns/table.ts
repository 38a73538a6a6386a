import type { Cause } from '../types.ts';

/** A. */
export const DNS_CAUSES: readonly Cause[] = [];
