import type { HttpApp } from './listeners.ts';

/** Requests whose address begins with `prefix` go to `below`, where there is one; all others to `rest`. */
export function byPath(prefix: string, below: HttpApp | undefined, rest: HttpApp): HttpApp {
  if (below === undefined) return rest;
  return {
    routing(request, response) {
      (request.url?.startsWith(prefix) === true ? below : rest).routing(request, response);
    },
  };
}
