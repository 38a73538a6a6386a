import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fail, fault, newId, ok, type Result } from '../../core/index.ts';
import { IDENTITIES_PER_CLIENT_MAX, readIdentity } from '../../delegation/identity/index.ts';
import { readRestrictions, restrictions } from './client-keys.ts';
import type { By } from '../../store/index.ts';
import { byOf } from './actor.ts';
import { findClient } from './clients.ts';
import type { ControlContext } from './context.ts';
import { type ClientIdentityView, clientIdentityView } from './delegation-views.ts';
import { ISSUER_CA_CHARS_MAX } from './limits.ts';
import { answer, check } from './route.ts';

const text = z.string().max(1_000);
const addBody = z.strictObject({
  ...restrictions,
  certificateSan: text.optional(),
  certificateSha256: text.optional(),
  issuer: text.optional(),
  audience: text.optional(),
  subject: text.optional(),
  claims: z.record(text, text).default({}),
  /** PEM. */
  issuerCa: z.string().max(ISSUER_CA_CHARS_MAX).optional(),
});

/** `GET /clients/:name/identities`, `POST /clients/:name/identities`, `DELETE /clients/:name/identities/:id`. */
export function clientIdentityRoutes(app: FastifyInstance, context: ControlContext): void {
  const { store, language } = context;

  app.get<{ Params: { name: string } }>('/clients/:name/identities', async (request, reply) => {
    const client = await findClient(request.params.name, context);
    if (!client.ok) return answer(reply, client, language);
    const identities = (await store.clientIdentities.list(client.value.id)).map(clientIdentityView);
    return answer(reply, ok({ client: client.value.name, identities }), language);
  });

  app.post<{ Params: { name: string } }>('/clients/:name/identities', async (request, reply) => {
    const body = check(addBody, request.body);
    return answer(
      reply,
      body.ok ? await add(request.params.name, body.value, context, byOf(request, context.clock)) : body,
      language,
    );
  });

  app.delete<{ Params: { name: string; id: string } }>(
    '/clients/:name/identities/:id',
    async (request, reply) => {
      const { name, id } = request.params;
      const client = await findClient(name, context);
      if (!client.ok) return answer(reply, client, language);
      const removed = await store.clientIdentities.remove(id, client.value.id, byOf(request, context.clock));
      return answer(
        reply,
        removed
          ? ok({ client: name, id, removed: true })
          : fail(fault('noSuchClientIdentity', { client: name, id })),
        language,
      );
    },
  );
}

async function add(
  name: string,
  body: z.output<typeof addBody>,
  context: ControlContext,
  by: By,
): Promise<Result<ClientIdentityView & { readonly client: string }>> {
  const { store, clock } = context;
  const client = await findClient(name, context);
  if (!client.ok) return client;
  const read = readIdentity(body);
  if (!read.ok) return read;
  const now = clock.now();
  const bound = readRestrictions(body, now);
  if (!bound.ok) return bound;
  const identity = {
    id: newId(now),
    clientId: client.value.id,
    ...read.value,
    ...bound.value,
    createdAt: now,
    lastUsedAt: null,
  };
  switch (await store.clientIdentities.add(identity, IDENTITIES_PER_CLIENT_MAX, by)) {
    case 'added':
      return ok({ ...clientIdentityView(identity), client: name });
    case 'taken':
      return fail(fault('clientIdentityExists', {}));
    case 'too-many':
      return fail(fault('tooManyClientIdentities', { client: name, max: IDENTITIES_PER_CLIENT_MAX }));
  }
}
