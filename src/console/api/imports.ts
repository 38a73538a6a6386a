import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import {
  canonicalUser,
  type ImportConflict,
  isBcryptHash,
  LABEL,
  type NamedAccount,
  NETWORKS_MAX,
  readCidr,
  takeOver,
} from '../../delegation/import/index.ts';
import { readHostName } from '../../delegation/names/index.ts';
import { actorOf } from './actor.ts';
import type { ControlContext } from './context.ts';
import { IMPORT_BODY_BYTES_MAX, IMPORTED_NAMES_MAX, IMPORTS_PER_REQUEST_MAX } from './limits.ts';
import { answer, check } from './route.ts';

/** What became of one account of acme-dns, or would. */
export type ImportedAccountView = {
  readonly user: string;
  readonly label: string;
  readonly client: string;
  readonly outcome: 'new' | 'more-rules' | 'unchanged' | 'conflict';
  readonly conflict: ImportConflict | null;
};

const account = z.strictObject({
  user: z.string().refine((text) => canonicalUser(text) === text, 'is not a UUID'),
  hash: z.string().refine(isBcryptHash, 'is not a bcrypt hash'),
  label: z.string().regex(LABEL),
  networks: z
    .array(z.string().refine((text) => readCidr(text) === text, 'is not a network'))
    .max(NETWORKS_MAX),
  names: z.array(z.string().refine(isHostName, 'is not a host name')).max(IMPORTED_NAMES_MAX),
});
const importBody = z.strictObject({
  zone: z.string().max(253),
  dryRun: z.boolean(),
  accounts: z.array(account).min(1).max(IMPORTS_PER_REQUEST_MAX),
});

/** `POST /imports/acme-dns`: accounts one by one; when it answers, their labels are served. */
export function importRoutes(app: FastifyInstance, context: ControlContext): void {
  app.post('/imports/acme-dns', { bodyLimit: IMPORT_BODY_BYTES_MAX }, async (request, reply) => {
    const body = check(importBody, request.body);
    return answer(
      reply,
      body.ok ? await take(body.value, context, actorOf(request)) : body,
      context.language,
    );
  });
}

async function take(
  { zone, dryRun, accounts }: z.output<typeof importBody>,
  context: ControlContext,
  actor: string,
): Promise<Result<{ accounts: ImportedAccountView[] }>> {
  if (!context.zones.some(({ name }) => name === zone)) return fail(fault('noSuchZone', { zone }));
  const views: ImportedAccountView[] = [];
  const changed: string[] = [];
  for (const one of accounts) {
    const { plan, changed: challenge } = await takeOver({ ...context, actor }, one, { zone, dryRun });
    if (challenge !== undefined) changed.push(challenge);
    views.push(view(one, plan));
  }
  await context.delegation.withdrawn(changed); // as after any change of what labels show
  return ok({ accounts: views });
}

function view(
  { user, label }: NamedAccount,
  plan: Awaited<ReturnType<typeof takeOver>>['plan'],
): ImportedAccountView {
  const { client, outcome } = plan;
  return { user, label, client, outcome, conflict: plan.outcome === 'conflict' ? plan.conflict : null };
}

function isHostName(text: string): boolean {
  const read = readHostName(text);
  return read.ok && read.value.name === text;
}
