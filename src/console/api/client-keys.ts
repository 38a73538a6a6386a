import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import {
  challengeOf,
  KEYS_PER_CLIENT_MAX,
  newClientKey,
  readDuration,
  readMoment,
} from '../../delegation/broker/index.ts';
import { DNS_01, readHostName } from '../../delegation/names/index.ts';
import { parseNetwork } from '../../net/index.ts';
import type { By } from '../../store/index.ts';
import { byOf } from './actor.ts';
import { findClient } from './clients.ts';
import type { ControlContext } from './context.ts';
import { clientKeyView, type NewClientKeyView } from './delegation-views.ts';
import { RULES_PER_REQUEST_MAX } from './limits.ts';
import { answer, check } from './route.ts';

/** What a proof of a client is limited to. */
export const restrictions = {
  /** A host name: good for its challenge alone. */
  only: z.string().max(300).optional(),
  networks: z.array(z.string().min(1).max(300)).max(RULES_PER_REQUEST_MAX).default([]),
  /** `90d`, or a date. */
  expires: z.string().max(100).optional(),
};
const addBody = z.strictObject(restrictions);

/**
 * `GET /clients/:name/keys`, `POST /clients/:name/keys` (the only answer that ever holds the key), `DELETE /clients/:name/keys/:user`: from
 * then on it is not known any more.
 */
export function clientKeyRoutes(app: FastifyInstance, context: ControlContext): void {
  const { store, language } = context;

  app.get<{ Params: { name: string } }>('/clients/:name/keys', async (request, reply) => {
    const client = await findClient(request.params.name, context);
    if (!client.ok) return answer(reply, client, language);
    const keys = await store.clients.listKeys(client.value.id, KEYS_PER_CLIENT_MAX);
    return answer(reply, ok({ client: client.value.name, keys: keys.map(clientKeyView) }), language);
  });

  app.post<{ Params: { name: string } }>('/clients/:name/keys', async (request, reply) => {
    const body = check(addBody, request.body);
    return answer(
      reply,
      body.ok ? await add(request.params.name, body.value, context, byOf(request, context.clock)) : body,
      language,
    );
  });

  app.delete<{ Params: { name: string; user: string } }>(
    '/clients/:name/keys/:user',
    async (request, reply) => {
      const { name, user } = request.params;
      const client = await findClient(name, context);
      if (!client.ok) return answer(reply, client, language);
      const removed = await store.clients.removeKey(user, client.value.id, byOf(request, context.clock));
      return answer(
        reply,
        removed
          ? ok({ client: name, user, removed: true })
          : fail(fault('noSuchClientKey', { client: name, user })),
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
): Promise<Result<NewClientKeyView>> {
  const { store, clock } = context;
  const client = await findClient(name, context);
  if (!client.ok) return client;
  const network = body.networks.find((text) => parseNetwork(text) === undefined);
  if (network !== undefined) return fail(fault('ruleInvalid', { value: network, reason: 'network' }));
  const bound = readRestrictions(body, clock.now());
  if (!bound.ok) return bound;
  const { challenge, expiresAt } = bound.value;
  const { key, row } = newClientKey(client.value.id, clock.now(), {
    challenge,
    networks: body.networks,
    ...(expiresAt !== null && { expiresAt }),
  });
  if (!(await store.clients.addKey(row, KEYS_PER_CLIENT_MAX, by)))
    return fail(fault('tooManyClientKeys', { client: name, max: KEYS_PER_CLIENT_MAX }));
  return ok({ ...clientKeyView(row), client: name, key });
}

/** Faults `expiryInvalid`, and those of `readHostName`. */
export function readRestrictions(
  { only, expires }: { readonly only?: string | undefined; readonly expires?: string | undefined },
  now: number,
): Result<{ readonly challenge: string | null; readonly expiresAt: number | null }> {
  const name = only === undefined ? undefined : readHostName(only);
  if (name?.ok === false) return name;
  const challenge = name === undefined ? null : (challengeOf(name.value.name, DNS_01)?.challenge ?? null);
  if (expires === undefined) return ok({ challenge, expiresAt: null });
  const duration = readDuration(expires);
  const expiresAt = duration === undefined ? readMoment(expires) : now + duration;
  return expiresAt === undefined || expiresAt <= now
    ? fail(fault('expiryInvalid', { value: expires }))
    : ok({ challenge, expiresAt });
}
