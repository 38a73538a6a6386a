/** Bytes of a request's body: a name, a value, and a hundred networks are below 5 KB. */
export const BODY_BYTES_MAX = 16_384;
/** Networks of one `allowfrom`. */
export const ALLOW_FROM_MAX = 100;
