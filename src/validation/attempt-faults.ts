import type { AttemptEvidence, Fault, Outcome, RetryRule, TlsAlpnEvidence } from '../core/index.ts';
import { fault, RETRY_RULES } from '../core/index.ts';
import { rangeName } from '../net/index.ts';
import type { Judgements } from './challenges/challenge.ts';
import { dnssecFault } from './dnssec-fault.ts';
import { lookupReason } from './lookup-reason.ts';
import type { Cause } from './rules.ts';

/** The fault that says why a validation failed, where, and under which rules the same evidence would have passed. */
export function attemptFault(cause: Cause, rule: RetryRule, judged: Judgements): Fault {
  const passes = RETRY_RULES.filter((other) => judged[other] === 'valid');
  if (cause.kind === 'no-address') return noAddress(cause);
  const { attempt, earlier } = cause;
  const where = {
    ...place(attempt),
    url: attempt.url,
    hop: attempt.hop,
    rule,
    ...(passes.length > 0 && { passes }),
    ...(earlier && { earlier: { ...place(earlier), outcome: earlier.outcome } }),
  };
  if (cause.kind === 'redirect') return fault('validationRedirect', { ...where, reason: cause.reason });
  if (cause.kind === 'attempt') return ATTEMPT_FAULTS[attempt.outcome](attempt, where);
  if (attempt.tlsAlpn !== undefined) return tlsAlpnFault(attempt.tlsAlpn, where);
  const status = attempt.http?.status ?? 0;
  if (status !== 200) return fault('validationStatus', { ...where, status });
  return fault('validationWrongBody', { ...where, body: attempt.http?.body ?? 'other' });
}

function tlsAlpnFault({ protocol, certificate }: TlsAlpnEvidence, where: Where): Fault {
  if (certificate === 'absent') return fault('validationAlpnCertificate', { ...where, certificate });
  if (protocol !== 'agreed') return fault('validationAlpnNotAgreed', where);
  return fault('validationAlpnCertificate', { ...where, certificate });
}

type Where = ReturnType<typeof place> & { url: string; hop: number };

/** The fault of each way in which an attempt can fail. */
const ATTEMPT_FAULTS: Readonly<Record<Outcome, (attempt: AttemptEvidence, where: Where) => Fault>> = {
  'connect-timeout': ({ times }, where) =>
    fault('validationConnectTimeout', { ...where, seconds: seconds(times.connectMs ?? times.totalMs) }),
  refused: (_, where) => fault('validationRefused', where),
  unreachable: (attempt, where) => fault('validationUnreachable', { ...where, errno: errno(attempt) }),
  prohibited: (attempt, where) => fault('validationProhibited', { ...where, errno: errno(attempt) }),
  reset: ({ phase }, where) => fault('validationReset', { ...where, phase }),
  closed: ({ phase }, where) => fault('validationClosed', { ...where, phase }),
  'tls-timeout': ({ times }, where) =>
    fault('validationTlsTimeout', { ...where, seconds: seconds(times.totalMs - (times.connectMs ?? 0)) }),
  'tls-alert': (attempt, where) =>
    attempt.errno === ALPN_ALERT
      ? fault('validationAlpnRefused', where)
      : fault('validationTlsAlert', { ...where, errno: errno(attempt) }),
  'tls-error': (attempt, where) => fault('validationTlsError', { ...where, errno: errno(attempt) }),
  'first-byte-timeout': responseTimeout,
  'header-timeout': responseTimeout,
  'body-timeout': responseTimeout,
  malformed: (attempt, where) => fault('validationMalformedResponse', { ...where, errno: errno(attempt) }),
  'too-large': tooLarge,
  error: connectError,
  // these three never end a validation as a failed attempt
  'address-refused': connectError,
  cancelled: connectError,
  response: connectError,
};

/** OpenSSL's name of the alert no_application_protocol (RFC 7301 section 3.2). */
const ALPN_ALERT = 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL';

function tooLarge(attempt: AttemptEvidence, where: Where): Fault {
  if (attempt.http !== undefined) return fault('validationWrongBody', { ...where, body: 'too-long' });
  if (attempt.phase === 'tls') return fault('validationTlsError', { ...where, errno: errno(attempt) });
  return fault('validationTooLarge', where);
}

function responseTimeout({ phase, times }: AttemptEvidence, where: Where): Fault {
  return fault('validationResponseTimeout', { ...where, phase, seconds: seconds(times.totalMs) });
}

function connectError(attempt: AttemptEvidence, where: Where): Fault {
  return fault('validationConnectError', { ...where, errno: errno(attempt) });
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}

function errno(attempt: AttemptEvidence): string {
  return attempt.errno ?? attempt.outcome;
}

function noAddress(cause: Cause & { kind: 'no-address' }): Fault {
  const { url, lookups, refused } = cause;
  const [first] = refused;
  if (first !== undefined) {
    const range =
      rangeName({ text: first.address, family: first.family }) ?? 'not allowed by the address policy';
    const { address, family } = place(first);
    return fault('validationAddressRefused', { address, family, url, range, more: refused.length - 1 });
  }
  const forged = dnssecFault(lookups);
  if (forged !== undefined) return forged;
  const name = lookups[0]?.name ?? new URL(url).hostname;
  return fault('validationNoAddress', { name, url, reasons: lookups.map(lookupReason).join('; ') });
}

function place({ address, family, port }: AttemptEvidence) {
  return { address, family: family === 6 ? 'IPv6' : 'IPv4', port };
}
