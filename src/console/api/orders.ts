import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fail, fault, ok } from '../../core/index.ts';
import type { Order } from '../../store/index.ts';
import type { ControlContext } from './context.ts';
import { answer, check, nextPage, page, pageQuery } from './route.ts';
import { authorizationView, orderView, type OrderDetailView } from './views.ts';

const listQuery = z.strictObject({
  ...pageQuery,
  account: z.string().max(64).optional(),
  status: z.enum(['pending', 'ready', 'processing', 'valid', 'invalid']).optional(),
});

/** `GET /orders`, `GET /orders/:id`: the latter with every validation and its evidence. */
export function orderRoutes(app: FastifyInstance, context: ControlContext): void {
  app.get('/orders', async (request, reply) => {
    const query = check(listQuery, request.query);
    if (!query.ok) return answer(reply, query, context.language);
    const { account, status } = query.value;
    const filter = { ...(account && { accountId: account }), ...(status && { status }) };
    const rows = await context.store.orders.list(filter, page(query.value));
    const next = nextPage(rows, query.value.limit, rows.at(-1)?.id);
    const orders = rows.map((order) => orderView(order, context.language));
    return answer(reply, ok({ orders, next }), context.language);
  });

  app.get<{ Params: { id: string } }>('/orders/:id', async (request, reply) => {
    const { id } = request.params;
    const order = await context.store.orders.find(id);
    if (order === undefined) return answer(reply, fail(fault('noSuchOrder', { id })), context.language);
    return answer(reply, ok(await detail(order, context)), context.language);
  });
}

async function detail(order: Order, context: ControlContext): Promise<OrderDetailView> {
  const authorizations = await context.store.authorizations.listByOrder(order.id);
  const views = authorizations.map(async (authorization) => {
    const validations = await context.store.validations.listByAuthorization(authorization.id);
    return authorizationView(authorization, validations, context.language);
  });
  return { ...orderView(order, context.language), authorizations: await Promise.all(views) };
}
