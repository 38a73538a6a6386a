import fastify, { type FastifyInstance } from 'fastify';
import type { OwnChallenges } from '../../authority/ca/index.ts';

/** The plain HTTP application: nothing but GET, and no bodies to speak of. */
export async function createHttpApp(
  publish: (app: FastifyInstance) => Promise<void>,
  challenges: OwnChallenges['handler'],
): Promise<FastifyInstance> {
  const app = fastify({ logger: false, bodyLimit: 1 });
  await app.register(publish);
  await app.register(challenges);
  app.setNotFoundHandler((_request, reply) => reply.status(404).type('text/plain').send('Not found\n'));
  await app.ready();
  return app;
}
