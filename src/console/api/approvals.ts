import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import {
  APPROVAL_MS,
  APPROVAL_MS_MAX,
  type Challenge,
  challengeOf,
  readChallengeName,
  readDuration,
} from '../../delegation/broker/index.ts';
import { DNS_01, readHostName } from '../../delegation/names/index.ts';
import type { Approval } from '../../store/index.ts';
import { actorOf } from './actor.ts';
import { findClient } from './clients.ts';
import type { ControlContext } from './context.ts';
import type { ApprovalView } from './delegation-views.ts';
import { APPROVALS_SHOWN } from './limits.ts';
import { answer, check } from './route.ts';
import { time } from './views.ts';

const listQuery = z.strictObject({
  client: z.string().optional(),
  state: z.enum(['pending', 'approved', 'denied']).optional(),
});
const decideBody = z.strictObject({
  client: z.string(),
  /** A host name, or the challenge's own name. */
  name: z.string().max(300),
  state: z.enum(['approved', 'denied']),
  /** `2h`, `7d`. */
  for: z.string().max(10).optional(),
});

/** `GET /approvals`, `POST /approvals`: what waits for an administrator, and the answers. */
export function approvalRoutes(app: FastifyInstance, context: ControlContext): void {
  const { store, clock, language } = context;

  app.get('/approvals', async (request, reply) => {
    const query = check(listQuery, request.query);
    if (!query.ok) return answer(reply, query, language);
    const { client: name, state } = query.value;
    const client = name === undefined ? undefined : await findClient(name, context);
    if (client?.ok === false) return answer(reply, client, language);
    const found = await store.approvals.list({
      ...(state !== undefined && { state }),
      ...(client !== undefined && { clientId: client.value.id }),
      now: clock.now(),
      limit: APPROVALS_SHOWN,
    });
    const names = new Map((await store.clients.list()).map(({ id, name: one }) => [id, one]));
    const approvals = found.map((one) => approvalView(one, names.get(one.clientId) ?? ''));
    return answer(reply, ok({ approvals }), language);
  });

  app.post('/approvals', async (request, reply) => {
    const body = check(decideBody, request.body);
    const result = body.ok ? await decide(body.value, actorOf(request), context) : body;
    return answer(reply, result, language);
  });
}

/** Whether it was asked for or not: who knows that a client will ask may say yes before. */
async function decide(
  body: z.output<typeof decideBody>,
  by: string,
  context: ControlContext,
): Promise<Result<ApprovalView>> {
  const { store, clock } = context;
  const client = await findClient(body.client, context);
  if (!client.ok) return client;
  const challenge = readChallenge(body.name);
  if (!challenge.ok) return challenge;
  const ms = body.for === undefined ? APPROVAL_MS : readDuration(body.for);
  if (ms === undefined || ms > APPROVAL_MS_MAX) {
    return fail(fault('approvalPeriod', { max: APPROVAL_MS_MAX / 86_400_000 }));
  }
  const { id: clientId, name } = client.value;
  const about = { clientId, challenge: challenge.value.challenge };
  const at = clock.now();
  await store.approvals.decide({ ...about, state: body.state, at, expiresAt: at + ms, by });
  const made = await store.approvals.find(about.clientId, about.challenge);
  return made === undefined ? fail(fault('noSuchClient', { name })) : ok(approvalView(made, name));
}

function readChallenge(text: string): Result<Challenge> {
  const asked = readChallengeName(text);
  if (asked !== undefined) return ok(asked);
  const name = readHostName(text.replace(/^\*\./, ''));
  if (!name.ok) return name;
  const challenge = challengeOf(name.value.name, DNS_01);
  return challenge === undefined ? fail(fault('notAChallengeName', { name: text })) : ok(challenge);
}

function approvalView(one: Approval, client: string): ApprovalView {
  return {
    client,
    name: readChallengeName(one.challenge)?.name ?? '',
    challenge: one.challenge,
    state: one.state,
    source: one.source === '' ? null : one.source,
    requestedAt: time(one.requestedAt),
    expiresAt: time(one.expiresAt),
    decidedBy: one.decidedBy,
    decidedAt: timeOrNull(one.decidedAt),
    usedAt: timeOrNull(one.usedAt),
  };
}

function timeOrNull(ms: number | null): string | null {
  return ms === null ? null : time(ms);
}
