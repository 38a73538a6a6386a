import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fail, fault, newId, ok, type Result } from '../../core/index.ts';
import {
  type Challenge,
  challengeOf,
  coveringNames,
  explain,
  QUOTA_MAX,
  readMoment,
  readRuleConditions,
  readRuleName,
  WINDOWS_MAX,
} from '../../delegation/broker/index.ts';
import { DNS_01, readHostName } from '../../delegation/names/index.ts';
import { parseNetwork } from '../../net/index.ts';
import type { By, DelegatedType, Rule } from '../../store/index.ts';
import { byOf } from './actor.ts';
import { findClient } from './clients.ts';
import type { ControlContext } from './context.ts';
import { type ExplanationView, type NewRuleView, ruleView } from './delegation-views.ts';
import { RULES_PER_REQUEST_MAX } from './limits.ts';
import { answer, check, nextPage, page, pageQuery } from './route.ts';
import { time } from './views.ts';

const types = z.enum(['dns-01', 'dns-account-01']);
const texts = z.array(z.string().min(1).max(300)).max(RULES_PER_REQUEST_MAX);
const quota = z.coerce.number().int().min(1).max(QUOTA_MAX).optional();
const addBody = z.strictObject({
  client: z.string(),
  names: texts.min(1),
  types: z.array(types).min(1).max(2).default(['dns-01']),
  networks: texts.default([]),
  /** Thumbprints of ACME account keys. */
  accounts: texts.default([]),
  /** `DAYS HH:MM-HH:MM ZONE`. */
  windows: z.array(z.string().max(200)).max(WINDOWS_MAX).default([]),
  from: z.string().max(40).optional(),
  until: z.string().max(40).optional(),
  live: quota,
  presentsPerHour: quota,
  namesPerDay: quota,
  approval: z.enum(['none', 'first', 'always']).default('none'),
  lifetime: z.string().max(10).optional(),
});
type AddBody = z.output<typeof addBody>;
const listQuery = z.strictObject({ ...pageQuery, client: z.string().optional() });
const explainQuery = z.strictObject({
  name: z.string().max(300),
  type: types.default('dns-01'),
  client: z.string().optional(),
  source: z.string().max(100).optional(),
  account: z.string().max(100).optional(),
  at: z.string().max(40).optional(),
});

/** `GET /rules`, `POST /rules`, `DELETE /rules/:id`, `GET /rules/explain`. */
export function ruleRoutes(app: FastifyInstance, context: ControlContext): void {
  const { store, language } = context;

  app.get('/rules', async (request, reply) => {
    const query = check(listQuery, request.query);
    if (!query.ok) return answer(reply, query, language);
    const { client: name, limit } = query.value;
    const client = name === undefined ? undefined : await findClient(name, context);
    if (client?.ok === false) return answer(reply, client, language);
    const filter = client === undefined ? {} : { clientId: client.value.id };
    const rules = await store.rules.list(filter, page(query.value));
    const named = await withClients(rules, context);
    return answer(reply, ok({ rules: named, next: nextPage(rules, limit, rules.at(-1)?.id) }), language);
  });

  app.get('/rules/explain', async (request, reply) => {
    const query = check(explainQuery, request.query);
    return answer(reply, query.ok ? await explained(query.value, context) : query, language);
  });

  app.post('/rules', async (request, reply) => {
    const body = check(addBody, request.body);
    return answer(
      reply,
      body.ok ? await add(body.value, context, byOf(request, context.clock)) : body,
      language,
    );
  });

  app.delete<{ Params: { id: string } }>('/rules/:id', async (request, reply) => {
    const { id } = request.params;
    const challenges = await store.rules.remove(id, byOf(request, context.clock));
    if (challenges === undefined) return answer(reply, fail(fault('noSuchRule', { id })), language);
    await context.delegation.withdrawn(challenges);
    return answer(reply, ok({ id, removed: true }), language);
  });
}

