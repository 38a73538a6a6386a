import { isIP } from 'node:net';
import type { Catalogue } from '../../i18n/index.ts';
import type { CheckOutcome } from './outcome.ts';

/** A text without what is nobody's business: only the checked name and its addresses stay. */
export function publicText(messages: Catalogue, outcome: CheckOutcome, text: string): string {
  const { hidden } = messages.doctor.report.markdown;
  const { name, reports } = outcome;
  const addresses = new Set(
    reports.flatMap(({ names }) => names.flatMap((one) => (one.host === name ? one.addresses : []))),
  );
  const names = otherNames(outcome);
  return text
    .replaceAll(PATHS, (path, before: string) => (isUrl(path) ? path : `${before}(${hidden.path()})`))
    .replaceAll(LITERALS, (literal) => {
      const bare = literal.replace(/\/\d+$/, '');
      return isIP(bare) === 0 || addresses.has(bare) ? literal : `(${hidden.address()})`;
    })
    .replaceAll(HOSTS, (host) => (names.has(host.toLowerCase()) ? `(${hidden.host()})` : host));
}

/** Absolute paths of files; not those behind a host name. */
const PATHS = /(^|[\s("'=,;])\/(?:[\w.@+-]+\/)*[\w.@+*-]+/g;
/** What may be an address, with or without a prefix length; `isIP` decides. */
const LITERALS = /(?<![\w.:])(?:[0-9a-f]*:[0-9a-f:.]+|\d+\.\d+\.\d+\.\d+)(?:\/\d+)?(?![\w:])/gi;
const HOSTS = /(?<![\w.-])(?:[a-z0-9_-]+\.)+[a-z0-9-]+(?![\w-])/gi;

/** The challenge path is no file of anybody. */
function isUrl(path: string): boolean {
  return path.includes('/.well-known/acme-challenge');
}

/** Every name of a host that the reports know, but the one that was asked for. */
function otherNames({ name, reports, findings, inside }: CheckOutcome): ReadonlySet<string> {
  const seen = reports.flatMap((report) => [
    ...report.names.flatMap(({ host, chain }) => [host, ...chain]),
    ...report.answers.flatMap(({ server, zone }) => [server, zone]),
    ...report.resources.map(({ host }) => host),
    ...report.handshakes.flatMap(({ leaf }) => leaf?.names ?? []),
    ...report.verdicts.flatMap(({ hops }) => hops.map(({ host }) => host)),
  ]);
  const own = (inside?.listens ?? []).flatMap(({ names }) => names);
  const placed = findings.flatMap(({ places, values }) => [
    ...places.flatMap(({ host }) => host ?? []),
    ...Object.values(values).flatMap((value) => String(value).split(/[\s,]+/)),
  ]);
  const all = [...seen, ...own, ...placed].map((one) => one.toLowerCase().replace(/\.$/, ''));
  return new Set(all.filter((one) => one.includes('.') && one !== name && isIP(one) === 0));
}
