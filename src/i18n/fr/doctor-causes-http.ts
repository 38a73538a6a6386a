import type { httpCauses as english } from '../en/doctor-causes-http.ts';
import type { Translation } from '../translation.ts';

/** French texts of causes: a title, and what it means here; `p` is the finding's values. */
export const httpCauses: Translation<typeof english> = {};
