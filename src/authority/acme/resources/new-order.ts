import { randomBytes } from 'node:crypto';
import {
  type ChallengeType,
  type Fault,
  type FaultPart,
  fault,
  type Identifier,
  newId,
} from '../../../core/index.ts';
import type { Authorization, NewOrder } from '../../../store/index.ts';
import { planValidity, type ProfileName } from '../../ca/index.ts';
import type { Acme } from '../acme.ts';
import type { Endpoint, Step } from '../endpoint.ts';
import { type Exchange, found, type OrderDraft } from '../exchange.ts';
import { BUSY_SECONDS, PLAN_TRIES_MAX, TOKEN_BYTES } from '../limits.ts';
import { readIdentifiers, refuseIdentifiers } from '../policy/names.ts';
import { networkOf } from '../rate-limits.ts';
import { payloadOf, readObjectPayload } from '../steps/payload.ts';
import { signedByAccount } from '../steps/signer.ts';
import { readOrderDraft } from './order-draft.ts';
import { orderReply } from './represent.ts';

const readDraft: Step = {
  name: 'read order',
  source: 'RFC 8555 section 7.4',
  refusals: ['payloadMember', 'identifiersTooMany'],
  run(exchange, { settings }) {
    const draft = readOrderDraft(payloadOf(exchange), exchange.directory.profile, settings.identifiersMax);
    if (!draft.ok) return draft.fault;
    exchange.draft = draft.value;
    return undefined;
  },
};

const checkProfile: Step = {
  name: 'check profile',
  source: 'draft-ietf-acme-profiles section 4',
  refusals: ['profileUnknown'],
  run({ draft, directory }) {
    const { profile } = found(draft);
    if ((directory.profiles as readonly string[]).includes(profile)) return undefined;
    return fault('profileUnknown', { profile, known: directory.profiles.join(', ') });
  },
};

const checkNames: Step = {
  name: 'check names',
  source: 'RFC 8555 sections 7.4 and 9.7.7, RFC 5280 section 4.2.1.6',
  refusals: [
    'identifierTypeUnsupported',
    'nameEmpty',
    'nameIpAddress',
    'nameInternational',
    'nameTrailingDot',
    'nameWildcardMisplaced',
    'nameTooLong',
    'nameLabelEmpty',
    'nameUnderscore',
    'nameLabelTooLong',
    'nameNotHostname',
    'nameReservedLabel',
    'nameReserved',
    'nameRedundant',
    'identifiersRejected',
    'identifiersCompound',
  ],
  run(exchange) {
    const identifiers = readIdentifiers(found(exchange.draft).identifiers);
    if (!identifiers.ok) return identifiers.fault;
    exchange.identifiers = identifiers.value;
    return undefined;
  },
};

/** Again at finalize: what is no longer permitted is not issued. */
export const checkAllowances: Step = {
  name: 'check allowances',
  source: 'RFC 8555 section 7.4, RFC 5280 section 4.2.1.10',
  refusals: ['nameNotAllowed', 'rejectedIdentifier', 'identifiersRejected'],
  async run(exchange, { allowances }) {
    const allowed = await allowances.read();
    const bad: FaultPart[] = [];
    for (const identifier of found(exchange.identifiers ?? exchange.order?.identifiers)) {
      const refused = allowed.refuse(identifier.value);
      if (refused !== undefined) bad.push({ identifier, fault: refused });
    }
    return bad.length === 0 ? undefined : refuseIdentifiers(bad);
  },
};

const checkDates: Step = {
  name: 'check dates',
  source: 'RFC 8555 section 7.4',
  refusals: ['datesRefused'],
  run({ draft, now }, { ca }) {
    const { notBefore, notAfter, profile } = found(draft);
    if (notBefore === null && notAfter === null) return undefined;
    const validity = planValidity(
      {
        profile: profile as ProfileName,
        notBefore: notBefore ?? undefined,
        notAfter: notAfter ?? undefined,
      },
      ca.issuer.notAfter,
      now,
    );
    return validity.ok ? undefined : validity.fault;
  },
};

const limitOrders: Step = {
  name: 'limit orders of one account and network',
  source: 'RFC 8555 section 6.6',
  refusals: ['ordersTooMany'],
  run(exchange, { limiters }) {
    const retryAfterSeconds =
      limiters.ordersPerAccount.take(found(exchange.account).id) ??
      limiters.ordersPerNetwork.take(networkOf(exchange.address));
    return retryAfterSeconds === undefined ? undefined : fault('ordersTooMany', {}, { retryAfterSeconds });
  },
};

