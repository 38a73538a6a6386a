import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../core/index.ts';
import type { By } from '../../store/index.ts';

/** The header in which a command says for whom it runs. */
export const ACTOR_HEADER = 'sixfour-actor';

/**
 * Who asks over the control socket. Whoever may open it may do everything, so it is what the command says of itself: it tells colleagues
 * apart and keeps no liar away.
 */
export function actorOf({ headers }: FastifyRequest): string {
  const said = headers[ACTOR_HEADER];
  return typeof said === 'string' && USER.test(said) ? `administrator:${said}` : 'administrator';
}

/** The same with the time, as the store writes it down. */
export function byOf(request: FastifyRequest, clock: Clock): By {
  return { at: clock.now(), actor: actorOf(request) };
}

/** A user's name as operating systems have it. */
const USER = /^[A-Za-z0-9_.@\\-]{1,64}$/;
