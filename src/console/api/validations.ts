import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type ChallengeType, CHALLENGE_TYPES, ok } from '../../core/index.ts';
import type { ControlContext } from './context.ts';
import { answer, check, goneSignal } from './route.ts';
import { dryRequestView, dryValidationView } from './validation-views.ts';

const text = z.string().min(1).max(600).optional();
const body = z.strictObject({
  name: z.string().min(1).max(300),
  type: z.enum(CHALLENGE_TYPES as readonly [ChallengeType, ...ChallengeType[]]).default('http-01'),
  directory: z.string().max(63).default('default'),
  token: text,
  thumbprint: text,
  keyAuthorization: text,
  digest: text,
  account: text,
});

/**
 * `POST /validations`: a validation without an order, answered when it has ended, with 200 whatever its verdict. Ends where whoever
 * asked goes away. Nothing of it is kept. `POST /validations/plan`: would it begin? Nothing is looked at.
 */
export function validationRoutes(app: FastifyInstance, context: ControlContext): void {
  app.post('/validations/plan', async (request, reply) => {
    const ask = check(body, request.body);
    const planned = ask.ok ? await context.dryValidations.plan(ask.value) : ask;
    return answer(reply, planned.ok ? ok(dryRequestView(planned.value)) : planned, context.language);
  });

  app.post('/validations', async (request, reply) => {
    const ask = check(body, request.body);
    if (!ask.ok) return answer(reply, ask, context.language);
    const done = await context.dryValidations.run(ask.value, goneSignal(reply));
    return answer(
      reply,
      done.ok ? ok(dryValidationView(done.value, context.language)) : done,
      context.language,
    );
  });
}
