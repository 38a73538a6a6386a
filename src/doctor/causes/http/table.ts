import type { Cause } from '../types.ts';

/** F. */
export const HTTP_CAUSES: readonly Cause[] = [];
