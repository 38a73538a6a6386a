import fastify, { type FastifyInstance } from 'fastify';
import { type Clock, fault, type Log } from '../../core/index.ts';
import { type Store, StoreError } from '../../store/index.ts';
import type { Broker } from '../broker/index.ts';
import { createBcryptChecker } from '../import/index.ts';
import { acmeDnsRoutes } from './acme-dns/routes.ts';
import { createLoginGuard, guardLogins } from './guarded-logins.ts';
import { httpreqRoutes, refusal } from './httpreq/routes.ts';
import { withImportedKeys } from './imported-logins.ts';
import type { Identities } from '../identity/index.ts';
import { BODY_BYTES_MAX, PARAMETER_CHARS_MAX } from './limits.ts';
import { BASE, sendProblem } from './native/problem.ts';
import { addressRefused, nativeRoutes } from './native/routes.ts';

/** What the HTTP entrances work with. */
export type EntranceParts = {
  readonly broker: Broker;
  readonly store: Pick<Store, 'rules' | 'challenges' | 'ownValues'>;
  readonly importedAccounts: Store['importedAccounts'];
  readonly identities: Identities;
  readonly clock: Clock;
  readonly log: Log;
  /** Of refusals. */
  readonly language: string;
};

/**
 * The protocols of others, under `/delegation`. Bodies are read as JSON whatever they are called: of the clients in use half call
 * them text or a form.
 */
export async function createDelegationApp(given: EntranceParts): Promise<FastifyInstance> {
  const checker = createBcryptChecker(given);
  const broker = withImportedKeys(given.broker, { ...given, checker });
  const guard = createLoginGuard(given);
  const parts = { ...given, guard, broker: guardLogins(broker, guard) };
  const app = fastify({
    logger: false,
    bodyLimit: BODY_BYTES_MAX,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: PARAMETER_CHARS_MAX },
    // escapes that are none, parts that are too long: the router's own answer would repeat them
    frameworkErrors: (_error, { url }, reply) => {
      if (url.startsWith(`${BASE}/`)) sendProblem(reply, addressRefused(), given.language);
      else refusal(reply, fault('challengeRequestMalformed', { reason: 'it is broken' }), given.language);
    },
  });
  app.addHook('onClose', () => checker.close());
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.setNotFoundHandler((_request, reply) => reply.status(404).type('text/plain').send('Not found\n'));
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof StoreError) return refusal(reply, error.fault, parts.language);
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status < 500) {
      const reason = status === 413 ? 'it is too long' : 'it is broken';
      return refusal(reply, fault('challengeRequestMalformed', { reason }), parts.language);
    }
    parts.log.error({ err: error }, 'a request of the delegation failed');
    return refusal(reply, fault('serverInternal', {}), parts.language);
  });
  await app.register((scope) => acmeDnsRoutes(scope, parts), { prefix: '/delegation/acme-dns' });
  await app.register((scope) => httpreqRoutes(scope, parts), { prefix: '/delegation/httpreq' });
  await app.register((scope) => nativeRoutes(scope, parts), { prefix: BASE });
  await app.ready();
  return app;
}
