import { fault } from '../../../core/index.ts';
import type { Endpoint, Step } from '../endpoint.ts';
import { found } from '../exchange.ts';
import { requireEmptyPayload } from '../steps/payload.ts';
import { signedByAccount } from '../steps/signer.ts';
import { orderReply } from './represent.ts';

/** Ownership is a condition of the read; only when it finds nothing is the reason looked for. */
export const findOrder: Step = {
  name: 'find own order',
  source: 'RFC 8555 section 7.4',
  refusals: ['notYours', 'noSuchResource'],
  async run(exchange, { store }) {
    const id = exchange.params.id ?? '';
    const order = await store.orders.get(id, found(exchange.account).id);
    if (order?.directory === exchange.directory.name) {
      exchange.order = order;
      return undefined;
    }
    const foreign = order === undefined && (await store.orders.find(id)) !== undefined;
    return fault(foreign ? 'notYours' : 'noSuchResource', { what: 'order' });
  },
};

const showOrder: Step = {
  name: 'show order',
  source: 'RFC 8555 section 7.1.3',
  refusals: [],
  run(exchange, acme) {
    exchange.reply = orderReply(exchange, acme, found(exchange.order));
    return undefined;
  },
};

export const order: Endpoint = {
  name: 'order',
  source: 'RFC 8555 section 7.4',
  methods: ['POST'],
  path: '/order/:id',
  steps: [...signedByAccount, requireEmptyPayload, findOrder, showOrder],
};
