/** Files of one program's configuration, how deep they include each other, and words of all of them together. */
export const CONFIG_FILES = 256;
export const CONFIG_DEPTH = 8;
export const CONFIG_WORDS = 200_000;
/** Certificates read of one file, and files read of one machine. */
export const CERTIFICATES_OF_A_FILE = 16;
export const CERTIFICATE_FILES = 128;
