import { fault } from '../../../core/index.ts';
import type { Endpoint, Step } from '../endpoint.ts';
import { found } from '../exchange.ts';
import { addressOf } from '../paths.ts';
import { readContacts } from '../policy/contacts.ts';
import { payloadOf, readAnyPayload } from '../steps/payload.ts';
import { signedByAccount } from '../steps/signer.ts';
import { accountObject } from './represent.ts';

/** Also of the account's orders list. */
export const checkOwnAccount: Step = {
  name: 'check that the account is the signer',
  source: 'RFC 8555 section 7.3.2',
  refusals: ['accountNotYours'],
  run: ({ params, account }) => (params.id === found(account).id ? undefined : fault('accountNotYours', {})),
};

const deactivate: Step = {
  name: 'deactivate',
  source: 'RFC 8555 section 7.3.6',
  refusals: ['payloadMember', 'accountNotValid'],
  async run(exchange, { store, accountKeys }) {
    const { status } = payloadOf(exchange);
    if (status === undefined || status === 'valid') return undefined;
    if (status !== 'deactivated')
      return fault('payloadMember', { member: 'status', expected: '"deactivated"' });
    const account = found(exchange.account);
    const done = await store.accounts.deactivate(account.id, 'deactivated', exchange.now);
    accountKeys.forget(account.id);
    if (!done) return fault('accountNotValid', { status: 'deactivated' });
    exchange.reply = { status: 200, body: accountObject(exchange, { ...account, status: 'deactivated' }) };
    return undefined;
  },
};

const updateContacts: Step = {
  name: 'update contacts',
  source: 'RFC 8555 section 7.3.2',
  refusals: ['payloadMember', 'contactsTooMany', 'contactUnsupported', 'contactInvalid', 'accountNotValid'],
  async run(exchange, { store, accountKeys }) {
    const { contact } = payloadOf(exchange);
    if (contact === undefined) return undefined;
    const contacts = readContacts(contact);
    if (!contacts.ok) return contacts.fault;
    const account = found(exchange.account);
    const done = await store.accounts.setContacts(account.id, contacts.value);
    accountKeys.forget(account.id);
    if (!done) return fault('accountNotValid', { status: 'deactivated' });
    exchange.account = { ...account, contacts: contacts.value };
    return undefined;
  },
};

const showAccount: Step = {
  name: 'show account',
  source: 'RFC 8555 section 7.1.2',
  refusals: [],
  run(exchange) {
    const account = found(exchange.account);
    exchange.reply = {
      status: 200,
      body: accountObject(exchange, account),
      location: addressOf.account(exchange, account.id),
    };
    return undefined;
  },
};

export const account: Endpoint = {
  name: 'account',
  source: 'RFC 8555 section 7.3.2',
  methods: ['POST'],
  path: '/account/:id',
  steps: [...signedByAccount, readAnyPayload, checkOwnAccount, deactivate, updateContacts, showAccount],
};
