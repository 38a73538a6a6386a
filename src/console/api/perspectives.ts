import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fail, fault, ok, type Region, REGIONS, type Result } from '../../core/index.ts';
import type { PerspectiveRow } from '../../store/index.ts';
import { newToken, parseTarget, PEER_NAME } from '../../validation/index.ts';
import type { ControlContext } from './context.ts';
import { JOIN_TOKEN_MS, PERSPECTIVE_CERTIFICATES_SHOWN } from './limits.ts';
import {
  foreignView,
  type InvitationView,
  perspectiveCertificateView,
  type PerspectiveDetailView,
  perspectiveView,
} from './perspective-views.ts';
import { answer, check } from './route.ts';
import { time } from './views.ts';

const addBody = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('perspective'),
    name: z.string(),
    region: z.enum(REGIONS as readonly [Region, ...Region[]]),
    /** Null: it dials out. */
    url: z.string().max(300).nullable(),
  }),
  z.strictObject({ kind: z.literal('client'), name: z.string() }),
]);
type AddBody = z.output<typeof addBody>;

/**
 * `GET /perspectives`, `GET /perspectives/:name`, `POST /perspectives` (the only answer that ever holds the token),
 * `DELETE /perspectives/:name`. Never shown to a subscriber: who knows the list knows whom to mislead.
 */
export function perspectiveRoutes(app: FastifyInstance, context: ControlContext): void {
  const { store, clock, language } = context;

  app.get('/perspectives', async (_request, reply) => {
    const rows = await store.perspectives.list();
    const now = clock.now();
    const ours = rows.map((row) => perspectiveView(row, context.perspectives.state(row.name), now));
    const perspectives = [...ours, ...context.perspectives.foreign().map(foreignView)];
    return answer(reply, ok({ perspectives }), language);
  });

  app.get<{ Params: { name: string } }>('/perspectives/:name', async (request, reply) =>
    answer(reply, await show(request.params.name, context), language),
  );

  app.post('/perspectives', async (request, reply) => {
    const body = check(addBody, request.body);
    return answer(reply, body.ok ? await add(body.value, context) : body, language);
  });

  app.delete<{ Params: { name: string } }>('/perspectives/:name', async (request, reply) => {
    const { name } = request.params;
    const removed = await store.perspectives.remove(name, clock.now());
    if (!removed) return answer(reply, fail(fault('noSuchPerspective', { name })), language);
    await context.perspectives.changed();
    return answer(reply, ok({ name, removed: true }), language);
  });
}

async function show(name: string, context: ControlContext): Promise<Result<PerspectiveDetailView>> {
  const { store, clock, perspectives } = context;
  const row = await store.perspectives.get(name);
  const now = clock.now();
  if (row === undefined) {
    const foreign = perspectives.foreign().find((one) => one.name === name);
    if (foreign === undefined) return fail(fault('noSuchPerspective', { name }));
    return ok({ ...foreignView(foreign), certificates: [] });
  }
  const rows = await store.perspectives.listCertificates(name, PERSPECTIVE_CERTIFICATES_SHOWN);
  const certificates = rows.map((one) => perspectiveCertificateView(one, now));
  return ok({ ...perspectiveView(row, perspectives.state(name), now), certificates });
}

async function add(body: AddBody, context: ControlContext): Promise<Result<InvitationView>> {
  const { store, clock, perspectives } = context;
  const { name } = body;
  const url = body.kind === 'perspective' ? body.url : null;
  if (!PEER_NAME.test(name)) return fail(fault('perspectiveNameRefused', { name }));
  if (url !== null && parseTarget(url) === undefined) return fail(fault('perspectiveUrlRefused', { url }));
  if (perspectives.foreign().some((one) => one.name === name)) {
    return fail(fault('perspectiveExists', { name }));
  }
  const invitation = await perspectives.invite();
  if (!invitation.ok) return invitation;
  const now = clock.now();
  const { token, sha256 } = newToken(name);
  const row: PerspectiveRow = {
    name,
    role: body.kind,
    region: body.kind === 'perspective' ? body.region : null,
    url,
    createdAt: now,
    tokenSha256: sha256,
    tokenExpiresAt: now + JOIN_TOKEN_MS,
    spkiSha256: null,
    joinedAt: null,
  };
  if (!(await store.perspectives.add(row))) return fail(fault('perspectiveExists', { name }));
  const { url: server, pin } = invitation.value;
  const until = time(row.tokenExpiresAt);
  return ok({ ...perspectiveView(row, undefined, now), join: { server, token, pin, until } });
}
