import { randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import type { By } from '../../store/index.ts';
import { byOf } from './actor.ts';
import { findClient } from './clients.ts';
import type { ControlContext } from './context.ts';
import { type NewTsigKeyView, TSIG_KEY_ALGORITHMS, tsigKeyView } from './delegation-views.ts';
import { TSIG_KEYS_PER_CLIENT_MAX } from './limits.ts';
import { answer, check } from './route.ts';

const addBody = z.strictObject({
  name: z.string().max(255),
  algorithm: z.enum(TSIG_KEY_ALGORITHMS).default('hmac-sha256'),
});
/** A domain name that every client's settings take as it is. */
const KEY_NAME =
  /^(?=.{1,100}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;
/** RFC 2104 section 3: as many bytes as the hash has. */
const SECRET_BYTES = { 'hmac-sha1': 20, 'hmac-sha256': 32, 'hmac-sha384': 48, 'hmac-sha512': 64 };

/** `POST /clients/:name/tsig-keys` (the only answer that ever holds the secret), `DELETE /clients/:name/tsig-keys/:key`. */
export function tsigKeyRoutes(app: FastifyInstance, context: ControlContext): void {
  const { store, language } = context;

  app.post<{ Params: { name: string } }>('/clients/:name/tsig-keys', async (request, reply) => {
    const body = check(addBody, request.body);
    return answer(
      reply,
      body.ok ? await add(request.params.name, body.value, context, byOf(request, context.clock)) : body,
      language,
    );
  });

  app.delete<{ Params: { name: string; key: string } }>(
    '/clients/:name/tsig-keys/:key',
    async (request, reply) => {
      const { name, key } = request.params;
      const client = await findClient(name, context);
      if (!client.ok) return answer(reply, client, language);
      const removed = await store.tsigKeys.remove(key, client.value.id, byOf(request, context.clock));
      if (!removed) return answer(reply, fail(fault('noSuchTsigKey', { client: name, key })), language);
      return answer(reply, ok({ client: name, name: key, removed: true }), language);
    },
  );
}

async function add(
  clientName: string,
  { name, algorithm }: z.infer<typeof addBody>,
  context: ControlContext,
  by: By,
): Promise<Result<NewTsigKeyView>> {
  const { store, clock } = context;
  const client = await findClient(clientName, context);
  if (!client.ok) return client;
  if (!KEY_NAME.test(name)) return fail(fault('tsigKeyNameRefused', { key: name }));
  const secret = randomBytes(SECRET_BYTES[algorithm]);
  const sealed = await context.sealTsigSecret(name, secret);
  if (!sealed.ok) return sealed;
  const clientId = client.value.id;
  const row = { name, clientId, algorithm, sealedSecret: sealed.value, createdAt: clock.now() };
  if (await store.tsigKeys.add(row, TSIG_KEYS_PER_CLIENT_MAX, by)) {
    const server = context.status().listeners.find(({ scheme }) => scheme === 'updates');
    const at = server === undefined ? null : { address: plainAddress(server.address), port: server.port };
    return ok({ ...tsigKeyView(row), client: clientName, secret: secret.toString('base64'), server: at });
  }
  const taken = (await store.tsigKeys.find(name)) !== undefined;
  return taken
    ? fail(fault('tsigKeyExists', { key: name }))
    : fail(fault('tooManyTsigKeys', { client: clientName, max: TSIG_KEYS_PER_CLIENT_MAX }));
}

/** Whoever listens on all addresses is reached at one of them: on this machine, at least. */
function plainAddress(address: string): string {
  if (address !== '::' && address !== '0.0.0.0') return address;
  return isIPv6(address) ? '::1' : '127.0.0.1';
}
