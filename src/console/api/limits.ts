/** Rows of one page, unless asked otherwise, and at most: a page is read by a person or by a loop that asks for the next. */
export const PAGE_DEFAULT = 50;
export const PAGE_MAX = 1_000;

/** A control request names a few things; more than this is a mistake. */
export const CONTROL_BODY_BYTES_MAX = 65_536;

/** Characters of the CA file of an issuer: twenty certificates, with room. */
export const ISSUER_CA_CHARS_MAX = 50_000;

/** Names or networks in one `allow`. */
export const ALLOWANCES_PER_REQUEST_MAX = 200;

/** Nothing that a command asks for may take longer: after this it says so instead of hanging. */
export const CONTROL_REQUEST_MS = 30_000;

/** But for a dry validation: 45 s here, 15 s of queue and 50 s at the perspectives, and as much again for a busy machine. */
export const DRY_VALIDATION_MS = 220_000;

/** But for a look from every perspective: 35 s for the slowest, and as much again for a busy machine. */
export const EXAMINATIONS_MS = 70_000;

/** Bytes of a path in `sockaddr_un` on Linux, less its terminating zero; macOS has 103. */
export const SOCKET_PATH_BYTES_MAX = process.platform === 'darwin' ? 103 : 107;

/** A token to join is good for so long: the line is sent to a colleague, who does it the same day. */
export const JOIN_TOKEN_MS = 24 * 3_600_000;
/** Certificates of one perspective that are shown, newest first. */
export const PERSPECTIVE_CERTIFICATES_SHOWN = 10;

/** Keys, rules and events of one client that are shown, newest first; its rules have a list of their own. */
export const CLIENT_KEYS_SHOWN = 20;
export const CLIENT_RULES_SHOWN = 100;
export const CLIENT_EVENTS_SHOWN = 50;
/** Names, networks or accounts of one `rule add`. */
export const RULES_PER_REQUEST_MAX = 200;
/** TSIG keys of one client: one for each of its machines, and a new one before the old is taken away. */
export const TSIG_KEYS_PER_CLIENT_MAX = 100;
/** Entries of one part of an export of the audit. */
export const AUDIT_EXPORT_ROWS = 500;
/** Walking a long audit takes longer than other requests: a million entries are some seconds, and it gives way to others. */
export const AUDIT_VERIFY_MS = 600_000;
/** Approvals of one list: more than can wait, and a bound for those that were given. */
export const APPROVALS_SHOWN = 1_000;

/** Accounts of acme-dns in one request, each with its networks and names: what is taken over together is served together. */
export const IMPORTS_PER_REQUEST_MAX = 20;
/** Names that lead to one account; those of one certificate are 100 at most. */
export const IMPORTED_NAMES_MAX = 100;
/** Bytes of such a request: 20 accounts with a thousand networks and a hundred names each. */
export const IMPORT_BODY_BYTES_MAX = 2_000_000;

/** But for a look at a name of the inventory of persist records: 32 addresses, eight at a time, each with some seconds of silence. */
export const PERSIST_CHECK_MS = 180_000;

/** Lags of secondaries that one look at a zone shows; all are in the store. */
export const LAGS_SHOWN = 5;

/** Zones of one DNS provider, in one request. */
export const PROVIDER_ZONES_MAX = 200;
/** Rows of a provider's journal that are shown. */
export const PROVIDER_RECORDS_SHOWN = 200;
/** But for a check of a provider: each zone is written to, waited for, and written to again. */
export const PROVIDER_CHECK_MS = 600_000;
