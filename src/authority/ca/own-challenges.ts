import type { FastifyInstance } from 'fastify';
import { OWN_CHALLENGES_MAX } from './limits.ts';

/**
 * Answers http-01 challenges for the server's own names on its own HTTP listener (RFC 8555 section 8.3). Kept in memory
 * only: an order that a restart cuts off begins anew.
 */
export type OwnChallenges = {
  put(token: string, keyAuthorization: string): void;
  remove(token: string): void;
  /** Fastify plugin: `GET /.well-known/acme-challenge/:token`. */
  readonly handler: (app: FastifyInstance) => Promise<void>;
};

export function createOwnChallenges(): OwnChallenges {
  const answers = new Map<string, string>();
  return {
    put(token, keyAuthorization) {
      // the oldest goes first: an abandoned order must not block a new one
      if (answers.size >= OWN_CHALLENGES_MAX) answers.delete(answers.keys().next().value ?? '');
      answers.set(token, keyAuthorization);
    },
    remove(token) {
      answers.delete(token);
    },
    async handler(app) {
      app.get<{ Params: { token: string } }>('/.well-known/acme-challenge/:token', async (request, reply) => {
        const answer = answers.get(request.params.token);
        if (answer === undefined) return reply.callNotFound();
        return reply
          .header('content-type', 'application/octet-stream')
          .header('cache-control', 'no-store')
          .send(Buffer.from(answer, 'latin1'));
      });
    },
  };
}
