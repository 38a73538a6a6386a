import type { Translation } from '../translation.ts';

/** The Danish catalogue. */
export const da: Translation = {};
