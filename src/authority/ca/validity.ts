import { fail, fault, ok, type Result } from '../../core/index.ts';
import { catalogue } from '../../i18n/index.ts';
import { BACKDATE_MS, NOT_BEFORE_WINDOW_MS } from './limits.ts';
import { PROFILES } from './profiles.ts';
import type { ProfileName } from './types.ts';

/** Whole seconds, in ms since 1970; both ends belong to the validity. */
export type Validity = { readonly notBefore: number; readonly notAfter: number };

/**
 * When a certificate would be valid: from an hour ago (or the requested notBefore, within 48 hours of now) for the
 * profile's lifetime, or to the requested notAfter where that is earlier, and never beyond the issuer's end. A request
 * that cannot be met is refused, not bent (RFC 8555 section 7.4): use it for the new order too. Fault `datesRefused`.
 */
export function planValidity(
  request: {
    readonly profile: ProfileName;
    readonly notBefore?: number | undefined;
    readonly notAfter?: number | undefined;
  },
  issuerNotAfter: number,
  now: number,
): Result<Validity> {
  const notBefore = wholeSecond(request.notBefore ?? now - BACKDATE_MS);
  if (notBefore < wholeSecond(now) - NOT_BEFORE_WINDOW_MS) {
    return refuse('notBefore', texts.notBeforeTooEarly({ earliest: utc(now - NOT_BEFORE_WINDOW_MS) }));
  }
  if (notBefore > now + NOT_BEFORE_WINDOW_MS) {
    return refuse('notBefore', texts.notBeforeTooLate({ latest: utc(now + NOT_BEFORE_WINDOW_MS) }));
  }
  // the last second counts: 45 days from 00:00:00 end at 23:59:59
  const longest = notBefore + PROFILES[request.profile].lifetimeMs - 1_000;
  const latest = Math.min(longest, wholeSecond(issuerNotAfter));
  const notAfter = wholeSecond(request.notAfter ?? latest);
  if (notAfter > latest) return refuse('notAfter', texts.notAfterTooLate({ latest: utc(latest) }));
  if (notAfter <= notBefore || notAfter <= now) return refuse('notAfter', texts.notAfterTooEarly());
  return ok({ notBefore, notAfter });
}

const texts = catalogue('en').issuance;

function wholeSecond(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000;
}

function utc(ms: number): string {
  return new Date(wholeSecond(ms)).toISOString().replace('.000Z', 'Z');
}

function refuse(member: string, limit: string): Result<never> {
  return fail(fault('datesRefused', { member, limit }));
}