const createOrder: Step = {
  name: 'create order, or show an unfinished one for the same',
  source: 'RFC 8555 section 7.4',
  refusals: ['ordersPendingTooMany', 'serverInternal'],
  async run(exchange, acme): Promise<Fault | undefined> {
    const pendingMax = acme.settings.pendingOrdersMax;
    for (let tries = 0; tries < PLAN_TRIES_MAX; tries++) {
      const created = await acme.store.orders.create(await planOrder(exchange, acme, pendingMax));
      if ('order' in created) {
        exchange.reply = orderReply(exchange, acme, created.order, 201);
        return undefined;
      }
      if (created.outcome === 'too-many-pending')
        return fault('ordersPendingTooMany', { max: pendingMax }, { retryAfterSeconds: BUSY_SECONDS });
    }
    return fault('serverInternal', {}, { retryAfterSeconds: BUSY_SECONDS });
  },
};

export const newOrder: Endpoint = {
  name: 'new-order',
  source: 'RFC 8555 section 7.4',
  methods: ['POST'],
  path: '/new-order',
  steps: [
    ...signedByAccount,
    readObjectPayload,
    readDraft,
    checkProfile,
    checkNames,
    checkAllowances,
    checkDates,
    limitOrders,
    createOrder,
  ],
};

function orderTerms(exchange: Exchange) {
  const { profile, notBefore, notAfter }: OrderDraft = found(exchange.draft);
  return {
    accountId: found(exchange.account).id,
    directory: exchange.directory.name,
    profile,
    identifiers: found(exchange.identifiers),
    notBefore,
    notAfter,
  };
}

async function planOrder(exchange: Exchange, acme: Acme, pendingMax: number): Promise<NewOrder> {
  const { now } = exchange;
  const terms = orderTerms(exchange);
  const expiresAt = now + acme.settings.orderLifetimeMs;
  const proven = await reusable(terms.accountId, terms.identifiers, exchange, acme);
  return {
    ...terms,
    id: newId(now),
    createdAt: now,
    expiresAt,
    pendingMax,
    authorizations: terms.identifiers.map((identifier, index) => {
      const reuse = proven[index]?.id;
      return reuse === undefined
        ? { create: newAuthorization(identifier, exchange, expiresAt, acme.settings) }
        : { reuse };
    }),
  };
}

/** Valid authorizations of the account that outlive the order and are fresh enough (`authorizationReuseMs`). */
async function reusable(
  accountId: string,
  identifiers: readonly Identifier[],
  { now, directory }: Exchange,
  { store, settings }: Acme,
): Promise<readonly (Authorization | undefined)[]> {
  const { authorizationReuseMs, orderLifetimeMs } = settings;
  if (authorizationReuseMs === 0) return [];
  const subjects = identifiers.map(subjectOf);
  const valid = await store.authorizations.findValid(
    accountId,
    directory.name,
    subjects,
    now + orderLifetimeMs,
  );
  return valid.map((one) =>
    one !== undefined && servesAgain(one, settings) && now - (one.validatedAt ?? 0) <= authorizationReuseMs
      ? one
      : undefined,
  );
}

/** draft-ietf-acme-dns-persist-01 section 7.8: no longer than the record's TTL, so it is read anew. The draft 02 knows no such limit. */
function servesAgain({ attemptedType }: Authorization, { dnsPersistVersion }: Acme['settings']): boolean {
  return attemptedType !== 'dns-persist-01' || dnsPersistVersion === '02';
}

function newAuthorization(
  identifier: Identifier,
  { now, directory }: Exchange,
  expiresAt: number,
  { builtInNames }: Acme['settings'],
) {
  const subject = subjectOf(identifier);
  return {
    id: newId(now),
    ...subject,
    standing: null,
    token: randomBytes(TOKEN_BYTES).toString('base64url'),
    challengeTypes: challengeTypesOf(subject.wildcard, builtInNames.has(identifier.value), directory),
    expiresAt,
  };
}

/** A built-in name is proven on this server itself: no DNS server has a say about `localhost`. */
function challengeTypesOf(
  wildcard: boolean,
  builtIn: boolean,
  { challengeTypes = OFFERED }: Exchange['directory'],
): readonly ChallengeType[] {
  if (builtIn) return wildcard ? [] : ['http-01'];
  return wildcard ? challengeTypes.filter((type) => type.startsWith('dns-')) : challengeTypes;
}

const OFFERED: readonly ChallengeType[] = ['http-01', 'dns-01', 'tls-alpn-01'];

/** RFC 8555 section 7.1.4: an authorization is for the name without `*.`. */
function subjectOf({ type, value }: Identifier): { identifier: Identifier; wildcard: boolean } {
  return value.startsWith('*.')
    ? { identifier: { type, value: value.slice(2) }, wildcard: true }
    : { identifier: { type, value }, wildcard: false };
}
