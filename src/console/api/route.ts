import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { createStop, fail, FAULTS, fault, ok, type Result, type StopSignal } from '../../core/index.ts';
import { PAGE_DEFAULT, PAGE_MAX } from './limits.ts';
import { errorView } from './views.ts';

/** Answers with the value as JSON, or with `{ error: { code, message } }` and the fault's status. */
export function answer(reply: FastifyReply, result: Result<unknown>, language: string): FastifyReply {
  if (result.ok) return reply.send(result.value);
  return reply.status(FAULTS[result.fault.code].status).send({ error: errorView(result.fault, language) });
}

/** Checks a query, path or body; the fault names the field. */
export function check<T extends z.ZodType>(schema: T, value: unknown): Result<z.output<T>> {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  return fail(
    fault('commandInputInvalid', { reason: `${field === '' ? '' : `${field}: `}${issue?.message ?? ''}` }),
  );
}

/** Given when the connection closes before it was answered: whoever asked waits no longer. */
export function goneSignal(reply: FastifyReply): StopSignal {
  const { signal, stop } = createStop();
  reply.raw.once('close', stop);
  return signal;
}

/** The `limit` and `before` of every list. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_DEFAULT),
  before: z.string().max(128).optional(),
};

/** The next page's `before`, when this page is full. */
export function nextPage(rows: readonly unknown[], limit: number, last: string | undefined): string | null {
  return rows.length === limit && last !== undefined ? last : null;
}

export function page(query: { limit: number; before?: string | undefined }): {
  limit: number;
  before?: string;
} {
  return query.before === undefined ? { limit: query.limit } : { limit: query.limit, before: query.before };
}
