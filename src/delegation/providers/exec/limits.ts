/** Bytes that a program may print: nothing of it is kept or shown, but who prints without end is no use. */
export const EXEC_OUTPUT_BYTES_MAX = 1_048_576;
/** Milliseconds of one run where the deadline is not nearer: what takes longer waits for something that we wait for by ourselves. */
export const EXEC_MS = 120_000;
