import { type Fault, fault } from '../../core/index.ts';
import type { PersistRecord } from '../../store/index.ts';
import { type PersistContent, readPersistRecord } from '../../validation/index.ts';
import { FOREIGN_CHARS, FOREIGN_MAX } from './limits.ts';
import { persistLine } from './record.ts';
import type { PersistAnswer, PersistPlace } from './types.ts';

/** Findings about the records that are published; `alias`: the name at which a CNAME leads to them. */
export function judgePublished(
  place: PersistPlace,
  alias: PersistPlace | undefined,
  wanted: readonly PersistRecord[],
): Fault[] {
  const owner = place.name;
  const heard = place.answers.filter(({ outcome }) => HEARD.has(outcome));
  const texts = [...new Set(heard.flatMap((answer) => answer.texts))].toSorted();
  const read = texts.map(readPersistRecord);
  const contents = read.filter((one) => one !== undefined);
  const unreadable = read.length - contents.length;
  return [
    ...wanted.flatMap((record) => judgeRecord(record, owner, alias, heard)),
    ...twice(heard, owner).slice(0, FOREIGN_MAX),
    ...foreign(contents, wanted, owner).slice(0, FOREIGN_MAX),
    ...(unreadable > 0 ? [fault('persistUnreadable', { owner, count: unreadable })] : []),
  ];
}

/** What is said with authority of what is there. */
const HEARD: ReadonlySet<PersistAnswer['outcome']> = new Set(['answer', 'nodata', 'nxdomain']);

function judgeRecord(
  record: PersistRecord,
  owner: string,
  alias: PersistPlace | undefined,
  heard: readonly PersistAnswer[],
): Fault[] {
  const line = persistLine(record);
  const without = heard.filter(({ texts }) => {
    const same = texts.map(readPersistRecord).filter((one) => one !== undefined && isOf(one, record));
    return same.length === 0;
  });
  const drifted = new Set(
    heard.flatMap(({ texts }) =>
      texts
        .map(readPersistRecord)
        .flatMap((one) => (one !== undefined && isOf(one, record) ? differences(one, record) : [])),
    ),
  );
  const drift =
    drifted.size > 0
      ? [
          fault('persistDrift', {
            owner,
            differs: [...drifted].toSorted().slice(0, FOREIGN_MAX).join(', '),
            record: line,
          }),
        ]
      : [];
  if (without.length === 0) return drift;
  const missing =
    alias === undefined
      ? fault('persistMissing', { owner, record: line, servers: serversOf(without) })
      : fault('persistAliasElsewhere', { owner: alias.name, target: owner, record: line });
  return [missing, ...drift];
}

function isOf({ issuer, parameters }: PersistContent, record: PersistRecord): boolean {
  return issuer === record.issuer && parameters.get('accounturi') === record.accountUri;
}

/** The parameters that are others than wanted, by their names: a CA passes over what it does not know, and whoever wrote it did not mean that. */
function differences({ parameters }: PersistContent, { wildcard, until }: PersistRecord): string[] {
  const policy = parameters.get('policy');
  const end = parameters.get('persistuntil');
  const wantedEnd = until === null ? undefined : String(until / 1_000);
  const known = new Set(['accounturi', 'policy', 'persistuntil']);
  return [
    ...((policy?.toLowerCase() === 'wildcard') !== wildcard || (policy !== undefined && !wildcard)
      ? ['policy']
      : []),
    ...(end === wantedEnd ? [] : ['persistUntil']),
    ...[...parameters.keys()].filter((tag) => !known.has(tag)).map((tag) => tag.slice(0, FOREIGN_CHARS)),
  ];
}

/** More than one for an issuer's account, in one answer. */
function twice(heard: readonly PersistAnswer[], owner: string): Fault[] {
  const most = new Map<string, { issuer: string; count: number }>();
  for (const { texts } of heard) {
    const counts = new Map<string, number>();
    for (const one of texts.map(readPersistRecord)) {
      const account = one?.parameters.get('accounturi');
      if (one === undefined || account === undefined) continue;
      const key = `${one.issuer} ${account}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count > (most.get(key)?.count ?? 1)) most.set(key, { issuer: shown(one.issuer), count });
    }
  }
  return [...most.values()].map(({ issuer, count }) => fault('persistTwice', { owner, issuer, count }));
}

/** Whoever else may certify the name by what is published. */
function foreign(
  contents: readonly PersistContent[],
  wanted: readonly PersistRecord[],
  owner: string,
): Fault[] {
  const found = new Map<string, Fault>();
  for (const { issuer, parameters } of contents) {
    const known = wanted.filter((record) => record.issuer === issuer);
    if (known.length === 0) {
      found.set(issuer, fault('persistUnknownIssuer', { owner, issuer: shown(issuer) }));
      continue;
    }
    const account = parameters.get('accounturi') ?? '';
    if (known.some(({ accountUri }) => accountUri === account)) continue;
    const told = { owner, issuer: shown(issuer), account: shown(account) };
    found.set(`${issuer} ${account}`, fault('persistUnknownAccount', told));
  }
  return [...found.values()];
}

function serversOf(answers: readonly PersistAnswer[]): string {
  return [...new Set(answers.map(({ host, address }) => `${host} (${address})`))].join(', ');
}

function shown(text: string): string {
  return text === '' ? '-' : text.slice(0, FOREIGN_CHARS);
}
