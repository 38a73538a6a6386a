import type { ListenFact } from '../report.ts';
import type { Machine } from '../shell.ts';
import type { Part } from '../survey.ts';
import { hostAndPort, listenFact, literalFamily } from './listen-fact.ts';

const FILE = '/etc/haproxy/haproxy.cfg';

/** Every `bind` of HAProxy. */
export async function collectHaproxy(machine: Machine): Promise<Part> {
  const text = await machine.readFile(FILE);
  return text === undefined ? {} : { listens: haproxyListens(text, FILE) };
}

/** Pure. */
export function haproxyListens(text: string, file: string): ListenFact[] {
  const facts: ListenFact[] = [];
  let [section, tcp, tcpDefault] = ['', false, false];
  const sections: { facts: ListenFact[]; backend: string | undefined }[] = [];
  const servers = new Map<string, string>();
  let named = '';
  for (const [index, raw] of text.split('\n').entries()) {
    const words = raw
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/\s+/)
      .slice(0, 256);
    const [keyword = '', first = '', second = ''] = words;
    if (SECTIONS.has(keyword)) {
      [section, named, tcp] = [keyword, first, tcpDefault];
      sections.push({ facts: [], backend: keyword === 'listen' ? first : undefined });
    }
    const current = sections.at(-1);
    if (keyword === 'mode') {
      tcp = first === 'tcp';
      if (section === 'defaults') tcpDefault = tcp;
      else for (const one of current?.facts ?? []) one.tls ||= tcp && one.port === 443;
    }
    if (keyword === 'default_backend' && current !== undefined) current.backend = first;
    if (keyword === 'server' && !servers.has(named)) servers.set(named, second);
    if (keyword !== 'bind' || current === undefined) continue;
    const own = first.split(',').flatMap((where) => bindOf({ where, words, file, line: index + 1, tcp }));
    current.facts.push(...own);
    facts.push(...own);
  }
  for (const one of sections) {
    const upstream = one.backend === undefined ? undefined : servers.get(one.backend);
    if (upstream !== undefined && hostAndPort(upstream) !== undefined)
      for (const fact of one.facts) fact.upstream = upstream.slice(0, 255);
  }
  return facts;
}

const SECTIONS = new Set([
  'global',
  'defaults',
  'frontend',
  'backend',
  'listen',
  'peers',
  'resolvers',
  'userlist',
  'cache',
]);

function bindOf(given: {
  readonly where: string;
  readonly words: readonly string[];
  readonly file: string;
  readonly line: number;
  readonly tcp: boolean;
}): ListenFact[] {
  const { where, words, file, line, tcp } = given;
  const forced = /^ipv([46])@/.exec(where)?.[1];
  const bare = where.replace(/^ipv[46]@/, '');
  // `:::80` is `::` and port 80
  const bracketed = bare.replace(/^(.*:.*):(\d+)$/, (all, host: string, port: string) =>
    host.startsWith('[') ? all : `[${host}]:${port}`,
  );
  const at = hostAndPort(bracketed.replace(/-\d+$/, ''));
  if (at === undefined || bare.startsWith('/') || bare.includes('@')) return [];
  const { host, port } = at;
  const any = host === '' || host === '*' || host === '0.0.0.0';
  const six = host === '::' || (any && forced === '6');
  const literal = any || six ? undefined : literalFamily(host);
  if (!any && !six && literal === undefined) return [];
  let families: (6 | 4)[] = [literal ?? 4];
  // the kernel's own default (bindv6only) is a socket for both
  if (six) families = words.includes('v6only') ? [6] : [6, 4];
  const address = six ? '::' : any ? '0.0.0.0' : host;
  const crt = words[words.indexOf('crt') + 1];
  return [
    listenFact({
      software: 'haproxy',
      directive: words.join(' '),
      file,
      line,
      address,
      port,
      families,
      // in TCP mode TLS is passed on as it comes
      tls: words.includes('ssl') || (tcp && port === 443),
      proxyProtocol: words.includes('accept-proxy'),
      isDefault: true,
      ...(words.includes('crt') && crt !== undefined && { certificate: crt }),
    }),
  ];
}
