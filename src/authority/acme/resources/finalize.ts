import { fault, identifierText } from '../../../core/index.ts';
import type { Order, ReservedCertificate } from '../../../store/index.ts';
import type { PlannedCertificate } from '../../ca/index.ts';
import type { Acme } from '../acme.ts';
import type { Endpoint, Step } from '../endpoint.ts';
import { type Exchange, found } from '../exchange.ts';
import { decodeBase64url } from '../jws/base64url.ts';
import { CSR_BYTES_MAX } from '../limits.ts';
import { subscriberOf } from '../policy/subscriber.ts';
import { entryOf } from '../render.ts';
import { payloadOf, readObjectPayload } from '../steps/payload.ts';
import { signedByAccount } from '../steps/signer.ts';
import { issuanceRequest } from '../work/issuances.ts';
import { checkAllowances } from './new-order.ts';
import { findOrder } from './order.ts';
import { orderObject, orderReply } from './represent.ts';

const readCsr: Step = {
  name: 'read CSR',
  source: 'RFC 8555 section 7.4',
  refusals: ['payloadMember'],
  run(exchange) {
    const { csr } = payloadOf(exchange);
    const der = typeof csr === 'string' ? decodeBase64url(csr) : undefined;
    if (der === undefined || der.length === 0 || der.length > CSR_BYTES_MAX)
      return fault('payloadMember', { member: 'csr', expected: 'a CSR in DER, base64url without padding' });
    exchange.csrDer = der;
    return undefined;
  },
};

const checkCsr: Step = {
  name: 'check CSR',
  source: 'RFC 8555 section 7.4, RFC 2986',
  refusals: ['csrMalformed', 'csrSignatureWrong', 'csrKeyRefused', 'csrExtensionRefused', 'csrNameRefused'],
  run(exchange, { ca }) {
    const csr = ca.checkCsr(found(exchange.csrDer));
    if (!csr.ok) return csr.fault;
    exchange.csr = csr.value;
    return undefined;
  },
};

/** A client that lost the answer sends its finalize again: the same key gets the same order back, and nothing runs. */
const showFinalized: Step = {
  name: 'show order that is finalized already',
  source: 'RFC 8555 section 7.4',
  refusals: [],
  async run(exchange, acme) {
    const order = found(exchange.order);
    const key =
      order.status === 'valid' && order.certificateSerial !== null
        ? (await acme.store.certificates.get(order.certificateSerial))?.spkiSha256
        : acme.issuances.keyOf(order.id);
    if (key === found(exchange.csr).spkiSha256) exchange.reply = orderReply(exchange, acme, order);
    return undefined;
  },
};

const checkReady: Step = {
  name: 'check that the order is ready',
  source: 'RFC 8555 section 7.4',
  refusals: ['orderNotReady'],
  async run(exchange, acme) {
    const order = found(exchange.order);
    const { status } = orderObject(exchange, acme, order);
    if (status === 'ready') return undefined;
    return fault('orderNotReady', {
      status,
      waiting: status === 'pending' ? await unproven(order, acme) : '',
    });
  },
};

const checkCsrNames: Step = {
  name: "check that the CSR has the order's names",
  source: 'RFC 8555 section 7.4',
  refusals: ['csrNamesDiffer'],
  run(exchange) {
    const ordered = new Set(found(exchange.order).identifiers.map(identifierText));
    const asked = new Set(found(exchange.csr).identifiers.map(identifierText));
    const missing = listText([...ordered].filter((name) => !asked.has(name)));
    const extra = listText([...asked].filter((name) => !ordered.has(name)));
    return missing === '' && extra === '' ? undefined : fault('csrNamesDiffer', { missing, extra });
  },
};

