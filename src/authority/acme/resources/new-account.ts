import { fault, newId } from '../../../core/index.ts';
import type { Account } from '../../../store/index.ts';
import type { Acme } from '../acme.ts';
import type { Endpoint, Step } from '../endpoint.ts';
import { type Exchange, found, type Reply } from '../exchange.ts';
import { readExternalAccountBinding, verifyExternalAccountBinding } from '../jws/external-account.ts';
import { addressOf } from '../paths.ts';
import { readContacts } from '../policy/contacts.ts';
import { networkOf } from '../rate-limits.ts';
import { payloadOf, readObjectPayload } from '../steps/payload.ts';
import { signedByKey } from '../steps/signer.ts';
import { accountObject } from './represent.ts';

const findExisting: Step = {
  name: 'find account of this key',
  source: 'RFC 8555 section 7.3.1',
  refusals: ['accountNotValid', 'accountForKeyUnknown', 'payloadMember'],
  async run(exchange, { store }) {
    const { onlyReturnExisting } = payloadOf(exchange);
    if (onlyReturnExisting !== undefined && typeof onlyReturnExisting !== 'boolean')
      return fault('payloadMember', { member: 'onlyReturnExisting', expected: 'true or false' });
    const account = await store.accounts.findByThumbprint(found(exchange.key).thumbprint);
    if (account === undefined)
      return onlyReturnExisting === true ? fault('accountForKeyUnknown', {}) : undefined;
    if (account.status !== 'valid') return fault('accountNotValid', { status: account.status });
    exchange.reply = accountReply(exchange, account, 200);
    return undefined;
  },
};

const checkKeyHistory: Step = {
  name: 'check that the key is not known compromised',
  source: 'RFC 8555 section 11.1',
  refusals: ['keyCompromised'],
  run: async (exchange, { store }) =>
    (await store.certificates.isKeyCompromised(found(exchange.key).spkiSha256))
      ? fault('keyCompromised', {})
      : undefined,
};

const checkContacts: Step = {
  name: 'check contacts',
  source: 'RFC 8555 section 7.3',
  refusals: ['payloadMember', 'contactsTooMany', 'contactUnsupported', 'contactInvalid'],
  run(exchange) {
    const contacts = readContacts(payloadOf(exchange).contact);
    if (!contacts.ok) return contacts.fault;
    exchange.contacts = contacts.value;
    return undefined;
  },
};

const checkTerms: Step = {
  name: 'check agreement to the terms',
  source: 'RFC 8555 section 7.3',
  refusals: ['payloadMember', 'termsNotAgreed'],
  run(exchange, { settings }) {
    const { termsOfServiceAgreed } = payloadOf(exchange);
    if (termsOfServiceAgreed !== undefined && typeof termsOfServiceAgreed !== 'boolean')
      return fault('payloadMember', { member: 'termsOfServiceAgreed', expected: 'true or false' });
    const url = settings.meta.termsOfService;
    return url === undefined || termsOfServiceAgreed === true ? undefined : fault('termsNotAgreed', { url });
  },
};

const checkExternalAccount: Step = {
  name: 'check external account binding',
  source: 'RFC 8555 section 7.3.4',
  refusals: [
    'externalAccountRequired',
    'externalAccountMalformed',
    'externalAccountUnknown',
    'externalAccountWrongMac',
  ],
  async run(exchange, { store, settings }) {
    const { externalAccountBinding } = payloadOf(exchange);
    if (externalAccountBinding === undefined)
      return settings.externalAccountRequired ? fault('externalAccountRequired', {}) : undefined;
    const binding = readExternalAccountBinding(externalAccountBinding, {
      url: exchange.base + exchange.target,
      key: found(exchange.key),
    });
    if (!binding.ok) return binding.fault;
    const { id } = binding.value;
    const external = await store.externalKeys.get(id);
    const macKey =
      external === undefined || external.revokedAt !== null
        ? undefined
        : settings.openExternalKey(external.sealedKey, id);
    if (macKey === undefined) return fault('externalAccountUnknown', { id });
    exchange.externalKeyId = id;
    return verifyExternalAccountBinding(binding.value, macKey);
  },
};

/** Here and not earlier, so that a mistake costs nobody a part of what the network may do. */
const limitAccounts: Step = {
  name: 'limit new accounts of one network',
  source: 'RFC 8555 section 6.6',
  refusals: ['accountsTooMany'],
  run(exchange, { limiters }) {
    const retryAfterSeconds = limiters.accountsPerNetwork.take(networkOf(exchange.address));
    return retryAfterSeconds === undefined ? undefined : fault('accountsTooMany', {}, { retryAfterSeconds });
  },
};

const createAccount: Step = {
  name: 'create account',
  source: 'RFC 8555 section 7.3',
  refusals: ['externalAccountSpent', 'accountNotValid'],
  async run(exchange, acme) {
    const account = newAccountRow(exchange, acme);
    const created = await acme.store.accounts.create(account);
    if (created.outcome === 'external-key-spent')
      return fault('externalAccountSpent', { id: found(exchange.externalKeyId) });
    if (created.outcome !== 'exists') {
      exchange.reply = accountReply(exchange, account, 201);
      return undefined;
    }
    // another request with this key was faster
    const { status } = created.account;
    if (status !== 'valid') return fault('accountNotValid', { status });
    exchange.reply = accountReply(exchange, created.account, 200);
    return undefined;
  },
};

export const newAccount: Endpoint = {
  name: 'new-account',
  source: 'RFC 8555 section 7.3',
  methods: ['POST'],
  path: '/new-account',
  steps: [
    ...signedByKey,
    readObjectPayload,
    findExisting,
    checkKeyHistory,
    checkContacts,
    checkTerms,
    checkExternalAccount,
    limitAccounts,
    createAccount,
  ],
};

function newAccountRow(exchange: Exchange, { settings }: Acme): Account {
  const { thumbprint, jwk } = found(exchange.key);
  return {
    id: newId(exchange.now),
    thumbprint,
    jwk,
    status: 'valid',
    contacts: found(exchange.contacts),
    termsAgreedAt: settings.meta.termsOfService === undefined ? null : exchange.now,
    externalKeyId: exchange.externalKeyId ?? null,
    createdAt: exchange.now,
    createdFrom: exchange.address,
  };
}

function accountReply(exchange: Exchange, account: Account, status: 200 | 201): Reply {
  return {
    status,
    body: accountObject(exchange, account),
    location: addressOf.account(exchange, account.id),
  };
}
