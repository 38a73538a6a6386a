import { type Fault, type FaultPart, fault } from '../../../core/index.ts';
import { planValidity, type ProfileName } from '../../ca/index.ts';
import type { Endpoint, Step } from '../endpoint.ts';
import { found } from '../exchange.ts';
import { BUSY_SECONDS, PLAN_TRIES_MAX } from '../limits.ts';
import { readAncestorDomains } from '../policy/ancestors.ts';
import { readIdentifiers, refuseIdentifiers } from '../policy/names.ts';
import { networkOf } from '../rate-limits.ts';
import { payloadOf, readObjectPayload } from '../steps/payload.ts';
import { signedByAccount } from '../steps/signer.ts';
import { readOrderDraft } from './order-draft.ts';
import { planOrder } from './plan-order.ts';
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

export const checkNames: Step = {
  name: 'check names',
  source: 'RFC 8555 sections 7.4 and 9.7.7, RFC 5280 section 4.2.1.6, RFC 8738 section 3',
  refusals: [
    'identifierTypeUnsupported',
    'addressMalformed',
    'addressNotCanonical',
    'addressNeverIssued',
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
  run(exchange, { settings }) {
    const identifiers = readIdentifiers(found(exchange.draft).identifiers, settings);
    if (!identifiers.ok) return identifiers.fault;
    exchange.identifiers = identifiers.value;
    return undefined;
  },
};

/** Where the directory offers it; elsewhere it is an unknown member, and the names themselves are to be proven. */
const readAncestors: Step = {
  name: 'read ancestor domains',
  source: 'RFC 9444 section 4.2',
  refusals: ['ancestorNotAbove', 'identifiersRejected'],
  run(exchange) {
    if (exchange.directory.subdomainAuthorizations !== true) return undefined;
    const { offered, bad } = readAncestorDomains(found(exchange.draft).identifiers);
    if (bad.length > 0) return refuseIdentifiers(bad);
    exchange.ancestorDomains = offered;
    return undefined;
  },
};

/** Again at finalize: what is no longer permitted is not issued. */
export const checkAllowances: Step = {
  name: 'check allowances',
  source: 'RFC 8555 section 7.4, RFC 5280 section 4.2.1.10',
  refusals: ['nameNotAllowed', 'addressNotAllowed', 'rejectedIdentifier', 'identifiersRejected'],
  async run(exchange, { allowances }) {
    const allowed = await allowances.read();
    const bad: FaultPart[] = [];
    for (const identifier of found(exchange.identifiers ?? exchange.order?.identifiers)) {
      const refused = allowed.refuse(identifier);
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

/** Pre-authorizations count as orders do. */
export const limitOrders: Step = {
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
  source: 'RFC 8555 section 7.4, RFC 9444 section 4.2',
  refusals: ['identifierNotProvable', 'identifiersRejected', 'ordersPendingTooMany', 'serverInternal'],
  async run(exchange, acme): Promise<Fault | undefined> {
    const pendingMax = acme.settings.pendingOrdersMax;
    for (let tries = 0; tries < PLAN_TRIES_MAX; tries++) {
      const planned = await planOrder(exchange, acme, pendingMax);
      if (!planned.ok) return planned.fault;
      const created = await acme.store.orders.create(planned.value);
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
    readAncestors,
    checkAllowances,
    checkDates,
    limitOrders,
    createOrder,
  ],
};
