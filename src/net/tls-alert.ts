import type { Outcome } from '../core/index.ts';
import { connectOutcome } from './dial.ts';

/** What an error of a socket means while TLS shakes hands. */
export function tlsOutcome({ code = '', syscall }: NodeJS.ErrnoException): Outcome {
  if (code === 'ETIMEDOUT') return 'tls-timeout';
  // Node gives its own "hang up" the code of a reset; only the kernel's names the system call
  if (code === 'ECONNRESET' || code === 'EPIPE') return syscall === undefined ? 'closed' : 'reset';
  if (isTlsAlert(code)) return 'tls-alert';
  const outcome = connectOutcome(code);
  return outcome === 'error' ? 'tls-error' : outcome;
}

/** Is this code, as Node makes it of OpenSSL's reason, an alert that the other side sent (RFC 8446 section 6, RFC 6066)? */
function isTlsAlert(code: string): boolean {
  return SENT.test(code) || WITHOUT_THE_WORD.has(code);
}

// `ERR_SSL_UNKNOWN_ALERT_TYPE` is none: the record itself was broken
const SENT = /^ERR_SSL_(?:SSL\/TLS|SSLV3|TLSV1|TLSV13)_ALERT_/;

/** Alerts 110 to 114, whose names in OpenSSL lack the word; measured by sending every number. */
const WITHOUT_THE_WORD: ReadonlySet<string> = new Set([
  'ERR_SSL_TLSV1_UNSUPPORTED_EXTENSION',
  'ERR_SSL_TLSV1_CERTIFICATE_UNOBTAINABLE',
  'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
  'ERR_SSL_TLSV1_BAD_CERTIFICATE_STATUS_RESPONSE',
  'ERR_SSL_TLSV1_BAD_CERTIFICATE_HASH_VALUE',
]);
