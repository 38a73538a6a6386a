import { fault } from '../../../core/index.ts';
import type { Endpoint, Step } from '../endpoint.ts';
import { found } from '../exchange.ts';
import { POLL_SECONDS } from '../limits.ts';
import { payloadOf, readAnyPayload } from '../steps/payload.ts';
import { signedByAccount } from '../steps/signer.ts';
import { authorizationObject, authorizationStatus, isBeingValidated } from './represent.ts';

/** Ownership is a condition of the read; only when it finds nothing is the reason looked for. */
export const findAuthorization: Step = {
  name: 'find own authorization',
  source: 'RFC 8555 section 7.5',
  refusals: ['notYours', 'noSuchResource'],
  async run(exchange, { store }) {
    const id = exchange.params.id ?? '';
    const authorization = await store.authorizations.get(id, found(exchange.account).id);
    if (authorization !== undefined) {
      exchange.authorization = authorization;
      return undefined;
    }
    const foreign = (await store.authorizations.find(id)) !== undefined;
    return fault(foreign ? 'notYours' : 'noSuchResource', { what: 'authorization' });
  },
};

const deactivate: Step = {
  name: 'deactivate',
  source: 'RFC 8555 section 7.5.2',
  refusals: ['payloadMember', 'authorizationNotDeactivated'],
  async run(exchange, { store }) {
    const { status } = payloadOf(exchange);
    if (status === undefined) return undefined;
    if (status !== 'deactivated')
      return fault('payloadMember', { member: 'status', expected: '"deactivated"' });
    const authorization = found(exchange.authorization);
    const done = await store.authorizations.deactivate(authorization.id, found(exchange.account).id);
    if (!done)
      return fault('authorizationNotDeactivated', {
        status: authorizationStatus(authorization, exchange.now),
      });
    exchange.authorization = { ...authorization, status: 'deactivated' };
    return undefined;
  },
};

const showAuthorization: Step = {
  name: 'show authorization',
  source: 'RFC 8555 section 7.1.4',
  refusals: [],
  run(exchange, acme) {
    const authorization = found(exchange.authorization);
    exchange.reply = {
      status: 200,
      body: authorizationObject(exchange, acme, authorization),
      ...(isBeingValidated(authorization, exchange.now) && { retryAfterSeconds: POLL_SECONDS }),
    };
    return undefined;
  },
};

export const authorization: Endpoint = {
  name: 'authorization',
  source: 'RFC 8555 section 7.5',
  methods: ['POST'],
  path: '/authorization/:id',
  steps: [...signedByAccount, readAnyPayload, findAuthorization, deactivate, showAuthorization],
};
