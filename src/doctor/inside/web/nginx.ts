import type { ListenFact } from '../report.ts';
import type { Machine } from '../shell.ts';
import type { Part } from '../survey.ts';
import { filesOf } from './files.ts';
import { type Endpoint, hostAndPort, listenFact, literalFamily } from './listen-fact.ts';
import { type Directive, readBlocks } from './nginx-blocks.ts';

/** Every `listen` of nginx with its server block. */
export async function collectNginx(machine: Machine): Promise<Part> {
  const files = filesOf(machine);
  const top = await readBlocks(files, '/etc/nginx/nginx.conf');
  if (top === undefined) return {};
  const unread = files.full ? [{ what: 'nginx', why: 'too-large' }] : [];
  return { listens: nginxListens(top), unread };
}

/** Pure. */
function nginxListens(top: readonly Directive[]): ListenFact[] {
  const http = top.filter(({ name }) => name === 'http').flatMap(({ block = [] }) => block);
  const stream = top.filter(({ name }) => name === 'stream').flatMap(({ block = [] }) => block);
  const upstreams = http.filter(({ name }) => name === 'upstream');
  const facts = [
    ...servers(http).flatMap((server) => listensOf(server, http, upstreams)),
    ...servers(stream).flatMap((server) => passedOn(server)),
  ];
  return withDefaults(withSharedSockets(facts));
}

function servers(block: readonly Directive[]): readonly Directive[] {
  return block.filter(({ name }) => name === 'server');
}

function listensOf(
  server: Directive,
  http: readonly Directive[],
  upstreams: readonly Directive[],
): ListenFact[] {
  const block = server.block ?? [];
  const written = block.filter(({ name }) => name === 'listen');
  // without any, nginx listens on *:80
  const listens =
    written.length > 0 ? written : [{ ...server, name: 'listen', words: ['80'], block: undefined }];
  const own = (name: string) => [...http, ...block].findLast((one) => one.name === name)?.words;
  const names = block
    .filter(({ name }) => name === 'server_name')
    .flatMap(({ words }) => words)
    .filter((one) => one !== '_' && one !== '');
  const root = locationRoot(block);
  const about = {
    names,
    ...text('certificate', own('ssl_certificate')?.[0]),
    ...text(
      'root',
      [...block, ...root, ...challengeLocation(block)].findLast(({ name }) => name === 'root')?.words[0] ??
        own('root')?.[0],
    ),
    ...text('upstream', upstreamOf([...root, ...block], upstreams)),
    ...text('redirect', redirectOf([...root, ...block])),
    ...accessOf([...block, ...root]),
  };
  return listens.flatMap((one): ListenFact[] => {
    const endpoint = endpointOf(one.words);
    if (endpoint === undefined) return [];
    const { words, file, line } = one;
    return [
      listenFact({
        software: 'nginx',
        directive: `listen ${words.join(' ')}`,
        file,
        line,
        ...endpoint,
        ...about,
        tls: words.includes('ssl') || own('ssl')?.[0] === 'on',
        proxyProtocol: words.includes('proxy_protocol'),
        isDefault: words.includes('default_server') || words.includes('default'),
      }),
    ];
  });
}

/** A stream passes TLS on as it comes: whoever is behind it answers. */
function passedOn({ block = [] }: Directive): ListenFact[] {
  return block
    .filter(({ name }) => name === 'listen')
    .flatMap(({ words, file, line }): ListenFact[] => {
      const endpoint = endpointOf(words);
      if (endpoint === undefined) return [];
      const tls = words.includes('ssl') || endpoint.port === 443;
      const directive = `listen ${words.join(' ')}`;
      const proxyProtocol = words.includes('proxy_protocol');
      return [listenFact({ software: 'nginx', directive, file, line, ...endpoint, tls, proxyProtocol })];
    });
}

