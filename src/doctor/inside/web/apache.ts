import { posix } from 'node:path';
import type { ListenFact } from '../report.ts';
import type { Machine } from '../shell.ts';
import type { Part } from '../survey.ts';
import { type Files, filesOf } from './files.ts';
import { hostAndPort, listenFact, literalFamily } from './listen-fact.ts';
import { CONFIG_DEPTH } from './limits.ts';

/** Every `Listen` of Apache with the virtual hosts of its port. */
export async function collectApache(machine: Machine): Promise<Part> {
  const files = filesOf(machine);
  for (const path of ['/etc/apache2/apache2.conf', '/etc/httpd/conf/httpd.conf']) {
    const read = await readApache(files, path);
    if (read === undefined) continue;
    const unread = files.full ? [{ what: 'apache', why: 'too-large' }] : [];
    return { listens: apacheListens(read), unread };
  }
  return {};
}

type Line = { readonly words: readonly string[]; readonly file: string; readonly line: number };
type Host = { readonly at: readonly string[]; readonly lines: Line[] };
type Config = { readonly listens: Line[]; readonly main: Line[]; readonly hosts: Host[] };

type Reading = Config & {
  readonly files: Files;
  root: string;
  readonly defined: Map<string, string>;
  readonly modules: Set<string>;
  host: Host | undefined;
  /** Depth of blocks whose condition does not hold. */
  skipping: number;
};

async function readApache(files: Files, path: string): Promise<Config | undefined> {
  const text = await files.read(path);
  if (text === undefined) return undefined;
  const dir = posix.dirname(path);
  const reading: Reading = {
    listens: [],
    main: [],
    hosts: [],
    files,
    root: dir.endsWith('/conf') ? posix.dirname(dir) : dir,
    defined: new Map(),
    modules: new Set(BUILT_IN),
    host: undefined,
    skipping: 0,
  };
  await readLines(reading, text, path, 0);
  return reading;
}

const BUILT_IN = ['core.c', 'http_core.c', 'mod_so.c', 'mod_log_config.c', 'mod_unixd.c'];

async function readLines(reading: Reading, text: string, file: string, depth: number): Promise<void> {
  let begun = '';
  for (const [index, raw] of text.split('\n').entries()) {
    const written = `${begun}${raw}`.trim();
    begun = written.endsWith('\\') && written.length < LINE_CHARS ? `${written.slice(0, -1)} ` : '';
    if (begun !== '' || written === '' || written.startsWith('#')) continue;
    const words = wordsOf(
      written.replaceAll(/\$\{(\w{1,64})\}/g, (all, name: string) => reading.defined.get(name) ?? all),
    );
    const line: Line = { words, file, line: index + 1 };
    if (written.startsWith('<')) block(reading, line);
    else if (reading.skipping === 0) await directive(reading, line, depth);
  }
}

const LINE_CHARS = 8_192; // Apache's own limit

/** Words; quoted ones without their quotes. */
function wordsOf(line: string): string[] {
  const bare = line.startsWith('<') ? line.slice(1).replace(/>\s*$/, '') : line;
  return [...bare.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\S+/g)]
    .slice(0, 64)
    .map(([all, a, b]) => a ?? b ?? all);
}

function block(reading: Reading, { words }: Line): void {
  const name = (words[0] ?? '').toLowerCase();
  const conditional = /^\/?if(?:module|define|version|file|directive)?$/.test(name);
  if (name.startsWith('/')) {
    if (conditional && reading.skipping > 0) reading.skipping -= 1;
    else if (name === '/virtualhost') reading.host = undefined;
    return;
  }
  if (conditional && (reading.skipping > 0 || !holds(reading, name, words[1] ?? ''))) {
    reading.skipping += 1;
    return;
  }
  // how deep conditions that hold are nested does not matter: their end is passed over
  if (name === 'virtualhost' && reading.skipping === 0) {
    reading.host = { at: words.slice(1), lines: [] };
    reading.hosts.push(reading.host);
  }
}

function holds({ modules, defined }: Reading, kind: string, said: string): boolean {
  const negated = said.startsWith('!');
  const name = negated ? said.slice(1) : said;
  if (kind === 'ifmodule') return modules.has(name) !== negated;
  if (kind === 'ifdefine') return defined.has(name) !== negated;
  return true;
}

