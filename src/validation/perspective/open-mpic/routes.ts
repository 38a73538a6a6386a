import type { Log } from '../../../core/index.ts';
import type { Asked, Handlers, Reply } from '../call.ts';
import { ASK_BYTES_MAX, REQUESTS_MAX } from '../limits.ts';
import { errorReply } from './issues.ts';

/** Handlers by method and path, with a bounded number of requests at hand; what breaks inside is a 500 and a line of the log. */
export function createRoutes(
  routes: Readonly<Record<string, (asked: Asked) => Promise<Reply>>>,
  log: Log,
): Handlers {
  const paths = new Set(Object.keys(routes).map((route) => route.split(' ')[1]));
  let running = 0;
  return async (asked) => {
    const name = `${asked.method} ${asked.path}`;
    const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
    if (route === undefined) {
      return paths.has(asked.path) ? errorReply(405, 'method not allowed') : errorReply(404, 'not found');
    }
    if (asked.body.length > ASK_BYTES_MAX) return errorReply(413, 'request too large');
    if (running >= REQUESTS_MAX) return errorReply(503, 'too many requests at once');
    running++;
    try {
      return await route(asked);
    } catch (error) {
      log.error({ peer: asked.peer, path: asked.path, error: String(error) }, 'a perspective request broke');
      return errorReply(500, 'internal error');
    } finally {
      running--;
    }
  };
}
