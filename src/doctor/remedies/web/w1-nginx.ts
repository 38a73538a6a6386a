import type { Family } from '../../../core/index.ts';
import type { ListenFact } from '../../inside/index.ts';
import { familyOf, portsOf } from '../ask.ts';
import type { Change } from '../diff.ts';
import { run } from '../steps.ts';
import type { Patient, RemedyRule } from '../types.ts';
import { addLines, byFile, configured, described, lineOf, listensOf, serves } from './listens.ts';

/**
 * nginx: `listen 80;` is IPv4 alone, `listen [::]:80;` IPv6 alone, so that each block needs both. `ipv6only=off` beside `listen 80`
 * would claim IPv4 twice, and nginx would not start.
 */
export const nginxListens: RemedyRule = (finding, patient) => {
  const family = familyOf(finding);
  const listens = listensOf('nginx', finding, patient);
  if (listens.length === 0) return patient.inside === undefined ? withoutFiles(finding, patient) : [];
  const clashing = listens.filter(({ directive }) => /\bipv6only=off\b/.test(directive));
  const changes =
    finding.id === CLASH
      ? byFile(clashing, (one) => rewritten(one, patient))
      : byFile(lonely(listens, family), (one) => beside(one, family, patient));
  return configured(finding, patient, { id: 'W1', label: 'nginx', changes, reload: RELOAD });
};

const CLASH = 'E5';
const RELOAD = ['nginx -t', 'nginx -s reload'];

/** One for each block and port that has no listen of the family; blocks are told by their names and file. */
function lonely(listens: readonly ListenFact[], family: Family): ListenFact[] {
  const blocks = Map.groupBy(listens, ({ file, names, port }) => JSON.stringify([file, names, port]));
  return [...blocks.values()].flatMap((block) => {
    const [first] = block;
    return first === undefined || serves(block, first.port, family) ? [] : [first];
  });
}

/** The same listen for the other family, in the next line. */
function beside(listen: ListenFact, family: Family, { files }: Patient): Change {
  const old = lineOf(listen, files);
  return { from: listen.line ?? 1, take: [old], put: [old, inFamily(old, listen, family)] };
}

function rewritten(listen: ListenFact, { files }: Patient): Change {
  const old = lineOf(listen, files);
  return { from: listen.line ?? 1, take: [old], put: [old.replace(/\s*\bipv6only=off\b/, '')] };
}

/** Flags such as `ssl` and `default_server` go with it; those of the socket itself do not. */
function inFamily(line: string, { port }: ListenFact, family: Family): string {
  const indent = /^\s*/.exec(line)?.[0] ?? '';
  const [, flags = ''] = /\blisten\s+\S+?(?=[\s;]|$)([^;]*)/.exec(line) ?? [];
  const words = flags.split(/\s+/).filter((word) => KEPT.has(word));
  const place = family === 6 ? `[::]:${port}` : String(port);
  return `${indent}listen ${[place, ...words].join(' ')};`;
}

const KEPT = new Set(['ssl', 'http2', 'spdy', 'default_server', 'default', 'proxy_protocol']);

function withoutFiles(...[finding, patient]: Parameters<RemedyRule>) {
  const family = familyOf(finding);
  const lines = portsOf(finding).map((port) => {
    const tls = port === HTTPS ? ' ssl' : '';
    return family === 6 ? `listen [::]:${port}${tls};` : `listen ${port}${tls};`;
  });
  const block = `server { server_name ${patient.name}; ... }`;
  const now = [...addLines('/etc/nginx/sites-enabled/*', block, ...lines), ...run(...RELOAD)];
  return described(finding, patient, { id: 'W1', label: 'nginx', now });
}

const HTTPS = 443;
