import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fail, fault, newId, ok, type Result } from '../../core/index.ts';
import type { ControlContext } from './context.ts';
import { answer, check } from './route.ts';
import { type ExternalKeyView, externalKeyView } from './views.ts';

/** RFC 8555 section 7.3.4 uses HS256, HS384 or HS512; 32 bytes are what HS256 needs (RFC 7518 section 3.2). */
const KEY_BYTES = 32;
const addBody = z.strictObject({ label: z.string().max(200).default('') });

/** `GET /external-keys`, `POST /external-keys` (the only answer that ever holds the key), `DELETE /external-keys/:id`. */
export function externalKeyRoutes(app: FastifyInstance, context: ControlContext): void {
  app.get('/external-keys', async (_request, reply) => {
    const keys = await context.store.externalKeys.list();
    return answer(reply, ok({ externalKeys: keys.map(externalKeyView) }), context.language);
  });

  app.post('/external-keys', async (request, reply) => {
    const body = check(addBody, request.body);
    if (!body.ok) return answer(reply, body, context.language);
    return answer(reply, await add(body.value.label, context), context.language);
  });

  app.delete<{ Params: { id: string } }>('/external-keys/:id', async (request, reply) => {
    const { id } = request.params;
    const revoked = await context.store.externalKeys.revoke(id, context.clock.now());
    if (!revoked) return answer(reply, fail(fault('noSuchExternalKey', { id })), context.language);
    return answer(reply, ok({ id, revoked: true }), context.language);
  });
}

async function add(
  label: string,
  context: ControlContext,
): Promise<Result<ExternalKeyView & { key: string }>> {
  const now = context.clock.now();
  const id = newId(now);
  const key = randomBytes(KEY_BYTES);
  const sealed = await context.sealExternalKey(id, key);
  if (!sealed.ok) return sealed;
  const row = { id, sealedKey: sealed.value, label, createdAt: now, accountId: null, revokedAt: null };
  await context.store.externalKeys.add(row);
  return ok({ ...externalKeyView(row), key: key.toString('base64url') });
}
