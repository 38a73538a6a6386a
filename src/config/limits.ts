/** A settings file is written by hand: more than this is a wrong file, not a long one. */
export const SETTINGS_FILE_BYTES_MAX = 1_000_000;

/** A wrong value is repeated in its message, but no more of it than helps to recognise it. */
export const SHOWN_VALUE_MAX = 80;

/** Names by which records mean this CA: a dns-persist-01 challenge lists them all, and may list ten (draft section 3.1). */
export const ISSUER_NAMES_MAX = 10;
