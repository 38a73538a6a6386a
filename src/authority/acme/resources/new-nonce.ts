import type { Endpoint, Step } from '../endpoint.ts';
import { requireEmptyPayload } from '../steps/payload.ts';
import { checkHost } from '../steps/request.ts';
import { signedByAccount } from '../steps/signer.ts';

const giveNonce: Step = {
  name: 'give nonce',
  source: 'RFC 8555 section 7.2',
  refusals: [],
  run(exchange) {
    exchange.reply = { status: exchange.method === 'GET' ? 204 : 200, noStore: true };
    return undefined;
  },
};

export const newNonce: Endpoint = {
  name: 'new-nonce',
  source: 'RFC 8555 section 7.2',
  methods: ['GET', 'HEAD'],
  path: '/new-nonce',
  steps: [checkHost, giveNonce],
};

/** RFC 8555 section 6.3. */
export const newNoncePost: Endpoint = {
  ...newNonce,
  name: 'new-nonce (POST-as-GET)',
  methods: ['POST'],
  steps: [...signedByAccount, requireEmptyPayload, giveNonce],
};
