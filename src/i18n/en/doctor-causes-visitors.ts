/** English texts of causes: a title, and what it means here; `p` is the finding's values. */
export const visitorCauses = {};
