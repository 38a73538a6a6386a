import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import { readHostName } from '../../delegation/names/index.ts';
import { PROVIDER_KINDS, providerKind } from '../../delegation/providers/index.ts';
import type { By, StoredProvider } from '../../store/index.ts';
import { byOf } from './actor.ts';
import type { ControlContext } from './context.ts';
import { PROVIDER_ZONES_MAX } from './limits.ts';
import { providerDetail, type ProviderDetailView, providerViews } from './provider-views.ts';
import { answer, check } from './route.ts';

const newBody = z.strictObject({
  name: z.string().max(100),
  kind: z.string().max(100),
  zones: z.array(z.string().max(300)).min(1).max(PROVIDER_ZONES_MAX),
  options: z.record(z.string().max(100), z.unknown()).default({}),
  credentials: z.record(z.string().max(100), z.unknown()),
});
const credentialsBody = newBody.pick({ credentials: true });
const checkBody = z.strictObject({ names: z.array(z.string().max(300)).max(PROVIDER_ZONES_MAX).default([]) });
const NAME = /^(?=.{1,32}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

type Named = { Params: { name: string } };

/**
 * `GET /providers`, `GET /providers/:name`, `POST /providers`, `POST /providers/:name/credentials`, `POST /providers/:name/check`,
 * `DELETE /providers/:name?force=1`. No answer holds credentials.
 */
export function providerRoutes(app: FastifyInstance, context: ControlContext): void {
  const { store, clock, language, providers } = context;

  app.get('/providers', async (_request, reply) =>
    answer(reply, ok({ providers: await providerViews(store) }), language),
  );

  app.get<Named>('/providers/:name', async (request, reply) => {
    const found = await find(request.params.name);
    return answer(reply, found.ok ? ok(await providerDetail(store, found.value)) : found, language);
  });

  app.post('/providers', async (request, reply) => {
    const body = check(newBody, request.body);
    return answer(reply, body.ok ? await add(body.value, byOf(request, clock)) : body, language);
  });

  app.post<Named>('/providers/:name/credentials', async (request, reply) => {
    const body = check(credentialsBody, request.body);
    const { name } = request.params;
    return answer(
      reply,
      body.ok ? await replace(name, body.value.credentials, byOf(request, clock)) : body,
      language,
    );
  });

  app.post<Named>('/providers/:name/check', async (request, reply) => {
    const { name } = request.params;
    const body = check(checkBody, request.body);
    if (!body.ok) return answer(reply, body, language);
    const hosts = readNames(body.value.names, 'host');
    if (!hosts.ok) return answer(reply, hosts, language);
    const challenges = hosts.value.map((host) => CHALLENGE + host);
    const checks = await providers.check(name, challenges);
    return answer(reply, checks === undefined ? gone(name) : ok({ name, checks }), language);
  });

  app.delete<Named & { Querystring: { force?: string } }>('/providers/:name', async (request, reply) => {
    const { name } = request.params;
    const outcome = await store.providers.remove(name, request.query.force === '1', byOf(request, clock));
    if (outcome === 'removed') {
      await providers.changed();
      return answer(reply, ok({ name, removed: true }), language);
    }
    return answer(reply, outcome === 'gone' ? gone(name) : fail(fault('providerInUse', { name })), language);
  });

  async function find(name: string): Promise<Result<StoredProvider>> {
    const found = await store.providers.find(name);
    return found === undefined ? gone(name) : ok(found);
  }

  async function add(body: z.infer<typeof newBody>, by: By): Promise<Result<unknown>> {
    const { name, kind } = body;
    if (!NAME.test(name)) return fail(fault('providerNameRefused', { name }));
    const zones = readNames(body.zones, 'zone');
    if (!zones.ok) return zones;
    const options = await readInput(kind, 'options', body.options);
    if (!options.ok) return options;
    const sealed = await seal(name, kind, body.credentials);
    if (!sealed.ok) return sealed;
    const at = clock.now();
    const row = { name, kind, zones: zones.value, sealedCredentials: sealed.value };
    const outcome = await store.providers.add(
      {
        ...row,
        options: options.value,
        createdAt: at,
        credentialsAt: at,
      },
      by,
    );
    if (outcome === 'exists') return fail(fault('providerExists', { name }));
    if (outcome === 'zone-taken') return fail(fault('providerZoneTaken', { name }));
    await providers.changed();
    const made = await shown(name);
    return made.ok ? ok({ ...made.value, restart: providers.needsRestart() }) : made;
  }

  async function replace(name: string, credentials: unknown, by: By): Promise<Result<unknown>> {
    const found = await find(name);
    if (!found.ok) return found;
    const sealed = await seal(name, found.value.kind, credentials);
    if (!sealed.ok) return sealed;
    if (!(await store.providers.replaceCredentials(name, sealed.value, clock.now(), by))) return gone(name);
    await providers.changed();
    return shown(name);
  }

  async function seal(name: string, kind: string, credentials: unknown): Promise<Result<Uint8Array>> {
    const read = await readInput(kind, 'credentials', credentials);
    return read.ok ? providers.seal(name, read.value) : read;
  }

  async function shown(name: string): Promise<Result<ProviderDetailView>> {
    const found = await find(name);
    const view = found.ok ? await providerDetail(store, found.value) : undefined;
    return view === undefined ? gone(name) : ok(view);
  }
}

/**
 * What the kind takes, as JSON. Values that a command line can only give as text are tried as JSON too: a number, true, a list. Of what
 * is refused only the field and the kind's own words are told, never what was given.
 */
async function readInput(
  kindName: string,
  part: 'options' | 'credentials',
  given: unknown,
): Promise<Result<string>> {
  const kind = await providerKind(kindName);
  if (kind === undefined) {
    const kinds = PROVIDER_KINDS.join(', ');
    return fail(fault('providerKindUnknown', { kind: kindName, kinds }));
  }
  const asGiven = kind[part].safeParse(given);
  if (asGiven.success) return ok(JSON.stringify(given));
  const converted = Object.fromEntries(
    Object.entries(given as Record<string, unknown>).map(([key, value]) => [key, asJson(value)]),
  );
  if (part === 'options' && kind.options.safeParse(converted).success) return ok(JSON.stringify(converted));
  const [issue] = asGiven.error.issues;
  const field = issue?.path.map(String).join('.') ?? '';
  const reason = `${field === '' ? '' : `${field}: `}${issue?.message ?? ''}`;
  return fail(fault('providerInputInvalid', { part, reason }));
}

function asJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Names of hosts, or, as a zone, the name at which a CA asks for one: the least that a provider can be given. */
function readNames(typed: readonly string[], as: 'host' | 'zone'): Result<readonly string[]> {
  const names: string[] = [];
  for (const text of typed) {
    const prefix = as === 'zone' && text.toLowerCase().startsWith(CHALLENGE) ? CHALLENGE : '';
    const read = readHostName(text.slice(prefix.length));
    if (!read.ok || text.includes('*')) return fail(fault('providerZoneRefused', { zone: text }));
    names.push(prefix + read.value.name);
  }
  return ok([...new Set(names)]);
}

const CHALLENGE = '_acme-challenge.';

function gone(name: string): Result<never> {
  return fail(fault('noSuchProvider', { name }));
}
