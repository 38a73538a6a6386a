import type { visitorCauses as english } from '../en/doctor-causes-visitors.ts';
import type { Translation } from '../translation.ts';

/** French texts of causes: a title, and what it means here; `p` is the finding's values. */
export const visitorCauses: Translation<typeof english> = {};
