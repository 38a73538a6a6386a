/** Signatures that may wait for one key: a slow key (an HSM) must refuse work rather than grow without end. */
export const SIGNER_QUEUE_MAX = 1_000;

/** Bytes read from any key, credential or sealed file: the largest real one, an RSA-4096 PKCS#8, is below 3 kB. */
export const KEY_FILE_BYTES_MAX = 65_536;

/** The shortest secret that may stand between a copied disk and the CA's keys. */
export const PASSPHRASE_LENGTH_MIN = 12;

/**
 * scrypt (RFC 7914) for a secret a person may have chosen: 128 MiB and about a third of a second, once at each start;
 * the smallest choice that OWASP's password storage sheet names for scrypt.
 */
export const SCRYPT_COST = 2 ** 17;
export const SCRYPT_BLOCK_SIZE = 8;
export const SCRYPT_PARALLELIZATION = 1;
/** The most that a header file may ask for: a changed file must not make a start take minutes or gigabytes. */
export const SCRYPT_COST_MAX = 2 ** 20;

/** PBKDF2-HMAC-SHA256 rounds of a key file that leaves this program: OWASP's figure; OpenSSL's own default is 2,048. */
export const PBKDF2_ITERATIONS = 600_000;
