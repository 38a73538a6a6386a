import { randomBytes } from 'node:crypto';
import type { Place, Tools } from '../net.ts';
import { type Reply, request } from '../request.ts';
import { CHALLENGE_PATH } from '../snippets/path.ts';
import type { Finding, Seen, Site, Tested } from '../types.ts';
import { about, atEachPlace } from './each-place.ts';

/**
 * Requests for the challenge path, and others that the rule has to refuse, at every address over plain HTTP. `token`: of a file that is
 * there; without one the path counts as open where it is answered otherwise than all else is refused.
 */
export function testPathOnly(tools: Tools, site: Site, token?: string): Promise<Tested> {
  return atEachPlace(tools, site.name, (place) => testPlace(tools, site.name, place, token));
}

async function testPlace(
  tools: Tools,
  name: string,
  place: Place,
  token: string | undefined,
): Promise<Tested> {
  const random = randomBytes(TOKEN_BYTES).toString('hex');
  const path = `${CHALLENGE_PATH}${token ?? random}`;
  const ask = (method: string, target: string) =>
    request(tools, place.address, { host: name, method, path: target });
  const root = await ask('GET', `/${random}`);
  const file = await ask('GET', path);
  const seen: Seen[] = [line(place, 'GET', '/...', root), line(place, 'GET', path, file)];
  if (!file.ok && NO_CONNECTION.has(file.outcome)) return { findings: [about(place, 'not-reached')], seen };
  const others = await Promise.all(
    OTHERS.map(async (other) => ({ other, reply: await ask(other.method, other.path(path)) })),
  );
  for (const { other, reply } of others) seen.push(line(place, other.method, other.path(path), reply));
  const open = others.filter(({ reply }) => isServed(reply)).map(({ other }) => about(place, other.code));
  return { findings: [...judgePath(place, root, file, token !== undefined), ...open], seen };
}
const TOKEN_BYTES = 16;
const NO_CONNECTION: ReadonlySet<string> = new Set([
  'connect-timeout',
  'refused',
  'unreachable',
  'prohibited',
  'error',
]);

/** What the rule refuses although it is below the path. */
const OTHERS: readonly {
  readonly method: string;
  readonly path: (path: string) => string;
  readonly code: Finding['code'];
}[] = [
  { method: 'POST', path: (path) => path, code: 'method-open' },
  { method: 'GET', path: (path) => `${path}?a=1`, code: 'query-open' },
  { method: 'GET', path: () => `${CHALLENGE_PATH}a.b%20c`, code: 'token-open' },
];

/** The path itself, and everything else. */
function judgePath(place: Place, root: Reply, file: Reply, known: boolean): Finding[] {
  const findings: Finding[] = [];
  if (!file.ok) findings.push(about(place, 'path-no-answer', { outcome: file.outcome }));
  else if (known && file.status !== 200)
    findings.push(about(place, 'token-wrong', { status: String(file.status) }));
  else if (CLOSED.has(file.status) || file.status >= 500)
    findings.push(about(place, 'path-closed', { status: String(file.status) }));
  if (root.ok && (root.status === 200 || root.status === 404)) {
    const same = file.ok && file.status === root.status && !known;
    findings.push(about(place, same ? 'not-told-apart' : 'root-open', { status: String(root.status) }));
  }
  return findings;
}
const CLOSED: ReadonlySet<number> = new Set([401, 403, 405, 406, 407, 429, 451]);

/** Served, or looked for: 404 says that the rule let it through. */
function isServed(reply: Reply): boolean {
  return reply.ok && (reply.status === 404 || (reply.status >= 200 && reply.status < 300));
}

function line({ address }: Place, method: string, path: string, reply: Reply): Seen {
  return {
    address: address.text,
    asked: `${method} ${path}`,
    said: reply.ok ? String(reply.status) : reply.outcome,
  };
}
