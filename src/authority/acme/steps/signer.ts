import { type Fault, fault } from '../../../core/index.ts';
import type { KnownAccount } from '../account-keys.ts';
import type { Acme } from '../acme.ts';
import type { Step } from '../endpoint.ts';
import { type Exchange, found } from '../exchange.ts';
import { readPublicKey } from '../jws/public-key.ts';
import { verifyJws } from '../jws/verify.ts';
import { ECHO_CHARS_MAX } from '../limits.ts';
import { accountIdBelow, accountIdOf } from '../paths.ts';
import { readRequest } from './request.ts';

const keyReference = { name: 'check jwk or kid', source: 'RFC 8555 section 6.2' };

const requireKid: Step = {
  ...keyReference,
  refusals: ['keyReferenceMissing', 'keyReferenceBoth', 'keyReferenceMustBeKid'],
  run(exchange) {
    return onlyOne(exchange) ?? (namesKid(exchange) ? undefined : fault('keyReferenceMustBeKid', {}));
  },
};

const requireJwk: Step = {
  ...keyReference,
  refusals: ['keyReferenceMissing', 'keyReferenceBoth', 'keyReferenceMustBeJwk'],
  run(exchange) {
    return onlyOne(exchange) ?? (namesKid(exchange) ? fault('keyReferenceMustBeJwk', {}) : undefined);
  },
};

const requireEither: Step = {
  ...keyReference,
  refusals: ['keyReferenceMissing', 'keyReferenceBoth'],
  run: onlyOne,
};

const findAccount: Step = {
  name: 'find account and key',
  source: 'RFC 8555 section 6.2',
  refusals: ['accountUnknown'],
  run: loadAccount,
};

const readKey: Step = {
  name: 'check key',
  source: 'RFC 8555 section 6.2, RFC 7518 section 6',
  refusals: ['keyMalformed', 'keyTypeRefused', 'keyHasPrivatePart', 'keyWeak'],
  run: loadKey,
};

const findEitherKey: Step = {
  name: 'find key',
  source: 'RFC 8555 section 7.6',
  refusals: [...findAccount.refusals, ...readKey.refusals],
  run: (exchange, acme) => (namesKid(exchange) ? loadAccount(exchange, acme) : loadKey(exchange, acme)),
};

/** Before any decision that depends on who asks. */
const verifySignature: Step = {
  name: 'verify signature',
  source: 'RFC 7515 section 5.2',
  refusals: ['algorithmNotOfKey', 'signatureWrong'],
  run: (exchange) => verifyJws(found(exchange.jws), found(exchange.key)),
};

const checkAccountStatus: Step = {
  name: 'check account status',
  source: 'RFC 8555 section 7.3.6',
  refusals: ['accountNotValid'],
  run({ account }) {
    if (account === undefined || account.status === 'valid') return undefined;
    return fault('accountNotValid', { status: account.status });
  },
};

/** Signed by an account: almost everything. */
export const signedByAccount: readonly Step[] = [
  ...readRequest,
  requireKid,
  findAccount,
  verifySignature,
  checkAccountStatus,
];
/** Signed by a key that the request carries: new accounts. */
export const signedByKey: readonly Step[] = [...readRequest, requireJwk, readKey, verifySignature];
/** Signed by either: revocations. */
export const signedByEither: readonly Step[] = [
  ...readRequest,
  requireEither,
  findEitherKey,
  verifySignature,
  checkAccountStatus,
];

function namesKid(exchange: Exchange): boolean {
  return Object.hasOwn(found(exchange.jws).header, 'kid');
}

function onlyOne(exchange: Exchange): Fault | undefined {
  const hasJwk = Object.hasOwn(found(exchange.jws).header, 'jwk');
  if (hasJwk && namesKid(exchange)) return fault('keyReferenceBoth', {});
  return hasJwk || namesKid(exchange) ? undefined : fault('keyReferenceMissing', {});
}

/** Waits only for an account that is not kept ready. */
function loadAccount(
  exchange: Exchange,
  { accountKeys, settings }: Acme,
): Fault | undefined | Promise<Fault | undefined> {
  const { kid } = found(exchange.jws).header;
  const text = typeof kid === 'string' ? kid : '';
  // most name themselves at the address that they ask, whose host is checked
  const here = accountIdBelow(exchange, text);
  const known = here === undefined ? undefined : accountKeys.known(here);
  if (known !== undefined) return signedBy(known, text, exchange);
  const id = accountIdOf(text, settings);
  if (id === undefined) return signedBy(undefined, text, exchange);
  return accountKeys.get(id).then((account) => signedBy(account, text, exchange));
}

function signedBy(known: KnownAccount | undefined, kid: string, exchange: Exchange): Fault | undefined {
  if (known === undefined) return fault('accountUnknown', { kid: kid.slice(0, ECHO_CHARS_MAX) });
  exchange.account = known.account;
  exchange.key = known.key;
  return undefined;
}

function loadKey(exchange: Exchange, { settings }: Acme): Fault | undefined {
  const key = readPublicKey(found(exchange.jws).header.jwk, settings.checkKey);
  if (!key.ok) return key.fault;
  exchange.key = key.value;
  return undefined;
}
