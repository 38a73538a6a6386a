/** Bytes that a program may print: nothing of it is kept or shown, but who prints without end is no use. */
export const EXEC_OUTPUT_BYTES_MAX = 1_048_576;
