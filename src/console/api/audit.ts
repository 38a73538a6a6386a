import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import { type AuditLine, type AuditVerdict, exportLines } from '../../delegation/audit/index.ts';
import { readMoment } from '../../delegation/broker/index.ts';
import type { AuditCheckpoint, AuditEntry } from '../../store/index.ts';
import { actorOf } from './actor.ts';
import type { ControlContext } from './context.ts';
import { AUDIT_EXPORT_ROWS, PAGE_DEFAULT, PAGE_MAX } from './limits.ts';
import { answer, check, nextPage } from './route.ts';
import { time } from './views.ts';

export type AuditEntryView = {
  readonly sequence: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly object: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly hash: string;
};
export type AuditKeyView = {
  readonly publicKey: string;
  /** Of the key, lower-case hex. */
  readonly sha256: string;
};
export type AuditCheckpointView = { readonly sequence: number; readonly at: string; readonly hash: string };
export type AuditVerdictView = AuditVerdict & {
  readonly lastCheckpoint: AuditCheckpointView | null;
};
/** A part of an export; `next`: where the next one begins, null at the end. */
export type AuditExportView = { readonly lines: readonly AuditLine[]; readonly next: number | null };
export type AuditPurgeView = { readonly removed: number; readonly upTo: number | null };

const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_DEFAULT),
  before: z.coerce.number().int().min(0).optional(),
  since: z.string().max(40).optional(),
});
const exportQuery = z.strictObject({ after: z.coerce.number().int().min(-1).default(-1) });
const purgeBody = z.strictObject({ before: z.string().max(40) });

/** `GET /audit`, `GET /audit/key`, `GET /audit/verify`, `GET /audit/export`, `POST /audit/checkpoint`, `POST /audit/purge`. */
export function auditRoutes(app: FastifyInstance, context: ControlContext): void {
  const { store, audit, language } = context;

  app.get('/audit', async (request, reply) => {
    const query = check(listQuery, request.query);
    if (!query.ok) return answer(reply, query, language);
    const { limit, before, since: typed } = query.value;
    const since = typed === undefined ? undefined : readTime(typed);
    if (since?.ok === false) return answer(reply, since, language);
    const filter = { ...(before !== undefined && { before }), ...(since && { since: since.value }), limit };
    const entries = await store.audit.list(filter);
    const next = nextPage(entries, limit, String(entries.at(-1)?.sequence));
    return answer(reply, ok({ entries: entries.map(entryView), next }), language);
  });

  app.get('/audit/key', async (_request, reply) => {
    const key = await audit.publicKey();
    const view = key.ok ? ok({ publicKey: key.value.pem, sha256: key.value.sha256 }) : key;
    return answer(reply, view, language);
  });

  app.get('/audit/verify', async (_request, reply) => {
    const verdict = await audit.verify();
    if (!verdict.ok) return answer(reply, verdict, language);
    const last = await store.audit.lastCheckpoint();
    const lastCheckpoint = last === undefined ? null : checkpointView(last);
    return answer(reply, ok({ ...verdict.value, lastCheckpoint }), language);
  });

  app.get('/audit/export', async (request, reply) => {
    const query = check(exportQuery, request.query);
    if (!query.ok) return answer(reply, query, language);
    return answer(reply, ok(await exported(query.value.after, context)), language);
  });

  app.post('/audit/checkpoint', async (_request, reply) => {
    const made = await audit.checkpoint();
    if (!made.ok) return answer(reply, made, language);
    const last = made.value ?? (await store.audit.lastCheckpoint());
    return answer(reply, ok({ checkpoint: last === undefined ? null : checkpointView(last) }), language);
  });

  app.post('/audit/purge', async (request, reply) => {
    const body = check(purgeBody, request.body);
    if (!body.ok) return answer(reply, body, language);
    const before = readTime(body.value.before);
    if (!before.ok) return answer(reply, before, language);
    const purged = await audit.purge(before.value, actorOf(request));
    const view = purged.ok ? ok(purged.value ?? { removed: 0, upTo: null }) : purged;
    return answer(reply, view, language);
  });
}

async function exported(after: number, { store }: ControlContext): Promise<AuditExportView> {
  const entries = await store.audit.walk(after, AUDIT_EXPORT_ROWS);
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return { lines: [], next: null };
  // a part has no more checkpoints than entries
  const checkpoints = await store.audit.checkpoints(first.sequence, AUDIT_EXPORT_ROWS);
  return {
    lines: exportLines(entries, checkpoints),
    next: entries.length === AUDIT_EXPORT_ROWS ? last.sequence : null,
  };
}

function readTime(text: string): Result<number> {
  const ms = readMoment(text);
  return ms === undefined ? fail(fault('ruleInvalid', { value: text, reason: 'date' })) : ok(ms);
}

function entryView({ sequence, at, actor, action, object, details, hash }: AuditEntry): AuditEntryView {
  const told = JSON.parse(details) as Record<string, unknown>;
  return { sequence, at: time(at), actor, action, object, details: told, hash };
}

function checkpointView({ sequence, at, hash }: AuditCheckpoint): AuditCheckpointView {
  return { sequence, at: time(at), hash };
}
