import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readHostName } from '../../delegation/names/index.ts';
import type { ControlContext } from './context.ts';
import { answer, check, goneSignal } from './route.ts';

const body = z.strictObject({ name: z.string().min(1).max(300), again: z.boolean().default(false) });

/**
 * `POST /examinations`: the doctor's look at a name from every perspective at once, answered when the last one has ended. Ends where
 * whoever asked goes away. Nothing of it is kept.
 */
export function examinationRoutes(app: FastifyInstance, context: ControlContext): void {
  app.post('/examinations', async (request, reply) => {
    const ask = check(body, request.body);
    const read = ask.ok ? readHostName(ask.value.name) : ask;
    if (!ask.ok || !read.ok) return answer(reply, read, context.language);
    const what = { name: read.value.name, again: ask.value.again };
    return answer(reply, await context.perspectives.examine(what, goneSignal(reply)), context.language);
  });
}
