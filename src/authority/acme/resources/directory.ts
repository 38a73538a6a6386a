import type { Endpoint, Step } from '../endpoint.ts';
import { addressOf } from '../paths.ts';
import { requireEmptyPayload } from '../steps/payload.ts';
import { checkHost } from '../steps/request.ts';
import { signedByAccount } from '../steps/signer.ts';

const showDirectory: Step = {
  name: 'show directory',
  source: 'RFC 8555 section 7.1.1, draft-ietf-acme-profiles section 3',
  refusals: [],
  run(exchange, { settings }) {
    exchange.reply = {
      status: 200,
      body: {
        newNonce: addressOf.newNonce(exchange),
        newAccount: addressOf.newAccount(exchange),
        newOrder: addressOf.newOrder(exchange),
        revokeCert: addressOf.revokeCertificate(exchange),
        keyChange: addressOf.keyChange(exchange),
        meta: {
          ...settings.meta,
          externalAccountRequired: settings.externalAccountRequired,
          profiles: Object.fromEntries(
            exchange.directory.profiles.map((name) => [name, settings.profileTexts[name] ?? name]),
          ),
        },
      },
    };
    return undefined;
  },
};

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
