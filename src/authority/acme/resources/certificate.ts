import { fault } from '../../../core/index.ts';
import { pemEncode } from '../../../wire/x509/index.ts';
import type { Endpoint, Step } from '../endpoint.ts';
import { found } from '../exchange.ts';
import { addressOf, link } from '../paths.ts';
import { requireEmptyPayload } from '../steps/payload.ts';
import { signedByAccount } from '../steps/signer.ts';

const SERIAL = /^[0-9a-f]{1,40}$/;
const CHAIN = /^[1-9]\d?$/;

const findCertificate: Step = {
  name: 'find own certificate',
  source: 'RFC 8555 section 7.4.2',
  refusals: ['notYours', 'noSuchResource'],
  async run(exchange, { store }) {
    const serial = exchange.params.serial ?? '';
    const certificate = SERIAL.test(serial) ? await store.certificates.get(serial) : undefined;
    if (certificate?.der == null) return fault('noSuchResource', { what: 'certificate' });
    if (certificate.accountId !== found(exchange.account).id)
      return fault('notYours', { what: 'certificate' });
    exchange.certificate = certificate;
    return undefined;
  },
};

const sendChain: Step = {
  name: 'send chain',
  source: 'RFC 8555 sections 7.4.2 and 9.1',
  refusals: ['noSuchResource'],
  run(exchange, { ca }) {
    const { serial, issuerId, der } = found(exchange.certificate);
    const chains = ca.chains(issuerId);
    const wanted = exchange.params.chain ?? '0';
    const chain = wanted === '0' || CHAIN.test(wanted) ? chains[Number(wanted)] : undefined;
    if (chain === undefined || der === null) return fault('noSuchResource', { what: 'certificate chain' });
    const others = chains.flatMap((_, index) => (index === Number(wanted) ? [] : [index]));
    exchange.reply = {
      status: 200,
      text: {
        type: 'application/pem-certificate-chain',
        content: [der, ...chain].map((each) => pemEncode('CERTIFICATE', each)).join(''),
      },
      links: others.map((index) => link(addressOf.certificate(exchange, serial, index), 'alternate')),
    };
    return undefined;
  },
};

export const certificate: Endpoint = {
  name: 'certificate',
  source: 'RFC 8555 section 7.4.2',
  methods: ['POST'],
  path: '/certificate/:serial',
  steps: [...signedByAccount, requireEmptyPayload, findCertificate, sendChain],
};

export const alternateCertificate: Endpoint = {
  ...certificate,
  name: 'certificate (alternate chain)',
  path: '/certificate/:serial/:chain',
};
