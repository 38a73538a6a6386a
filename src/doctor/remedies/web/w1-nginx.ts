import type { Family } from '../../../core/index.ts';
import type { ListenFact } from '../../inside/index.ts';
import { familiesOf, familyOf, portsOf } from '../ask.ts';
import type { Change } from '../diff.ts';
import { run } from '../steps.ts';
import type { Patient, RemedyRule } from '../types.ts';
import { addLines, configured, described, lineOf, listensOf, serves } from './listens.ts';

/**
 * nginx: `listen 80;` is IPv4 alone, `listen [::]:80;` IPv6 alone, so that each block needs both. `ipv6only=off` beside `listen 80`
 * would claim IPv4 twice, and nginx would not start.
 */
export const nginxListens: RemedyRule = (finding, patient) => {
  const families = familiesOf(finding);
  const listens = listensOf('nginx', finding, patient);
  if (listens.length === 0) return patient.inside === undefined ? withoutFiles(finding, patient) : [];
  const clashing = listens.filter(({ directive }) => /\bipv6only=off\b/.test(directive));
  const changes =
    finding.id === CLASH
      ? inLines(clashing, patient, (line) => line.replace(/\s*\bipv6only=off\b/, ''))
      : inLines(lonely(listens, families), patient, (line, one) =>
          beside(line, one, missing(listens, one, families)),
        );
  return configured(finding, patient, { id: 'W1', label: 'nginx', changes, reload: RELOAD });
};

const CLASH = 'E5';
const RELOAD = ['nginx -t', 'nginx -s reload'];

/** One for each block and port that lacks a listen of one of the families. */
function lonely(listens: readonly ListenFact[], families: readonly Family[]): ListenFact[] {
  const blocks = Map.groupBy(listens, blockOf);
  return [...blocks.values()].flatMap(([first]) =>
    first === undefined || missing(listens, first, families).length === 0 ? [] : [first],
  );
}

/** Families for which the block of a listen has none on its port. */
function missing(listens: readonly ListenFact[], listen: ListenFact, families: readonly Family[]): Family[] {
  const block = listens.filter((one) => blockOf(one) === blockOf(listen));
  return families.filter((family) => !serves(block, listen.port, family));
}

/** Blocks are told by their names and file. */
function blockOf({ file, names, port }: ListenFact): string {
  return JSON.stringify([file, names, port]);
}

/** Every line once, with the changes of all its listens: a whole block may stand in one line. */
function inLines(
  listens: readonly ListenFact[],
  { files }: Patient,
  change: (line: string, listen: ListenFact) => string,
): ReadonlyMap<string, readonly Change[]> {
  return new Map(
    [...Map.groupBy(listens, ({ file }) => file)].map(([file, ofFile]) => {
      // of a file that was not read only the directives themselves are known
      const read = files?.[file] !== undefined;
      const key = ({ line = 1, directive }: ListenFact) => (read ? String(line) : `${line} ${directive}`);
      const changes = [...Map.groupBy(ofFile, key).values()].flatMap(([first, ...others]): Change[] => {
        if (first === undefined) return [];
        const { line: from = 1 } = first;
        const old = lineOf(first, files);
        const put = [first, ...others].reduce(change, old);
        return [{ from, take: [old], put: put.split('\n') }];
      });
      return [file, changes];
    }),
  );
}

/** The same listen for the other family: in the next line, or behind it where more stands in its line. */
function beside(text: string, listen: ListenFact, families: readonly Family[]): string {
  const statement = `${listen.directive.replace(/;\s*$/, '').trim()};`;
  const at = text.indexOf(statement);
  if (at === -1) return text;
  const end = at + statement.length;
  const alone = text.slice(0, at).trim() === '' && /^\s*(?:#.*)?$/.test(text.slice(end));
  const indent = /^\s*/.exec(text)?.[0] ?? '';
  const added = families.map((family) => inFamily(statement, listen, family));
  return alone
    ? [text, ...added.map((line) => indent + line)].join('\n')
    : `${text.slice(0, end)} ${added.join(' ')}${text.slice(end)}`;
}

/** Flags such as `ssl` and `default_server` go with it; those of the socket itself do not. */
function inFamily(statement: string, { port }: ListenFact, family: Family): string {
  const flags = statement.replace(/;$/, '').trim().split(/\s+/).slice(2);
  const place = family === 6 ? `[::]:${port}` : String(port);
  return `listen ${[place, ...flags.filter((word) => KEPT.has(word))].join(' ')};`;
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
