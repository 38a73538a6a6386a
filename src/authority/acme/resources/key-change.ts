import { fault } from '../../../core/index.ts';
import type { Endpoint, Step } from '../endpoint.ts';
import { found } from '../exchange.ts';
import { decodeJws, JWS_REFUSALS } from '../jws/decode.ts';
import { isSameKey, readPublicKey } from '../jws/public-key.ts';
import { parseJsonObject } from '../jws/strict-json.ts';
import { checkAlgorithm, verifyJws } from '../jws/verify.ts';
import { accountIdOf, addressOf } from '../paths.ts';
import { signedByAccount } from '../steps/signer.ts';
import { accountObject } from './represent.ts';

const readInner: Step = {
  name: 'decode inner JWS',
  source: 'RFC 8555 section 7.3.5, checks 2 to 4 and 8',
  refusals: ['keyChangeMalformed', ...JWS_REFUSALS, 'algorithmMissing', 'algorithmUnsupported'],
  run(exchange) {
    const inner = decodeJws(found(exchange.jws).payloadBytes);
    if (!inner.ok) return inner.fault;
    const { header } = inner.value;
    const refused = checkAlgorithm(inner.value);
    if (refused !== undefined) return refused;
    if (Object.hasOwn(header, 'kid')) return fault('keyChangeMalformed', { member: 'kid' });
    if (Object.hasOwn(header, 'nonce')) return fault('keyChangeMalformed', { member: 'nonce' });
    if (header.url !== found(exchange.jws).header.url) return fault('keyChangeMalformed', { member: 'url' });
    exchange.newKeyJws = inner.value;
    return undefined;
  },
};

const readNewKey: Step = {
  name: 'check new key',
  source: 'RFC 8555 section 7.3.5, check 3',
  refusals: ['keyMalformed', 'keyTypeRefused', 'keyHasPrivatePart', 'keyWeak', 'keyCompromised'],
  async run(exchange, { settings, store }) {
    const key = readPublicKey(found(exchange.newKeyJws).header.jwk, settings.checkKey);
    if (!key.ok) return key.fault;
    if (await store.certificates.isKeyCompromised(key.value.spkiSha256)) return fault('keyCompromised', {});
    exchange.newKey = key.value;
    return undefined;
  },
};

const verifyInner: Step = {
  name: 'verify inner signature',
  source: 'RFC 8555 section 7.3.5, check 5',
  refusals: ['algorithmNotOfKey', 'keyChangeSignatureWrong'],
  run(exchange) {
    const refused = verifyJws(found(exchange.newKeyJws), found(exchange.newKey));
    return refused?.code === 'signatureWrong' ? fault('keyChangeSignatureWrong', {}) : refused;
  },
};

const checkInnerPayload: Step = {
  name: 'check account and old key',
  source: 'RFC 8555 section 7.3.5, checks 6, 7, 9 and 10',
  refusals: ['keyChangeMalformed', 'keyChangeWrongAccount', 'keyChangeWrongOldKey'],
  run(exchange, { settings }) {
    const payload = parseJsonObject(found(exchange.newKeyJws).payloadBytes);
    if (!payload.ok) return fault('keyChangeMalformed', { member: 'payload' });
    const { account, oldKey } = payload.value;
    if (typeof account !== 'string') return fault('keyChangeMalformed', { member: 'account' });
    if (accountIdOf(account, settings) !== found(exchange.account).id)
      return fault('keyChangeWrongAccount', {});
    return isSameKey(oldKey, found(exchange.key)) ? undefined : fault('keyChangeWrongOldKey', {});
  },
};

const replaceKey: Step = {
  name: 'replace key',
  source: 'RFC 8555 section 7.3.5, check 11',
  refusals: ['keyInUse', 'keyChangeWrongOldKey'],
  async run(exchange, { store, accountKeys }) {
    const account = found(exchange.account);
    const { thumbprint, jwk } = found(exchange.newKey);
    const replaced = await store.accounts.replaceKey({
      id: account.id,
      oldThumbprint: account.thumbprint,
      thumbprint,
      jwk,
      at: exchange.now,
    });
    accountKeys.forget(account.id);
    if (replaced.outcome === 'stale') return fault('keyChangeWrongOldKey', {});
    if (replaced.outcome === 'key-in-use')
      return fault('keyInUse', { account: addressOf.account(exchange, replaced.accountId) });
    exchange.reply = {
      status: 200,
      body: accountObject(exchange, account),
      location: addressOf.account(exchange, account.id),
    };
    return undefined;
  },
};

export const keyChange: Endpoint = {
  name: 'key-change',
  source: 'RFC 8555 section 7.3.5',
  methods: ['POST'],
  path: '/key-change',
  steps: [...signedByAccount, readInner, readNewKey, verifyInner, checkInnerPayload, replaceKey],
};
