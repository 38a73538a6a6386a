import type { Endpoint, Step } from '../endpoint.ts';
import { found } from '../exchange.ts';
import { ORDERS_PAGE } from '../limits.ts';
import { addressOf, link } from '../paths.ts';
import { requireEmptyPayload } from '../steps/payload.ts';
import { signedByAccount } from '../steps/signer.ts';
import { checkOwnAccount } from './account.ts';

const CURSOR = /^[0-9a-f]{1,64}$/;

/** A page more than asked by one id says whether another page follows. */
const listOrders: Step = {
  name: 'list orders',
  source: 'RFC 8555 section 7.1.2.1',
  refusals: [],
  async run(exchange, { store }) {
    const { id } = found(exchange.account);
    const [cursor = '', ...others] = new URLSearchParams(exchange.query).getAll('cursor');
    const before = others.length === 0 && CURSOR.test(cursor) ? { before: cursor } : {};
    const ids = await store.orders.listIds(id, { limit: ORDERS_PAGE + 1, ...before });
    const page = ids.slice(0, ORDERS_PAGE);
    const last = page.at(-1);
    const next = ids.length > page.length && last !== undefined;
    exchange.reply = {
      status: 200,
      body: { orders: page.map((orderId) => addressOf.order(exchange, orderId)) },
      ...(next && { links: [link(`${addressOf.orders(exchange, id)}?cursor=${last}`, 'next')] }),
    };
    return undefined;
  },
};

export const orders: Endpoint = {
  name: 'orders',
  source: 'RFC 8555 section 7.1.2.1',
  methods: ['POST'],
  path: '/orders/:id',
  steps: [...signedByAccount, requireEmptyPayload, checkOwnAccount, listOrders],
};
