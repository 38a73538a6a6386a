import { fault } from '../../../core/index.ts';
import type { Endpoint, Step } from '../endpoint.ts';
import { found } from '../exchange.ts';
import { BUSY_SECONDS } from '../limits.ts';
import { proverOf, subscriberOf } from '../policy/subscriber.ts';
import { readAnyPayload } from '../steps/payload.ts';
import { signedByAccount } from '../steps/signer.ts';
import { findAuthorization } from './authorization.ts';
import { authorizationStatus, challengeReply } from './represent.ts';

const findChallenge: Step = {
  name: 'find challenge',
  source: 'RFC 8555 section 7.5.1',
  refusals: ['noSuchResource'],
  run(exchange) {
    const type = found(exchange.authorization).challengeTypes.find((each) => each === exchange.params.type);
    if (type === undefined) return fault('noSuchResource', { what: 'challenge' });
    exchange.challengeType = type;
    return undefined;
  },
};

/** A read, and an answer to what is concluded already: nothing runs again (RFC 8555 section 8.2 needs a new order here). */
const showConcluded: Step = {
  name: 'show challenge that is read or concluded',
  source: 'RFC 8555 sections 7.5.1 and 8.2',
  refusals: ['authorizationExpired'],
  run(exchange, acme) {
    const authorization = found(exchange.authorization);
    const status = authorizationStatus(authorization, exchange.now);
    if (exchange.payload !== 'empty' && status === 'pending') return undefined;
    if (exchange.payload !== 'empty' && authorization.status === 'pending')
      return fault('authorizationExpired', {});
    exchange.reply = challengeReply(exchange, acme, authorization, found(exchange.challengeType));
    return undefined;
  },
};

const limitFailures: Step = {
  name: 'limit failures of one name',
  source: 'RFC 8555 section 6.6',
  refusals: ['failuresTooMany', 'validationsBusy'],
  run(exchange, { limiters, validations }) {
    const { accountId, identifier } = found(exchange.authorization);
    const retryAfterSeconds = limiters.failuresPerName.check(`${accountId} ${identifier.value}`);
    if (retryAfterSeconds !== undefined)
      return fault('failuresTooMany', { name: identifier.value }, { retryAfterSeconds });
    if (validations.hasRoom(accountId)) return undefined;
    return fault('validationsBusy', {}, { retryAfterSeconds: BUSY_SECONDS });
  },
};

/** Of two answers at once one is validated (validation row 20): a conditional write decides, here or with its conclusion. */
const validate: Step = {
  name: 'validate, claim what takes longer, and wait for a near end',
  source: 'RFC 8555 sections 7.5.1 and 8',
  refusals: ['challengeInProgress'],
  async run(exchange, acme) {
    const authorization = found(exchange.authorization);
    const type = found(exchange.challengeType);
    const kid = String(found(exchange.jws).header['kid']);
    const { accountId, directory } = authorization;
    const subscriber = await proverOf(
      subscriberOf(found(exchange.account), directory, acme.settings, kid),
      { type, accountId },
      acme.store.accounts,
      acme.settings,
    );
    const begun = await acme.validations.begin({ authorization, type, subscriber });
    if (begun.outcome === 'refused') return fault('challengeInProgress', {});
    const after =
      begun.outcome === 'claimed' && (await acme.hold.wait(begun.end, acme.settings.challengeHoldMs));
    exchange.reply = challengeReply(exchange, acme, after || begun.authorization, type);
    return undefined;
  },
};

export const challenge: Endpoint = {
  name: 'challenge',
  source: 'RFC 8555 section 7.5.1',
  methods: ['POST'],
  path: '/challenge/:id/:type',
  steps: [
    ...signedByAccount,
    readAnyPayload,
    findAuthorization,
    findChallenge,
    showConcluded,
    limitFailures,
    validate,
  ],
};