/** `80` and `*:80` are IPv4 alone; `[::]:80` is IPv6 alone, unless `ipv6only=off` (since 1.3.4). */
function endpointOf([where = '', ...options]: readonly string[]): Endpoint | undefined {
  if (options.includes('quic') || options.includes('udp')) return undefined;
  const bare = /^[\w.*-]+$|^\[[^\]]+\]$/.test(where)
    ? { host: where.replaceAll(/[[\]]/g, ''), port: 80 }
    : undefined;
  const at = hostAndPort(where) ?? bare;
  if (at === undefined || where.startsWith('unix:')) return undefined;
  const family = literalFamily(at.host);
  if (family === 6) {
    const dual = at.host === '::' && options.includes('ipv6only=off');
    return { address: at.host, port: at.port, families: dual ? [6, 4] : [6] };
  }
  if (at.host === 'localhost') return { address: '127.0.0.1', port: at.port, families: [4] };
  const any = at.host === '' || at.host === '*';
  if (!any && family === undefined) return { address: at.host.slice(0, 64), port: at.port, families: [] };
  return { address: any ? '0.0.0.0' : at.host, port: at.port, families: [4] };
}

/** A socket is opened once: what one block says of it holds for all of them. */
function withSharedSockets(facts: readonly ListenFact[]): ListenFact[] {
  return facts.map((one) => {
    const same = facts.filter(({ address, port }) => address === one.address && port === one.port);
    return {
      ...one,
      families: [...(same.find(({ families }) => families.length === 2)?.families ?? one.families)],
      proxyProtocol: same.some(({ proxyProtocol }) => proxyProtocol),
    };
  });
}

/** Where nobody is named the default, the first block of the address and port is. */
function withDefaults(facts: readonly ListenFact[]): ListenFact[] {
  return facts.map((one, index) => {
    const same = (other: ListenFact) => other.address === one.address && other.port === one.port;
    const named = facts.some((other) => same(other) && other.isDefault);
    return named || facts.findIndex(same) !== index ? one : { ...one, isDefault: true };
  });
}

/** What is said of the challenge path alone: its folder is the one that counts. */
function challengeLocation(block: readonly Directive[]): readonly Directive[] {
  const found = block.find(
    ({ name, words }) => name === 'location' && words.at(-1)?.startsWith('/.well-known/') === true,
  );
  return found?.block ?? [];
}

function locationRoot(block: readonly Directive[]): readonly Directive[] {
  const found = block.find(
    ({ name, words }) => name === 'location' && words.length === 1 && words[0] === '/',
  );
  return found?.block ?? [];
}

function upstreamOf(block: readonly Directive[], upstreams: readonly Directive[]): string | undefined {
  const passed = block.find(({ name }) => /^(?:proxy|grpc|fastcgi|uwsgi)_pass$/.test(name))?.words[0];
  if (passed === undefined || passed.includes('$') || passed.includes('unix:')) return undefined;
  const [, scheme = '', authority = ''] = /^(?:(\w+):\/\/)?([^/]+)/.exec(passed) ?? [];
  const group = upstreams.find(({ words }) => words[0] === authority);
  const first = group?.block?.find(({ name }) => name === 'server')?.words[0];
  if (group !== undefined)
    return first === undefined || first.startsWith('unix:') ? undefined : withPort(first, '80');
  return withPort(authority, scheme === 'https' ? '443' : '80');
}

function withPort(authority: string, port: string): string {
  return /:\d+$/.test(authority.replace(/^\[.*\]/, '')) ? authority : `${authority}:${port}`;
}

function redirectOf(block: readonly Directive[]): string | undefined {
  const found = block.find(({ name, words }) => name === 'return' && /^30[1278]$/.test(words[0] ?? ''));
  return found?.words[1];
}

/** Families of the addresses that may come in, where others may not; and whether a password is asked for. */
function accessOf(block: readonly Directive[]): Pick<ListenFact, 'access'> {
  const auth = block.some(({ name, words }) => name === 'auth_basic' && words[0] !== 'off');
  const denies = block.some(({ name, words }) => name === 'deny' && words[0] === 'all');
  const allowed = block
    .filter(({ name, words }) => name === 'allow' && words[0] !== undefined)
    .map(({ words }) => words[0] ?? '');
  if (!auth && !denies) return {};
  const all = !denies || allowed.includes('all');
  const families = ([6, 4] as const).filter(
    (family) => all || allowed.some((one) => literalFamily(one.split('/')[0] ?? '') === family),
  );
  const rules = block.filter(({ name }) => name === 'allow' || name === 'deny' || name === 'auth_basic');
  const said = rules.map(({ name, words }) => `${name} ${words.join(' ')};`).join(' ');
  return { access: { families: [...families], auth, text: said.slice(0, 1_024) } };
}

function text<K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: string });
}
