import type { FastifyInstance } from 'fastify';
import { ok } from '../../core/index.ts';
import type { ControlContext } from './context.ts';
import { answer } from './route.ts';

/** `GET /status`, `GET /authority`. */
export function statusRoutes(app: FastifyInstance, context: ControlContext): void {
  app.get('/status', async (_request, reply) => answer(reply, ok(context.status()), context.language));
  app.get('/authority', async (_request, reply) =>
    answer(reply, await context.authority(), context.language),
  );
}
