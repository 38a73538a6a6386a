/** Lines of a file shown around a change of it, as `diff -u` does. */
export const CONTEXT_LINES = 3;
