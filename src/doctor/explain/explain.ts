import type { Family, RetryRule } from '../../core/index.ts';
import { readHostName } from '../../delegation/names/index.ts';
import { parseAddress } from '../../net/index.ts';
import { MATCHES_MAX, NAME_WITHIN_CHARS, RECOGNITIONS_MAX, RULES_WITHIN_CHARS } from './limits.ts';
import { ROWS } from './rows.ts';
import type { Hint, Recognition, Row, RuleWords } from './types.ts';

/**
 * Every error that is recognised in a pasted text, in the order in which it stands there; empty where there is none. Rows of the table
 * that come first take their part of the text: a later, more general one does not see it.
 */
export function explain(pasted: string): readonly Recognition[] {
  const text = plain(pasted);
  const found = ROWS.flatMap((row) => matches(row, text)).reduce(withoutOverlap, []);
  const told = found.some(({ row }) => !row.alone && !row.context)
    ? found.filter(({ row }) => !row.alone)
    : found;
  const inOrder = told.toSorted((a, b) => a.at - b.at).map((match) => recognition(match, text));
  return inOrder.filter(isFirst).slice(0, RECOGNITIONS_MAX);
}

type Match = {
  readonly row: Row;
  readonly at: number;
  readonly end: number;
  readonly groups: Readonly<Record<string, string | undefined>>;
};

/** One space for any white space, and quotes and slashes without what JSON, shells and word processors do to them. */
function plain(pasted: string): string {
  // from the first of a row of backslashes only: else a text of nothing but them takes a minute
  return pasted
    .replace(/(?<!\\)\\+(["/])/g, '$1')
    .replace(/(?<!\\)\\+[nrt]/g, ' ')
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\s+/g, ' ');
}

function matches(row: Row, text: string): Match[] {
  const all = [...text.matchAll(new RegExp(row.pattern, 'gi'))].slice(0, MATCHES_MAX);
  return all.map((match) => ({
    row,
    at: match.index,
    end: match.index + match[0].length,
    groups: match.groups ?? {},
  }));
}

function withoutOverlap(kept: readonly Match[], one: Match): readonly Match[] {
  const taken = kept.some(({ at, end }) => one.at < end && at < one.end);
  return taken ? kept : [...kept, one];
}

function recognition({ row, at, groups }: Match, text: string): Recognition {
  const url = groups['url'] === undefined ? null : URL.parse(groups['url']);
  const before = text.slice(Math.max(0, at - NAME_WITHIN_CHARS), at);
  const context = nameBefore(before);
  const host = nameOf(groups['name'] ?? url?.hostname);
  const address = parseAddress(groups['address'] ?? '');
  const redirected = url !== null && isLater(url, context, host);
  const rules = rulesOf(row, text.slice(at, at + RULES_WITHIN_CHARS));
  const hint = row.dial && address ? hintOf(address.family) : undefined;
  const name = context ?? host;
  return {
    row,
    ...(name !== undefined && { name }),
    ...(address !== undefined && { address: address.text, family: address.family }),
    redirected,
    ...(rules !== undefined && { rules }),
    ...(hint !== undefined && { hint }),
  };
}

/** The first request of http-01 is always by plain HTTP for the challenge's path at the name itself (RFC 8555 section 8.3). */
function isLater(url: URL, context: string | undefined, host: string | undefined): boolean {
  if (url.protocol !== 'http:' || !url.pathname.startsWith('/.well-known/acme-challenge/')) return true;
  return context !== undefined && host !== undefined && context !== host;
}

function hintOf(family: Family): Hint {
  return family === 6 ? 'ipv6-named' : 'ipv4-named';
}

/** Where certbot, lego, acme.sh and problem documents name what an error is about: the last of them before it. */
function nameBefore(before: string): string | undefined {
  const places = [...before.matchAll(NAMED_BEFORE)].map(({ groups }) => groups?.['a'] ?? groups?.['b']);
  return places.map(nameOf).findLast((name) => name !== undefined);
}
const NAMED_BEFORE =
  /(?:\bDomain: |"value": ?"|\[)(?<a>[a-z0-9.*-]{3,253})["\] ]|\] (?<b>[a-z0-9.*-]{3,253}): ?(?:Verify error|Invalid status)/gi;

function nameOf(text: string | undefined): string | undefined {
  if (text === undefined || !text.includes('.') || parseAddress(text) !== undefined) return undefined;
  const name = readHostName(text.replace(CHALLENGE_LABEL, ''));
  return name.ok && !/^[\d.]+$/.test(name.value.name) ? name.value.name : undefined;
}
const CHALLENGE_LABEL = /^_(?:acme-challenge|validation-persist)\./i;

/** Our own messages end with what the other rules would have said; a code alone says nothing of rules. */
function rulesOf({ source, rules }: Row, text: string): RuleWords | undefined {
  if (source !== 'sixfour' || rules === undefined) return rules;
  if (text.startsWith('"code"')) return undefined;
  const told = TOLD.exec(text)?.groups?.['passes'] ?? '';
  const names = [...told.matchAll(/"(documented|boulder|per-hop)"/g)].map(([, rule]) => rule as RetryRule);
  return { ...rules, ...Object.fromEntries(names.map((rule) => [rule, 'passes'])) };
}
const TOLD =
  /The retry rule "[a-z-]{1,20}" judged this; under (?<passes>(?:"[a-z-]{1,20}"(?: and )?){1,3}) it would have passed/;

function isFirst(one: Recognition, index: number, all: readonly Recognition[]): boolean {
  return all.findIndex((other) => keyOf(other) === keyOf(one)) === index;
}

function keyOf({ row, name, address }: Recognition): string {
  return [row.id, name, address].join(' ');
}
