import type { ListenFact } from '../report.ts';
import type { Machine } from '../shell.ts';
import type { Part } from '../survey.ts';
import { isRecord, jsonValue } from '../survey-json.ts';
import { hostAndPort, listenFact, literalFamily } from './listen-fact.ts';

const FILE = '/etc/caddy/Caddyfile';

/** What Caddy would listen on, as it adapts its own file. */
export async function collectCaddy(machine: Machine): Promise<Part> {
  if ((await machine.readFile(FILE)) === undefined) return {};
  const answer = await machine.run(['caddy', 'adapt', '--adapter', 'caddyfile', '--config', FILE]);
  if (!answer.ok) return { unread: [{ what: 'caddy', why: answer.why ?? 'failed' }] };
  const listens = caddyListens(answer.out, FILE);
  return listens === undefined ? { unread: [{ what: 'caddy', why: 'unreadable' }] } : { listens };
}

/** Pure; undefined for what is no configuration of Caddy's. */
export function caddyListens(json: string, file: string): ListenFact[] | undefined {
  const parsed = jsonValue(json);
  const servers = at(parsed, 'apps', 'http', 'servers');
  if (!isRecord(servers)) return isRecord(parsed) ? [] : undefined;
  return Object.values(servers)
    .slice(0, 256)
    .flatMap((server) => serverListens(server, file));
}

function serverListens(server: unknown, file: string): ListenFact[] {
  const listen = at(server, 'listen');
  const names = namesOf(at(server, 'routes'));
  const facts = (Array.isArray(listen) ? listen : []).flatMap((text): ListenFact[] => {
    const fact = typeof text === 'string' ? listenOf(text, names, file, server) : undefined;
    return fact === undefined ? [] : [fact];
  });
  const [first] = facts;
  const automatic =
    at(server, 'automatic_https', 'disable') !== true &&
    at(server, 'automatic_https', 'disable_redirects') !== true;
  // names with automatic HTTPS get a redirect on port 80 without being asked for
  if (first !== undefined && first.tls && names.length > 0 && automatic) {
    facts.push({ ...first, port: 80, tls: false, redirect: 'https://{host}{uri}' });
  }
  return facts;
}

/** Go opens one socket for both families wherever the address is a wildcard, `0.0.0.0` too; only `tcp4/` and literals restrict. */
function listenOf(
  text: string,
  names: readonly string[],
  file: string,
  server: unknown,
): ListenFact | undefined {
  const [, network = 'tcp', where = ''] = /^(?:(tcp|tcp4|tcp6)\/)?(.*)$/.exec(text) ?? [];
  const address = hostAndPort(where);
  if (address === undefined) return undefined;
  const { host, port } = address;
  const any = host === '' || host === '0.0.0.0' || host === '::';
  const literal = any ? undefined : literalFamily(host);
  let families: (6 | 4)[] = literal === undefined ? [6, 4] : [literal];
  if (network === 'tcp4') families = [4];
  if (network === 'tcp6') families = [6];
  const policies = at(server, 'tls_connection_policies');
  const off = at(server, 'automatic_https', 'disable') === true;
  return listenFact({
    software: 'caddy',
    directive: text,
    file,
    address: any ? (network === 'tcp4' ? '0.0.0.0' : '::') : host,
    port,
    families,
    tls: Array.isArray(policies) || (port !== 80 && !off && (port === 443 || names.length > 0)),
    names: [...names],
    isDefault: names.length === 0,
  });
}

/** Hosts of the routes' matchers. */
function namesOf(routes: unknown): string[] {
  if (!Array.isArray(routes)) return [];
  return routes.slice(0, 512).flatMap((route) => {
    const match = at(route, 'match');
    return (Array.isArray(match) ? match : []).flatMap((one) => {
      const host = at(one, 'host');
      return Array.isArray(host) ? host.filter((name) => typeof name === 'string') : [];
    });
  });
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  let current = value;
  for (const key of keys)
    current = isRecord(current) && Object.hasOwn(current, key) ? current[key] : undefined;
  return current;
}
