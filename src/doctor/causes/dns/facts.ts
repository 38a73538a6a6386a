import type { Family } from '../../../core/index.ts';
import { isNoWayOut } from '../../../net/index.ts';
import type { AnswerFact, NameFact, OutsideReport } from '../../outside/index.ts';

/** Questions that causes of the DNS ask of what was seen. */

export type Report = OutsideReport;

export function typeOf(family: Family): 'AAAA' | 'A' {
  return family === 6 ? 'AAAA' : 'A';
}

/** What the name itself has of one family; undefined where it was not asked. */
export function subject(report: Report, family: Family): NameFact | undefined {
  return factOf(report, 'subject', typeOf(family), report.name);
}

export function factOf(
  { names }: Report,
  role: NameFact['role'],
  type: string,
  host: string,
): NameFact | undefined {
  return names.find((fact) => fact.role === role && fact.type === type && fact.host === host);
}

export function addresses(report: Report, family: Family): readonly string[] {
  return subject(report, family)?.addresses ?? [];
}

/** The whole set as one text: equal where the sets are. */
export function setOf(values: readonly string[]): string {
  return [...values].sort((a, b) => (a < b ? -1 : 1)).join(' ');
}

/** Answers of the zone's own servers to a question, asked without conditions. */
export function plainAnswers({ answers }: Report, name: string, type: string): readonly AnswerFact[] {
  return answers.filter((one) => one.purpose === 'plain' && one.name === name && one.type === type);
}

/** Records, an alias, or that there is nothing: what is said with authority. */
export function isSaid({ outcome }: Pick<AnswerFact, 'outcome'>): boolean {
  return SAID.has(outcome);
}
const SAID: ReadonlySet<string> = new Set(['answer', 'alias', 'nodata', 'nxdomain']);

/** Nothing came that could be read. Not where nothing went out: that is about the place from which it was asked. */
export function isSilent({ outcome, errno }: Pick<AnswerFact, 'outcome' | 'errno'>): boolean {
  return SILENT.has(outcome) && !isNoWayOut(errno);
}
const SILENT: ReadonlySet<string> = new Set(['timeout', 'unreachable', 'error', 'malformed']);

export function serversOf(answers: readonly AnswerFact[]): string {
  return [...new Set(answers.map(({ server, address }) => `${server} (${address})`))].join(', ');
}

/** Does a label that nobody has published have the name's own IPv6 addresses? Then a wildcard made them. */
export function fromWildcard(report: Report): boolean {
  const own = setOf(addresses(report, 6));
  return report.names.some(
    (fact) => fact.role === 'random' && fact.type === 'AAAA' && own !== '' && setOf(fact.addresses) === own,
  );
}

/** Two addresses in one network of 64 bits; texts as RFC 5952 writes them. */
export function network64(address: string): string {
  return groups(address).slice(0, 4).join(':');
}

/** The last 64 bits. */
export function interfaceId(address: string): string {
  return groups(address).slice(4).join(':');
}

/** Made from the network card's own number (RFC 4291 appendix A): another card, another address. */
export function isFromCard(address: string): boolean {
  const [, second = '', third = ''] = groups(address).slice(4);
  return second.endsWith('ff') && third.startsWith('fe');
}

function groups(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const all = [...before, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...after];
  return all.map((group) => group.padStart(4, '0'));
}
