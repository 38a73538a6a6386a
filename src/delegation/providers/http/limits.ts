import type { HttpClientLimits } from '../../../net/index.ts';

/**
 * One provider's API. The longest answers are pages of records, of 100 or 200 a page and at most some 500 bytes each; 30 s are twice what
 * the slowest of them takes for a change; more than a few connections bring no more than refusals for asking too often.
 */
export const API_LIMITS: HttpClientLimits = { answerBytes: 1_048_576, callMs: 30_000, connections: 8 };

/** Pages of one list: 100 records of one name on each are more than fit into any answer of DNS. */
export const PAGES_MAX = 50;

/** How often a record set is read and written until it is seen as it should be. */
export const CHANGE_TRIES_MAX = 5;

/** A day: who is told to wait longer by a provider may as well ask again. */
export const RETRY_AFTER_MAX_MS = 86_400_000;

/** A provider's own error code, as it is shown; what is longer is a sentence, and not shown. */
export const ERROR_CODE_CHARS = 60;

/** Characters from which on what is in a credential as well cannot be there by chance. */
export const ECHO_CHARS = 8;