async function directive(reading: Reading, line: Line, depth: number): Promise<void> {
  const [name = '', first = '', second = ''] = line.words;
  switch (name.toLowerCase()) {
    case 'serverroot':
      reading.root = first;
      return;
    case 'define':
      reading.defined.set(first, second);
      return;
    case 'loadmodule':
      reading.modules.add(first).add(`mod_${first.replace(/_module$/, '')}.c`);
      return;
    case 'include':
    case 'includeoptional':
      if (depth >= CONFIG_DEPTH) return;
      for (const path of await reading.files.expand(posix.resolve(reading.root, first))) {
        const text = await reading.files.read(path);
        if (text !== undefined) await readLines(reading, text, path, depth + 1);
      }
      return;
    case 'listen':
      reading.listens.push(line);
      return;
    default:
      (reading.host?.lines ?? reading.main).push(line);
  }
}

function apacheListens({ listens, main, hosts }: Config): ListenFact[] {
  return listens.flatMap(({ words, file, line }): ListenFact[] => {
    const [, where = '', protocol] = words;
    const at = hostAndPort(where);
    if (at === undefined) return [];
    const { host, port } = at;
    const any = host === '' || host === '*' || host === '::';
    // a wildcard is one socket for both families (built with --enable-v4-mapped, as distributions do)
    const family = any ? undefined : literalFamily(host);
    if (!any && family === undefined) return [];
    const endpoint = {
      address: any ? '::' : host,
      port,
      families: family === undefined ? [6 as const, 4 as const] : [family],
    };
    const common = { software: 'apache', directive: words.join(' '), file, line, ...endpoint } as const;
    const own = hosts.flatMap((one) => {
      const families = familiesFor(one, port).filter((it) => endpoint.families.includes(it));
      return families.length === 0 ? [] : [{ one, families }];
    });
    if (own.length === 0)
      return [listenFact({ ...common, ...aboutOf(main), isDefault: true, tls: protocol === 'https' })];
    return own.map(({ one, families }, index) =>
      listenFact({ ...common, families, ...aboutOf([...main, ...one.lines]), isDefault: index === 0 }),
    );
  });
}

/** Families for which `<VirtualHost ...>` means the port. */
function familiesFor({ at }: Host, port: number): (6 | 4)[] {
  const families = at.flatMap((text): (6 | 4)[] => {
    const [, bracketed, plain = '', number = '*'] =
      /^(?:\[([0-9a-fA-F:]+)\]|([^:]*))(?::(\d+|\*))?$/.exec(text) ?? [];
    if (number !== '*' && Number(number) !== port) return [];
    if (bracketed !== undefined) return [6];
    const family = literalFamily(plain);
    return family === undefined ? [6, 4] : [family];
  });
  return [...new Set(families)];
}

function aboutOf(lines: readonly Line[]): Partial<ListenFact> {
  const last = (name: string) => lines.findLast(({ words }) => words[0]?.toLowerCase() === name)?.words;
  const all = (name: string) =>
    lines.filter(({ words }) => words[0]?.toLowerCase() === name).map(({ words }) => words);
  const names = [
    ...(last('servername')?.slice(1, 2) ?? []),
    ...all('serveralias').flatMap((words) => words.slice(1)),
  ];
  const certificate = last('sslcertificatefile')?.[1];
  const root = last('documentroot')?.[1];
  const passed = all('proxypass').find(([, path]) => path === '/')?.[2];
  const upstream = /^\w+:\/\/([^/]+)/.exec(passed ?? '')?.[1];
  const redirect = all('redirect')
    .flatMap((words) => words.slice(1))
    .find((word) => /^https?:\/\//.test(word));
  return {
    names: names.map((name) => name.replace(/:\d+$/, '').replace(/^\w+:\/\//, '')),
    tls: last('sslengine')?.[1]?.toLowerCase() === 'on',
    proxyProtocol: last('remoteipproxyprotocol')?.[1]?.toLowerCase() === 'on',
    ...(certificate !== undefined && { certificate }),
    ...(root !== undefined && { root }),
    ...(upstream !== undefined && { upstream: /:\d+$/.test(upstream) ? upstream : `${upstream}:80` }),
    ...(redirect !== undefined && { redirect }),
    ...accessOf(all('require'), last('authtype') !== undefined),
  };
}

function accessOf(required: readonly (readonly string[])[], auth: boolean): Pick<ListenFact, 'access'> {
  const networks = required.filter(([, kind]) => kind === 'ip').flatMap((words) => words.slice(2));
  if (networks.length === 0 && !auth) return {};
  const open = networks.length === 0;
  const families = ([6, 4] as const).filter(
    (family) => open || networks.some((one) => (family === 4) === is4(one)),
  );
  const text = required
    .map((words) => words.join(' '))
    .join('; ')
    .slice(0, 1_024);
  return { access: { families: [...families], auth, text } };
}

/** Apache takes `10.1` for a network of IPv4. */
function is4(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){0,3}(?:\/.*)?$/.test(text);
}
