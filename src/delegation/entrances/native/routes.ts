import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { fail, FAULTS, fault, type Fault, type Log, ok, type Result } from '../../../core/index.ts';
import { StoreError } from '../../../store/index.ts';
import { BODY_BYTES_MAX } from '../limits.ts';
import { openApiDocument } from './openapi.ts';
import { type Operation, OPERATIONS, type OperationParts } from './operations.ts';
import { jsonBytes, sendProblem } from './problem.ts';
import { noQuery, problemParams } from './schemas.ts';
import { whoAsks, type WhoParts } from './who.ts';

export type NativeParts = OperationParts & WhoParts & { readonly log: Log };

/**
 * Our own API: small, strict, and described by itself (`openapi.json`). Who asks is found out first, so that a stranger learns nothing of
 * what a request must look like from its mistakes; then every part is checked by its schema; then the broker decides.
 */
export async function nativeRoutes(app: FastifyInstance, parts: NativeParts): Promise<void> {
  const { language, log } = parts;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler((error, _request, reply) => {
    const refused = readError(error);
    if (refused.code === 'serverInternal') log.error({ err: error }, 'a request of the native API failed');
    return sendProblem(reply, refused, language);
  });
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, fault('nothingThere', {}), language));

  const paths = new Map(OPERATIONS.map(({ path }) => [path, OPERATIONS.filter((one) => one.path === path)]));
  for (const [path, operations] of paths) {
    const allowed = operations.map(({ method }) => method);
    app.route({
      method: [...METHODS],
      url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: (request, reply) => {
        const found = operations.find(({ method }) => method === request.method);
        return found === undefined
          ? sendProblem(reply, fault('methodRefused', { allowed: allowed.join(', ') }), language)
          : answer(found, request, reply);
      },
    });
  }

  const document = jsonBytes(openApiDocument());
  app.get('/openapi.json', (_request, reply) => reply.type('application/json').send(document));
  app.get('/problems/:code', (request, reply) => {
    const params = check('address', problemParams, request.params);
    const entry = params.ok && Object.entries(FAULTS).find(([code]) => code === params.value.code);
    if (!entry) return sendProblem(reply, fault('nothingThere', {}), language);
    const [code, { status, anchor }] = entry;
    return reply.send({ code, status, documentation: `docs/errors.md#${anchor}` });
  });

  async function answer(
    operation: Operation,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const done = await run(operation, request);
    if (!done.ok) return sendProblem(reply, done.fault, language);
    void reply.header('Cache-Control', 'no-store');
    if (operation.answer === undefined) return reply.status(204).send();
    return reply.type('application/json').send(jsonBytes(done.value));
  }

  async function run(operation: Operation, request: FastifyRequest): Promise<Result<unknown>> {
    const who = await whoAsks(request, parts);
    if (!who.ok) return who;
    const params = check('address', operation.params, request.params);
    if (!params.ok) return params;
    const query = check('query', operation.query, request.query);
    if (!query.ok) return query;
    const body = readBody(operation, request.body);
    if (!body.ok) return body;
    const source = request.ip;
    return operation.run(
      { who: who.value, source, params: params.value, query: query.value, body: body.value },
      parts,
    );
  }
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Without a body everything in it that may be left out is left out. */
function readBody({ body: schema }: Operation, body: unknown): Result<unknown> {
  const text = typeof body === 'string' ? body : '';
  if (schema === undefined) {
    return text === '' ? ok(undefined) : check('body', noQuery, { body: text });
  }
  if (text === '') return check('body', schema, {});
  try {
    return check('body', schema, JSON.parse(text));
  } catch {
    return fail(fault('requestInvalid', { where: 'body', field: '', reason: 'it is no JSON' }));
  }
}

/** The fault names the field, and never repeats what stood there. */
function check<T extends z.ZodType>(where: string, schema: T, value: unknown): Result<z.output<T>> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const unknown = issue?.code === 'unrecognized_keys';
  const field = issue?.path.join('.') ?? '';
  const reason = unknown ? 'it has a field that is not known' : 'it is missing, or not of its form';
  return fail(fault('requestInvalid', { where, field, reason }));
}

/** An address that the router cannot read; none of it is repeated. */
export function addressRefused(): Fault {
  return fault('requestInvalid', { where: 'address', field: '', reason: 'it cannot be read' });
}

/** What fastify says before a handler is asked. */
function readError(error: unknown): Fault {
  if (error instanceof StoreError) return error.fault;
  const { statusCode = 500 } = error as { statusCode?: number };
  if (statusCode === 413) return fault('requestTooLarge', { max: BODY_BYTES_MAX });
  if (statusCode === 415) return fault('contentTypeRefused', {});
  if (statusCode < 500) return fault('requestInvalid', { where: 'body', field: '', reason: 'it is broken' });
  return fault('serverInternal', {});
}
