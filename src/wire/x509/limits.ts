/** Bytes of a certificate: one for 100 names of 253 characters is below 32 KiB. */
export const CERTIFICATE_BYTES_MAX = 64 * 1024;

/** Bytes of a CSR; an ACME finalize body is bounded below this anyway. */
export const CSR_BYTES_MAX = 64 * 1024;

/** Bytes of a CRL: some 400,000 entries; a busier CA shards before that. */
export const CRL_BYTES_MAX = 16 * 1024 * 1024;

/** Bytes of a Name, by itself or in a certificate, CRL or CSR: real ones have below 1 KiB. */
export const NAME_BYTES_MAX = 8 * 1024;

/** RDNs of a Name, and attributes of one RDN: real names have below 10. */
export const NAME_PARTS_MAX = 32;

/** Extensions of a certificate or CSR: real ones have below 20. */
export const EXTENSIONS_MAX = 64;

/** Attributes of a CSR: real ones have below 6. */
export const CSR_ATTRIBUTES_MAX = 16;

/** Elements of a list inside an extension (names, policies, usages). */
export const EXTENSION_ITEMS_MAX = 1024;

/** Octets of a serial number as encoded (RFC 5280 section 4.1.2.2). */
export const SERIAL_OCTETS_MAX = 20;

/** Octets of an RSA modulus as encoded: 16,384 bits, the most that OpenSSL verifies with, and a sign octet. */
export const RSA_MODULUS_OCTETS_MAX = 2049;

/** Octets of an RSA public exponent as encoded: 64 bits as OpenSSL allows for large moduli, and room for old keys. */
export const RSA_EXPONENT_OCTETS_MAX = 33;

/** Characters of a PEM text: a certificate of the largest size, or a short chain. */
export const PEM_CHARS_MAX = 256 * 1024;
