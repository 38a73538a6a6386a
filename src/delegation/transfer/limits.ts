/** Milliseconds for a NOTIFY to be acknowledged, or a question to be answered, before it is sent again. */
export const TRY_MS = 500;
/** Between two questions for the serial while a change waits for it: a secondary on the same network has it in milliseconds. */
export const ASK_FIRST_MS = 20;
export const ASK_MAX_MS = 500;
/** The same of one that lags, each with a NOTIFY (RFC 1996 section 3.6: 60 s): it asks by itself when it starts, and by its refresh time. */
export const LAGGING_FIRST_MS = 2_000;
export const LAGGING_MAX_MS = 60_000;
/** Bytes of a file with a TSIG key: a clause has some 150. */
export const KEY_FILE_BYTES_MAX = 16_384;
