import { z } from 'zod';
import { FAULTS, type FaultCode } from '../../../core/index.ts';
import { type Operation, OPERATIONS } from './operations.ts';
import { BASE } from './problem.ts';
import { problem } from './schemas.ts';

/** The API as OpenAPI 3.1 describes it, made from the table and the schemas that requests are checked by. */
export function openApiDocument(): Readonly<Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS) {
    const path = (paths[`${BASE}${operation.path}`] ??= {});
    path[operation.method.toLowerCase()] = describe(operation);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'sixfour: challenges of delegated names',
      version: '1.0.0',
      description:
        'Programs ask for values of ACME challenges to be served, each for the names that its rules allow.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ key: [] }, { token: [] }, { certificate: [] }],
    paths,
    components: {
      schemas: { problem: schemaOf(problem) },
      responses: Object.fromEntries(STATUSES.map((status) => [`problem${status}`, problemResponse(status)])),
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key of the client' },
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A token of a bound issuer',
        },
        certificate: { type: 'mutualTLS', description: 'Where delegation.api opens a listener for it' },
      },
    },
  };
}

/** What may go wrong with any operation. */
const CODES: readonly FaultCode[] = [
  'requestInvalid',
  'credentialsMissing',
  'notDelegatedTo',
  'nothingThere',
  'methodRefused',
  'tooManyChallengeValues',
  'requestTooLarge',
  'contentTypeRefused',
  'tooManyWrongKeys',
  'serverInternal',
  'providerFailed',
  'tokenIssuerUnavailable',
  'providerLate',
];
const STATUSES = [...new Set(CODES.map((code) => FAULTS[code].status))];

function describe({ id, summary, params, query, body, answer }: Operation): Record<string, unknown> {
  const answers =
    answer === undefined
      ? { 204: { description: 'Done' } }
      : { 200: { description: 'Done', content: { 'application/json': { schema: schemaOf(answer) } } } };
  return {
    operationId: id,
    summary,
    parameters: [...parametersOf(params, 'path'), ...parametersOf(query, 'query')],
    ...(body && {
      requestBody: { required: false, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    }),
    responses: {
      ...answers,
      ...Object.fromEntries(
        STATUSES.map((status) => [status, { $ref: `#/components/responses/problem${status}` }]),
      ),
    },
  };
}

function parametersOf(schema: z.ZodObject, place: 'path' | 'query'): Record<string, unknown>[] {
  return Object.entries(schema.shape).map(([name, one]) => {
    const { description, ...rest } = schemaOf(one as z.ZodType, 'input');
    const required = place === 'path';
    return { name, in: place, required, ...(description !== undefined && { description }), schema: rest };
  });
}

function problemResponse(status: number): Record<string, unknown> {
  const codes = CODES.filter((code) => FAULTS[code].status === status);
  return {
    description: `For example ${codes.join(', ')}`,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/problem' } } },
  };
}

/** OpenAPI 3.1 has the dialect of JSON Schema 2020-12. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'output'): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io });
  return rest;
}
