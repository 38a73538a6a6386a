import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fail, fault, newId, ok, type Result } from '../../core/index.ts';
import { newClientKey } from '../../delegation/broker/index.ts';
import type { By, Client } from '../../store/index.ts';
import { byOf } from './actor.ts';
import type { ControlContext } from './context.ts';
import {
  challengeEventView,
  clientIdentityView,
  type ClientDetailView,
  clientKeyView,
  importedKeyView,
  clientView,
  type NewClientView,
  ruleView,
  tsigKeyView,
} from './delegation-views.ts';
import { CLIENT_EVENTS_SHOWN, CLIENT_KEYS_SHOWN, CLIENT_RULES_SHOWN } from './limits.ts';
import { answer, check } from './route.ts';

const addBody = z.strictObject({ name: z.string().max(100) });
/** As the names of perspectives: it stands in logs and addresses as it is. */
const CLIENT_NAME = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/;

/**
 * `GET /clients`, `GET /clients/:name`, `POST /clients` (the only answer that ever holds the key), `DELETE /clients/:name`: when it
 * answers, no value of the client is served any more.
 */
export function clientRoutes(app: FastifyInstance, context: ControlContext): void {
  const { store, language } = context;

  app.get('/clients', async (_request, reply) => {
    const clients = (await store.clients.list()).map(clientView);
    return answer(reply, ok({ clients }), language);
  });

  app.get<{ Params: { name: string } }>('/clients/:name', async (request, reply) => {
    const client = await findClient(request.params.name, context);
    return answer(reply, client.ok ? await show(client.value, context) : client, language);
  });

  app.post('/clients', async (request, reply) => {
    const body = check(addBody, request.body);
    return answer(
      reply,
      body.ok ? await add(body.value.name, context, byOf(request, context.clock)) : body,
      language,
    );
  });

  app.delete<{ Params: { name: string } }>('/clients/:name', async (request, reply) => {
    const { name } = request.params;
    const client = await findClient(name, context);
    if (!client.ok) return answer(reply, client, language);
    const challenges = await store.clients.remove(client.value.id, {
      ...byOf(request, context.clock),
      name,
    });
    if (challenges === undefined) return answer(reply, fail(fault('noSuchClient', { name })), language);
    await context.delegation.withdrawn(challenges);
    return answer(reply, ok({ name, removed: true }), language);
  });
}

export async function findClient(name: string, { store }: ControlContext): Promise<Result<Client>> {
  const client = await store.clients.get(name);
  return client === undefined ? fail(fault('noSuchClient', { name })) : ok(client);
}

async function add(name: string, { store, clock }: ControlContext, by: By): Promise<Result<NewClientView>> {
  if (!CLIENT_NAME.test(name)) return fail(fault('clientNameRefused', { name }));
  const now = clock.now();
  const client = { id: newId(now), name, createdAt: now };
  const { key, row } = newClientKey(client.id, now);
  if (!(await store.clients.add(client, row, by))) return fail(fault('clientExists', { name }));
  return ok({ ...clientView(client), user: row.user, key });
}

async function show(client: Client, { store }: ControlContext): Promise<Result<ClientDetailView>> {
  const [keys, waiting, identities, tsigKeys, rules, events] = await Promise.all([
    store.clients.listKeys(client.id, CLIENT_KEYS_SHOWN),
    store.importedAccounts.listWaiting(client.id, CLIENT_KEYS_SHOWN),
    store.clientIdentities.list(client.id),
    store.tsigKeys.list(client.id),
    store.rules.list({ clientId: client.id }, { limit: CLIENT_RULES_SHOWN }),
    store.challenges.listEvents({ clientId: client.id, limit: CLIENT_EVENTS_SHOWN }),
  ]);
  return ok({
    ...clientView(client),
    keys: keys.map(clientKeyView),
    importedKeys: waiting.map(importedKeyView),
    identities: identities.map(clientIdentityView),
    tsigKeys: tsigKeys.map(tsigKeyView),
    rules: rules.map((rule) => ruleView(rule, client.name)),
    events: events.map(challengeEventView),
  });
}
