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
    .replaceAll(PATHS, (path) => (isUrl(path) ? path : `(${hidden.path()})`))
    .replaceAll(LITERALS, (literal) => {
      const address = addressIn(literal);
      if (address === undefined || addresses.has(address)) return literal;
      return `(${hidden.address()})${literal.slice(address.length).replace(/^\/\d+/, '')}`;
    })
    .replaceAll(HOSTS, (host) => (names.has(host.toLowerCase()) ? `(${hidden.host()})` : host));
}

/** Absolute paths of files; not those behind a host name. */
const PATHS = /(?<![\p{L}\p{N}_.:/)\]-])\/(?:[\p{L}\p{N}_.@+-]+\/)*[\p{L}\p{N}_.@+*-]+/gu;
/** What may begin with an address, with or without a prefix length; `isIP` decides. */
const LITERALS = /(?<![\w.:])(?:[0-9a-f]*:[0-9a-f:.]+|\d+\.\d+\.\d+\.\d+(?::\d+)?)(?:\/\d+)?(?!\w)/gi;
const HOSTS = /(?<![\w.-])(?:[a-z0-9_-]+\.)+[a-z0-9-]+(?![\w-])/gi;

/** The address that this begins with: a prefix length, a port, or the end of a sentence may stand behind it. */
function addressIn(literal: string): string | undefined {
  const [bare = ''] = literal.split('/');
  const ends = [bare, bare.replace(/[.:]$/, ''), bare.replace(/(\.\d+):\d+$/, '$1')];
  return ends.find((one) => isIP(one) !== 0);
}

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

/** Perspectives by numbers: who knows their names knows whom to mislead. */
export function withoutPlaces(outcome: CheckOutcome): CheckOutcome {
  const { perspectives, reports } = outcome;
  if (perspectives === undefined) return outcome;
  const numbers = new Map(perspectives.map(({ perspective }, at) => [perspective, `#${at + 1}`]));
  return {
    ...outcome,
    reports: reports.map((one) => ({ ...one, vantage: numbers.get(one.vantage) ?? one.vantage })),
    perspectives: perspectives.map((one) => ({
      ...one,
      perspective: numbers.get(one.perspective) ?? '',
      region: '',
    })),
  };
}
