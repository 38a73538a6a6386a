import type { Translation } from '../translation.ts';

/** The French catalogue. */
export const fr: Translation = {};
