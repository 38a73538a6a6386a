import type { Endpoint } from './endpoint.ts';
import { SEGMENT_CHARS_MAX } from './limits.ts';
import type { DirectoryPaths } from './paths.ts';

/** What stands at a path: an endpoint for each method, and what the path says of its parameters. */
export type Place = {
  readonly directory: DirectoryPaths;
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  readonly params: Readonly<Record<string, string>>;
};

/**
 * Finds what stands at a path, as sent: by whole segments, each with its percent-encoding undone (RFC 3986 section 6.2.2.2), case
 * as it is. Every segment is looked up once, however many endpoints there are.
 */
export function createRoutes(
  directories: readonly DirectoryPaths[],
  endpoints: readonly Endpoint[],
): (path: string) => Place | undefined {
  const root = newJunction();
  for (const directory of directories) for (const endpoint of endpoints) add(root, directory, endpoint);

  return (path) => {
    const params: Record<string, string> = {};
    let at: Junction = root;
    for (const sent of path.split('/')) {
      const segment = sent.includes('%') ? decode(sent) : sent;
      if (segment === undefined || sent.length > SEGMENT_CHARS_MAX) return undefined;
      const named = at.named.get(segment);
      const next = named ?? at.parameter?.next;
      if (next === undefined) return undefined;
      if (named === undefined && at.parameter !== undefined) params[at.parameter.name] = segment;
      at = next;
    }
    return at.stands && { ...at.stands, params };
  };
}

/** The path and the query of a request target, in origin form or in absolute form (RFC 9112 section 3.2). */
export function readTarget(target: string): { path: string; query: string } {
  const local = target.startsWith('/') ? target : target.replace(/^https?:\/\/[^/?#]*/i, '');
  const [whole = ''] = local.split('#', 1);
  const mark = whole.indexOf('?');
  return mark < 0 ? { path: whole, query: '' } : { path: whole.slice(0, mark), query: whole.slice(mark + 1) };
}

/** Where a path goes on: by the names of segments, else as the value of a parameter. */
type Junction = {
  readonly named: Map<string, Junction>;
  parameter?: { readonly name: string; readonly next: Junction };
  stands?: { readonly directory: DirectoryPaths; readonly endpoints: Map<string, Endpoint> };
};

function newJunction(): Junction {
  return { named: new Map() };
}

/** `:name` is a segment of any value. */
function add(root: Junction, directory: DirectoryPaths, endpoint: Endpoint): void {
  let at = root;
  for (const segment of (directory.prefix + endpoint.path).split('/')) {
    const known = segment.startsWith(':') ? at.parameter?.next : at.named.get(segment);
    const next = known ?? newJunction();
    if (segment.startsWith(':')) at.parameter ??= { name: segment.slice(1), next };
    else at.named.set(segment, next);
    at = next;
  }
  at.stands ??= { directory, endpoints: new Map() };
  for (const method of endpoint.methods) at.stands.endpoints.set(method, endpoint);
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