/** All names are read before any rule is written. A single name has its labels from now on: idle, and known. */
async function add(
  body: AddBody,
  context: ControlContext,
  by: By,
): Promise<Result<{ rules: NewRuleView[] }>> {
  const { store, clock, delegation } = context;
  const client = await findClient(body.client, context);
  if (!client.ok) return client;
  const conditions = readConditions(body);
  if (!conditions.ok) return conditions;
  const rules: Rule[] = [];
  for (const typed of body.names) {
    const about = readRuleName(typed);
    if (!about.ok) return about;
    const now = clock.now();
    const { id: clientId } = client.value;
    rules.push({ id: newId(now), clientId, ...about.value, ...conditions.value, createdAt: now });
  }
  const made: NewRuleView[] = [];
  for (const rule of rules) {
    const challenges = challengesOf(rule).filter((one) => delegation.targets(one).length > 0);
    const given =
      challenges.length > 0 ? await delegation.allocate(challenges, rule.clientId) : ok(undefined);
    if (!given.ok) return given;
    if (!(await store.rules.add(rule, by))) return fail(fault('noSuchClient', { name: body.client }));
    const targets = challenges.flatMap((one) =>
      delegation.targets(one).map(({ target }) => ({ challenge: one.challenge, target })),
    );
    made.push({ ...ruleView(rule, body.client), targets });
  }
  return ok({ rules: made });
}

/** What a single name's rule is about; the names of dns-account-01 need an account, and are not known before. */
function challengesOf({ name, scope, types: wanted }: Rule): Challenge[] {
  const challenge = challengeOf(name, DNS_01);
  return scope === 'exact' && wanted.includes('dns-01') && challenge !== undefined ? [challenge] : [];
}

function readConditions(
  body: AddBody,
): Result<Pick<Rule, 'types' | 'networks' | 'thumbprints' | 'conditions'>> {
  const network = body.networks.find((text) => parseNetwork(text) === undefined);
  if (network !== undefined) return fail(fault('ruleInvalid', { value: network, reason: 'network' }));
  const account = body.accounts.find((text) => !THUMBPRINT.test(text));
  if (account !== undefined) return fail(fault('ruleInvalid', { value: account, reason: 'thumbprint' }));
  const wanted: DelegatedType[] = [...new Set(body.types)];
  const conditions = readRuleConditions(body);
  if (!conditions.ok) return conditions;
  const { networks, accounts: thumbprints } = body;
  return ok({ types: wanted, networks, thumbprints, conditions: conditions.value });
}

async function explained(
  query: z.output<typeof explainQuery>,
  context: ControlContext,
): Promise<Result<ExplanationView>> {
  const name = readHostName(query.name);
  if (!name.ok) return name;
  const client = query.client === undefined ? undefined : await findClient(query.client, context);
  if (client?.ok === false) return client;
  if (
    query.source !== undefined &&
    (parseNetwork(query.source) === undefined || query.source.includes('/'))
  ) {
    return fail(fault('commandInputInvalid', { reason: `source: "${query.source}" is not an address` }));
  }
  const about = await context.store.rules.listAbout(coveringNames(name.value.name), client?.value.id);
  const { type, source, account: thumbprint } = query;
  const at = query.at === undefined ? undefined : readMoment(query.at);
  if (query.at !== undefined && at === undefined)
    return fail(fault('ruleInvalid', { value: query.at, reason: 'date' }));
  const question = { name: name.value.name, type, source, thumbprint, at };
  const explanations = explain(about, question);
  const views = await withClients(
    explanations.map(({ rule }) => rule),
    context,
  );
  const rules = views.map((view, index) => {
    const one = explanations[index];
    const reasons = one?.outcome === 'denies' ? [one.reason] : one?.outcome === 'depends' ? one.on : [];
    const opens = one?.outcome === 'denies' && one.opens !== undefined ? time(one.opens) : null;
    return { ...view, outcome: one?.outcome ?? ('denies' as const), reasons, opens };
  });
  return ok({ name: name.value.name, type, rules });
}

async function withClients(rules: readonly Rule[], { store }: ControlContext) {
  const names = new Map((await store.clients.list()).map(({ id, name }) => [id, name]));
  return rules.map((rule) => ruleView(rule, names.get(rule.clientId) ?? ''));
}

const THUMBPRINT = /^[A-Za-z0-9_-]{43}$/;
