import type { Acme } from '../acme.ts';
import type { Endpoint, Step } from '../endpoint.ts';
import type { Exchange } from '../exchange.ts';
import { addressOf } from '../paths.ts';
import { requireEmptyPayload } from '../steps/payload.ts';
import { checkHost } from '../steps/request.ts';
import { signedByAccount } from '../steps/signer.ts';

const showDirectory: Step = {
  name: 'show directory',
  source:
    'RFC 8555 section 7.1.1, RFC 9444 section 4.3, draft-ietf-acme-profiles section 3, draft-ietf-acme-dns-persist section 3.2',
  refusals: [],
  run(exchange, { settings }) {
    const subdomains = exchange.directory.subdomainAuthorizations === true;
    exchange.reply = {
      status: 200,
      body: {
        newNonce: addressOf.newNonce(exchange),
        newAccount: addressOf.newAccount(exchange),
        newOrder: addressOf.newOrder(exchange),
        ...(subdomains && { newAuthz: addressOf.newAuthorization(exchange) }),
        revokeCert: addressOf.revokeCertificate(exchange),
        keyChange: addressOf.keyChange(exchange),
        meta: {
          ...settings.meta,
          ...persistMeta(exchange, settings),
          externalAccountRequired: settings.externalAccountRequired,
          ...(subdomains && { subdomainAuthAllowed: true }),
          profiles: Object.fromEntries(
            exchange.directory.profiles.map((name) => [name, settings.profileTexts[name] ?? name]),
          ),
        },
      },
    };
    return undefined;
  },
};

/** draft-ietf-acme-dns-persist-02 sections 3.2 and 4.1: what a record can be made of before there is an order. */
function persistMeta(exchange: Exchange, { dnsPersistVersion }: Acme['settings']) {
  const { challengeTypes = [], caa } = exchange.directory;
  if (dnsPersistVersion !== '02' || !challengeTypes.includes('dns-persist-01')) return {};
  return { issuerDomainNames: caa?.issuers ?? [], accountHashPrefix: addressOf.accountHash(exchange) };
}

export const directory: Endpoint = {
  name: 'directory',
  source: 'RFC 8555 section 7.1.1',
  methods: ['GET', 'HEAD'],
  path: '/directory',
  steps: [checkHost, showDirectory],
};

/** RFC 8555 section 6.3: what may be read by GET may be read by POST-as-GET, too. */
export const directoryPost: Endpoint = {
  ...directory,
  name: 'directory (POST-as-GET)',
  methods: ['POST'],
  steps: [...signedByAccount, requireEmptyPayload, showDirectory],
};
