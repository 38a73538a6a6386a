import type { ChallengeType } from '../../../core/index.ts';
import type { Account, Authorization, Order } from '../../../store/index.ts';
import type { Acme } from '../acme.ts';
import type { Exchange, Reply } from '../exchange.ts';
import { POLL_SECONDS } from '../limits.ts';
import { addressOf, link } from '../paths.ts';
import { problemOf } from '../render.ts';

/** Times in objects are RFC 3339 with seconds (RFC 8555 section 7.1.3). */
function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** RFC 8555 section 7.1.2. */
export function accountObject(at: Exchange, account: Account) {
  return {
    status: account.status,
    contact: account.contacts,
    ...(account.termsAgreedAt !== null && { termsOfServiceAgreed: true }),
    orders: addressOf.orders(at, account.id),
  };
}

/** RFC 8555 section 7.1.3. An overdue order is invalid from that moment, whether or not the store was swept. */
export function orderObject(at: Exchange, { settings }: Acme, order: Order) {
  return {
    status: isOverdue(order, at.now) ? 'invalid' : order.status,
    expires: timeText(order.expiresAt),
    identifiers: order.identifiers,
    profile: order.profile,
    ...(order.notBefore !== null && { notBefore: timeText(order.notBefore) }),
    ...(order.notAfter !== null && { notAfter: timeText(order.notAfter) }),
    ...(order.error !== null && { error: problemOf(order.error, settings.documentation) }),
    // one may serve several names (RFC 9444), and is listed once
    authorizations: [...new Set(order.authorizationIds)].map((id) => addressOf.authorization(at, id)),
    finalize: addressOf.finalize(at, order.id),
    ...(order.certificateSerial !== null &&
      order.status === 'valid' && { certificate: addressOf.certificate(at, order.certificateSerial) }),
  };
}

export function orderReply(at: Exchange, acme: Acme, order: Order, status = 200): Reply {
  return {
    status,
    body: orderObject(at, acme, order),
    location: addressOf.order(at, order.id),
    ...(order.status === 'processing' && { retryAfterSeconds: POLL_SECONDS }),
  };
}

/** RFC 8555 section 7.1.4. After a challenge was answered only that one is shown (section 7.1.4, "challenges"). */
export function authorizationObject(at: Exchange, acme: Acme, authorization: Authorization) {
  const status = authorizationStatus(authorization, at.now);
  const { attemptedType, challengeTypes } = authorization;
  const types = attemptedType === null || status === 'pending' ? challengeTypes : [attemptedType];
  return {
    identifier: authorization.identifier,
    status,
    expires: timeText(authorization.expiresAt),
    challenges: types.map((type) => challengeObject(at, acme, authorization, type)),
    ...(authorization.wildcard && { wildcard: true }),
    // RFC 9444 section 4.1; where it was asked for and is not so, the client is told
    ...(authorization.standing !== null && {
      subdomainAuthAllowed: authorization.standing === 'subdomains',
    }),
  };
}

export function isBeingValidated(authorization: Authorization, now: number): boolean {
  return authorizationStatus(authorization, now) === 'pending' && authorization.attemptedType !== null;
}

/** RFC 8555 section 8. */
function challengeObject(
  at: Exchange,
  { settings }: Acme,
  authorization: Authorization,
  type: ChallengeType,
) {
  const { id, attemptedType, validatedAt, error } = authorization;
  const status = challengeStatus(authorization, type, at.now);
  return {
    type,
    url: addressOf.challenge(at, id, type),
    status,
    ...challengeTerms(at, settings, authorization, type),
    ...(type === attemptedType && validatedAt !== null && { validated: timeText(validatedAt) }),
    ...(type === attemptedType && error !== null && { error: problemOf(error, settings.documentation) }),
  };
}

/** What the client needs to prove it: a token, or, for a record that stays, the names by which it means this CA. */
function challengeTerms(
  at: Exchange,
  { dnsPersistVersion, directories }: Acme['settings'],
  { token, directory, accountId }: Authorization,
  type: ChallengeType,
) {
  if (type !== 'dns-persist-01') return { token };
  const issuers = directories.find(({ name }) => name === directory)?.caa?.issuers ?? [];
  if (dnsPersistVersion === '02') return { issuerDomainNames: issuers };
  return { 'issuer-domain-names': issuers, accounturi: addressOf.account(at, accountId) };
}

export function challengeReply(
  at: Exchange,
  acme: Acme,
  authorization: Authorization,
  type: ChallengeType,
): Reply {
  return {
    status: 200,
    body: challengeObject(at, acme, authorization, type),
    location: addressOf.challenge(at, authorization.id, type),
    links: [link(addressOf.authorization(at, authorization.id), 'up')],
    ...(isBeingValidated(authorization, at.now) && { retryAfterSeconds: POLL_SECONDS }),
  };
}

/** RFC 8555 section 7.1.6: `expired` is the end of a valid authorization; one that was never proven ends `invalid`. */
export function authorizationStatus(authorization: Authorization, now: number): Authorization['status'] {
  const { status, expiresAt, validatedAt } = authorization;
  const live = status === 'pending' || status === 'valid';
  if (status !== 'expired' && !(live && expiresAt <= now)) return status;
  return validatedAt === null ? 'invalid' : 'expired';
}

function challengeStatus(authorization: Authorization, type: ChallengeType, now: number): string {
  const status = authorizationStatus(authorization, now);
  if (type !== authorization.attemptedType) return status === 'pending' ? 'pending' : 'invalid';
  if (status === 'pending') return 'processing';
  return authorization.validatedAt === null ? 'invalid' : 'valid';
}

function isOverdue(order: Order, now: number): boolean {
  return (order.status === 'pending' || order.status === 'ready') && order.expiresAt <= now;
}
