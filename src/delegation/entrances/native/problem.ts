import type { FastifyReply } from 'fastify';
import { FAULTS, type Fault } from '../../../core/index.ts';
import { catalogue, describeFault } from '../../../i18n/index.ts';

/** Where the API is; the number changes with what breaks its clients. */
export const BASE = '/delegation/v1';

/** A fault as a problem document (RFC 9457): the only place of this entrance where one becomes a text. */
export function sendProblem(reply: FastifyReply, refused: Fault, language: string): FastifyReply {
  const { status } = FAULTS[refused.code];
  if (status === 401) void reply.header('WWW-Authenticate', challenge(refused));
  if (refused.code === 'methodRefused') {
    void reply.header('Allow', String((refused.params as Readonly<Record<string, unknown>>)['allowed']));
  }
  if (refused.retryAfterSeconds !== undefined) void reply.header('Retry-After', refused.retryAfterSeconds);
  const document = {
    type: `${BASE}/problems/${refused.code}`,
    status,
    detail: describeFault(refused, catalogue(language)),
    code: refused.code,
  };
  return reply
    .status(status)
    .header('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(jsonBytes(document));
}

/** As bytes: to a text fastify would add a charset, which JSON has not (RFC 8259 section 11). */
export function jsonBytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

/** RFC 6750 section 3: an error is named only to those who sent a token. */
function challenge({ code }: Fault): string {
  const error = code === 'clientTokenRefused' || code === 'clientKeyUnknown' ? ', error="invalid_token"' : '';
  return `Bearer realm="sixfour"${error}`;
}
