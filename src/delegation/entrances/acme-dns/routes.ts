import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ok, type Result } from '../../../core/index.ts';
import { type Broker, type Challenge, challengeOf, type Principal } from '../../broker/index.ts';
import { DNS_01, readHostName } from '../../names/index.ts';
import type { EntranceParts } from '../app.ts';
import { basicCredentials, type Credentials } from '../credentials.ts';
import { readRegistration, readUpdate } from './body.ts';
import { type AcmeDnsPath, readAcmeDnsPath } from './path.ts';

/**
 * The API of acme-dns, to the byte: its addresses, status codes and one-line JSON (acme.sh cuts fields out of it with sed; libdns wants
 * 200 for an update, others 201 for a registration). What it says of a refusal is as little as acme-dns says: `forbidden`, for
 * everything that has to do with who asks; the reason is in the log and in `sixfour client show`. Values do not displace each other:
 * each has its owner and its end.
 */
export async function acmeDnsRoutes(app: FastifyInstance, { broker, log }: EntranceParts): Promise<void> {
  app.setErrorHandler((error, _request, reply) => {
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status < 500) return json(reply, 400, ERROR('malformed_json_payload'));
    log.error({ err: error }, 'a request of the acme-dns entrance failed');
    return json(reply, 500, ERROR('db_error'));
  });
  app.all('/*', async (request, reply) => {
    const path = readAcmeDnsPath((request.url.split('?')[0] ?? '').slice(app.prefix.length));
    if (path === undefined) return notFound(reply);
    if (request.method !== (path.endpoint === 'health' ? 'GET' : 'POST')) {
      return reply.status(405).type('text/plain; charset=utf-8').send('Method Not Allowed\n');
    }
    switch (path.endpoint) {
      case 'health':
        return reply.status(200).send();
      case 'update':
        return update(broker, path, request, reply);
      case 'register':
        return register(broker, path, request, reply);
    }
  });
}

async function update(
  broker: Broker,
  path: AcmeDnsPath,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const who = await authenticate(broker, path, request);
  const wanted = readUpdate(request.body);
  if (who === undefined || wanted === undefined) return json(reply, 401, FORBIDDEN);
  const challenge = await broker.resolveLabel(wanted.subdomain);
  if (!challenge.ok || !isNamed(challenge.value, path)) return json(reply, 401, FORBIDDEN);
  const asked = { challenge: challenge.value, source: request.ip, thumbprint: undefined };
  if (!TXT.test(wanted.txt)) {
    const allowed = await broker.allowed(who, asked);
    return allowed.ok ? json(reply, 400, ERROR('bad_txt')) : json(reply, 401, FORBIDDEN);
  }
  const done = await broker.present(who, { ...asked, value: wanted.txt });
  if (done.ok) return json(reply, 200, `{"txt": "${wanted.txt}"}`);
  return done.fault.code === 'notDelegatedTo'
    ? json(reply, 401, FORBIDDEN)
    : json(reply, 500, ERROR('db_error'));
}

async function register(
  broker: Broker,
  path: AcmeDnsPath,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  // nobody registers unasked: to a stranger it looks as acme-dns with registration switched off
  if (credentialsOf(path, request) === undefined) return notFound(reply);
  const who = await authenticate(broker, path, request);
  if (who === undefined) return json(reply, 401, FORBIDDEN);
  const registration = readRegistration(request.body);
  if (!registration.ok) return json(reply, 400, ERROR(registration.error));
  const challenge = await registered(broker, who, path);
  if (!challenge.ok) return json(reply, 400, ERROR('bad_name'));
  if (challenge.value === undefined) return json(reply, 400, ERROR('name_missing'));
  const asked = { challenge: challenge.value, source: request.ip, thumbprint: undefined };
  const allowed = await broker.allowed(who, asked);
  if (!allowed.ok) return json(reply, 401, FORBIDDEN);
  const [target] = broker.targets(challenge.value);
  const given = await broker.allocate([challenge.value], who.client.id);
  const made = given.ok ? await broker.addKey(who, challenge.value, registration.networks) : undefined;
  if (made === undefined || target === undefined) return json(reply, 500, ERROR('db_error'));
  const account = {
    username: made.user,
    password: made.key,
    fulldomain: target.target,
    subdomain: target.label,
    allowfrom: registration.allowFrom,
  };
  return json(reply, 201, JSON.stringify(account));
}

/** The name in the address; without one, the only name that the client may have. */
async function registered(
  broker: Broker,
  who: Principal,
  { name }: AcmeDnsPath,
): Promise<Result<Challenge | undefined>> {
  if (name === undefined) return ok(await broker.onlyChallenge(who));
  const read = readHostName(name);
  return read.ok ? ok(challengeOf(read.value.name, DNS_01)) : read;
}

function isNamed(challenge: Challenge, { name }: AcmeDnsPath): boolean {
  if (name === undefined) return true;
  const read = readHostName(name);
  return read.ok && read.value.name === challenge.name;
}

/** Undefined for everything that acme-dns calls `forbidden`. A key has 40 characters, or it is none. */
async function authenticate(
  broker: Broker,
  path: AcmeDnsPath,
  request: FastifyRequest,
): Promise<Principal | undefined> {
  const credentials = credentialsOf(path, request);
  if (credentials === undefined || !KEY.test(credentials.key)) return undefined;
  const who = await broker.authenticate(credentials, request.ip);
  return who.ok ? who.value : undefined;
}

/** Those of the protocol come first: what a client registered under an address is meant, not the right to register. */
function credentialsOf({ token }: AcmeDnsPath, { headers }: FastifyRequest): Credentials | undefined {
  const [user, key] = [headers['x-api-user'], headers['x-api-key']];
  if (typeof user === 'string' && typeof key === 'string') return { user, key };
  if (token !== undefined) return { key: token };
  return basicCredentials(headers.authorization);
}

function json(reply: FastifyReply, status: number, text: string): FastifyReply {
  // as bytes: to a text fastify would add a charset, which acme-dns does not have
  return reply.status(status).type('application/json').send(Buffer.from(text));
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply.status(404).type('text/plain; charset=utf-8').send('404 page not found\n');
}

const ERROR = (code: string) => `{"error": "${code}"}`;
const FORBIDDEN = ERROR('forbidden');
const KEY = /^[A-Za-z0-9_-]{40}$/;
const TXT = /^[A-Za-z0-9_-]{43}$/;
