import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fail, FAULTS, fault, type Fault, ok, type Result } from '../../../core/index.ts';
import { catalogue, describeFault } from '../../../i18n/index.ts';
import type { EntranceParts } from '../app.ts';
import { basicCredentials } from '../credentials.ts';
import { challengeIn, readHttpreqBody } from './request.ts';

/**
 * lego's httpreq: `POST present` and `POST cleanup`, with HTTP Basic. What went well is 200 with the body sent back: lego looks at
 * the status alone, acme.sh (dns_acmeproxy) looks for the value in the answer, and libdns compares name and value with its own.
 */
export async function httpreqRoutes(
  app: FastifyInstance,
  { broker, language }: EntranceParts,
): Promise<void> {
  for (const action of ['present', 'cleanup'] as const) {
    app.post(`/${action}`, async (request, reply) => {
      const done = await run(action, request);
      if (!done.ok) return refusal(reply, done.fault, language);
      return reply.type('application/json').send(JSON.stringify(done.value));
    });
  }

  async function run(
    action: 'present' | 'cleanup',
    { headers, ip, body }: FastifyRequest,
  ): Promise<Result<Readonly<Record<string, string>>>> {
    const credentials = basicCredentials(headers.authorization);
    if (credentials === undefined) return fail(fault('clientKeyUnknown', {}));
    const who = await broker.authenticate(credentials, ip);
    if (!who.ok) return who;
    const wanted = readHttpreqBody(body);
    if (!wanted.ok) return wanted;
    const challenge = await challengeIn(wanted.value, (name) => broker.resolve(name));
    if (!challenge.ok) return challenge;
    const { value, thumbprint, echo } = wanted.value;
    const asked = { challenge: challenge.value, value, source: ip, thumbprint };
    const done = await (action === 'present'
      ? broker.present(who.value, asked)
      : broker.cleanUp(who.value, asked));
    return done.ok ? ok(echo) : done;
  }
}

/** `{ error: { code, message } }` with the fault's status: clients print what comes with a status that is not 2xx. */
export function refusal(reply: FastifyReply, refused: Fault, language: string): FastifyReply {
  const { status } = FAULTS[refused.code];
  if (status === 401) void reply.header('WWW-Authenticate', 'Basic realm="sixfour"');
  if (refused.retryAfterSeconds !== undefined) void reply.header('Retry-After', refused.retryAfterSeconds);
  const message = describeFault(refused, catalogue(language));
  return reply
    .status(status)
    .type('application/json')
    .send({ error: { code: refused.code, message } });
}
