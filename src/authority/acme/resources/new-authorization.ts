import { type Fault, fault } from '../../../core/index.ts';
import type { Endpoint, Step } from '../endpoint.ts';
import { found } from '../exchange.ts';
import { BUSY_SECONDS, ECHO_CHARS_MAX, STANDING_AUTHORIZATIONS_MAX } from '../limits.ts';
import { addressOf } from '../paths.ts';
import { challengeTypesFor } from '../policy/challenge-types.ts';
import { payloadOf, readObjectPayload } from '../steps/payload.ts';
import { signedByAccount } from '../steps/signer.ts';
import { checkAllowances, checkNames, limitOrders } from './new-order.ts';
import { newAuthorization } from './plan-order.ts';
import { authorizationObject } from './represent.ts';

const checkOffered: Step = {
  name: 'check that the directory offers it',
  source: 'RFC 8555 section 7.4.1',
  refusals: ['preAuthorizationNotOffered'],
  run: ({ directory }) =>
    directory.subdomainAuthorizations === true ? undefined : fault('preAuthorizationNotOffered', {}),
};

const readIdentifier: Step = {
  name: 'read identifier',
  source: 'RFC 8555 section 7.4.1, RFC 9444 section 4.1',
  refusals: ['payloadMember', 'preAuthorizationWildcard'],
  run(exchange) {
    const { identifier } = payloadOf(exchange);
    if (typeof identifier !== 'object' || identifier === null) return expected();
    const { type, value, subdomainAuthAllowed = false } = identifier as Readonly<Record<string, unknown>>;
    if (typeof type !== 'string' || typeof value !== 'string') return expected();
    if (typeof subdomainAuthAllowed !== 'boolean') return expected();
    if (type === 'dns' && value.startsWith('*.'))
      return fault('preAuthorizationWildcard', { name: value.slice(0, ECHO_CHARS_MAX) });
    exchange.draft = {
      identifiers: [{ type, value }],
      profile: exchange.directory.profile,
      notBefore: null,
      notAfter: null,
    };
    exchange.standing = subdomainAuthAllowed ? 'subdomains' : 'name';
    return undefined;
  },
};

/** What cannot be proven for all names below is authorized for the name alone (RFC 9444 section 4.1); the object says so. */
const createAuthorization: Step = {
  name: 'create authorization, or show an unfinished or valid one for the same',
  source: 'RFC 8555 section 7.4.1, RFC 9444 section 4.1',
  refusals: ['identifierNotProvable', 'standingTooMany'],
  async run(exchange, acme): Promise<Fault | undefined> {
    const { store, settings } = acme;
    const { now, directory } = exchange;
    const [identifier] = found(exchange.identifiers);
    if (identifier === undefined) throw new Error('an identifier was read');
    const builtIn = settings.builtInNames.has(identifier.value);
    const wanted = { identifier, wildcard: false, standing: found(exchange.standing) };
    const wide = wanted.standing === 'subdomains' && identifier.type === 'dns';
    const provable = wide && challengeTypesFor(wanted, builtIn, directory.challengeTypes).length > 0;
    const standing = provable ? 'subdomains' : 'name';
    const planned = newAuthorization(
      { ...wanted, standing },
      exchange,
      settings,
      now + settings.orderLifetimeMs,
    );
    if (planned.challengeTypes.length === 0)
      return fault('identifierNotProvable', { name: identifier.value });
    const result = await store.authorizations.create({
      ...planned,
      standing,
      accountId: found(exchange.account).id,
      directory: directory.name,
      createdAt: now,
      standingMax: STANDING_AUTHORIZATIONS_MAX,
    });
    if (result.outcome === 'too-many')
      return fault(
        'standingTooMany',
        { max: STANDING_AUTHORIZATIONS_MAX },
        { retryAfterSeconds: BUSY_SECONDS },
      );
    const { authorization, outcome } = result;
    exchange.reply = {
      status: outcome === 'created' ? 201 : 200,
      body: authorizationObject(exchange, acme, authorization),
      location: addressOf.authorization(exchange, authorization.id),
    };
    return undefined;
  },
};

export const newAuthorizationEndpoint: Endpoint = {
  name: 'new-authz',
  source: 'RFC 8555 section 7.4.1, RFC 9444 section 4.1',
  methods: ['POST'],
  path: '/new-authz',
  steps: [
    ...signedByAccount,
    readObjectPayload,
    checkOffered,
    readIdentifier,
    checkNames,
    checkAllowances,
    limitOrders,
    createAuthorization,
  ],
};

function expected(): Fault {
  return fault('payloadMember', {
    member: 'identifier',
    expected:
      'an object with the strings "type" and "value", and "subdomainAuthAllowed" as true or false if given',
  });
}
