import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fail, fault, ok } from '../../core/index.ts';
import type { ControlContext } from './context.ts';
import { answer, check, nextPage, page, pageQuery } from './route.ts';
import { accountView } from './views.ts';

const listQuery = z.strictObject(pageQuery);

/** `GET /accounts`, `GET /accounts/:id`. */
export function accountRoutes(app: FastifyInstance, context: ControlContext): void {
  app.get('/accounts', async (request, reply) => {
    const query = check(listQuery, request.query);
    if (!query.ok) return answer(reply, query, context.language);
    const rows = await context.store.accounts.list(page(query.value));
    const next = nextPage(rows, query.value.limit, rows.at(-1)?.id);
    return answer(reply, ok({ accounts: rows.map(accountView), next }), context.language);
  });

  app.get<{ Params: { id: string } }>('/accounts/:id', async (request, reply) => {
    const { id } = request.params;
    const account = await context.store.accounts.get(id);
    if (account === undefined) return answer(reply, fail(fault('noSuchAccount', { id })), context.language);
    return answer(reply, ok(accountView(account)), context.language);
  });
}