/** What is refused here makes the order invalid: another one begins with new proofs. A want of our own is no verdict. */
const recheckCaa: Step = {
  name: 'ask for CAA records again where the proof is old',
  source: 'RFC 8659 section 3, Baseline Requirements 4.2.2.1',
  refusals: [
    'validationCaaForbids',
    'validationCaaLookup',
    'validationDnssec',
    'validationPerspectivesCaa',
    'validationPerspectivesDns',
    'validationPerspectivesMissing',
    'validationsRecheckFailed',
    'validationBusy',
    'validationStopped',
    'validationsBusy',
  ],
  async run(exchange, { rechecks, settings, store }) {
    const order = found(exchange.order);
    const kid = String(found(exchange.jws).header['kid']);
    const subscriber = subscriberOf(found(exchange.account), order.directory, settings, kid);
    const refused = await rechecks.check(order, subscriber, exchange.now);
    if (refused !== undefined && entryOf(refused).blame === 'target')
      await store.orders.refuse(order.id, order.accountId, refused);
    return refused;
  },
};

const planCertificate: Step = {
  name: 'plan certificate',
  source: 'RFC 5280 section 4.1',
  refusals: ['datesRefused', 'rejectedIdentifier'],
  run(exchange, { ca }) {
    const order = found(exchange.order);
    const planned = ca.plan(issuanceRequest(order, found(exchange.csr).spki));
    if (!planned.ok) return planned.fault;
    exchange.reserved = reservation(exchange, order, planned.value);
    return undefined;
  },
};

/**
 * Durable before anything is signed, in the same unit as ready -> processing: no signature without its row. That the key is no
 * account's (section 11.1) and not known compromised is asked in that unit, too.
 */
const reserve: Step = {
  name: 'reserve serial and certificate, unless the key is an account key or known compromised',
  source: 'RFC 8555 sections 7.4 and 11.1, RFC 5280 section 4.1.2.2',
  refusals: ['csrKeyIsAccountKey', 'csrKeyCompromised', 'orderNotReady'],
  async run(exchange, { store }) {
    const order = found(exchange.order);
    const certificate = found(exchange.reserved);
    const { thumbprint, spkiSha256 } = found(exchange.csr);
    const { accountId } = order;
    if (await store.orders.reserveCertificate(order, accountId, certificate, thumbprint, exchange.now)) {
      exchange.order = { ...order, status: 'processing' };
      return undefined;
    }
    if ((await store.accounts.findByThumbprint(thumbprint)) !== undefined)
      return fault('csrKeyIsAccountKey', {});
    if (await store.certificates.isKeyCompromised(spkiSha256)) return fault('csrKeyCompromised', {});
    // another finalize was faster, or an authorization or the account was deactivated meanwhile
    return fault('orderNotReady', { status: 'no longer ready', waiting: '' });
  },
};

const issue: Step = {
  name: 'sign and store, and wait for a near end',
  source: 'RFC 8555 section 7.4',
  refusals: [],
  async run(exchange, acme) {
    const order = found(exchange.order);
    const work = acme.issuances.finish(order, found(exchange.reserved), found(exchange.csr).spki);
    const after = await acme.hold.wait(work, acme.settings.finalizeHoldMs);
    exchange.reply = orderReply(exchange, acme, after ?? order);
    return undefined;
  },
};

export const finalize: Endpoint = {
  name: 'finalize',
  source: 'RFC 8555 section 7.4',
  methods: ['POST'],
  path: '/order/:id/finalize',
  steps: [
    ...signedByAccount,
    readObjectPayload,
    findOrder,
    readCsr,
    checkCsr,
    showFinalized,
    checkReady,
    checkCsrNames,
    checkAllowances,
    recheckCaa,
    planCertificate,
    reserve,
    issue,
  ],
};

function reservation(exchange: Exchange, order: Order, planned: PlannedCertificate): ReservedCertificate {
  return {
    ...planned,
    accountId: order.accountId,
    orderId: order.id,
    profile: order.profile,
    identifiers: order.identifiers,
    spkiSha256: found(exchange.csr).spkiSha256,
    createdAt: exchange.now,
  };
}

async function unproven(order: Order, { store }: Acme): Promise<string> {
  const authorizations = await store.authorizations.listByOrder(order.id);
  return listText(
    authorizations
      .filter(({ status }) => status !== 'valid')
      .map(({ identifier, wildcard }) => (wildcard ? `*.${identifier.value}` : identifier.value)),
  );
}

function listText(names: readonly string[]): string {
  return names.toSorted().join(', ');
}
