import { INSIDE_MAX } from '../limits.ts';
import type { FilterChain, FilterRule } from '../report.ts';
import { isRecord, jsonValue } from '../survey-json.ts';
import { type Alternatives, ALWAYS, join, UNCLEAR } from './condition.ts';
import { ALTERNATIVES_MAX } from './limits.ts';
import { keyCondition, matchCondition } from './nft-match.ts';
import { only, pairsOf, type Sets } from './nft-values.ts';
import { ownerOf } from './owner.ts';

/** The rules of one machine's nftables. */
export type Ruleset = {
  readonly chains: readonly FilterChain[];
  /** A chain had more rules than a report holds. */
  readonly cut: boolean;
};

/**
 * Reads what `nft -j list ruleset` prints; `texts` are the rules as `nft -a list ruleset` prints them (`ruleTexts`). Sets, maps of
 * verdicts and concatenations are taken apart into plain rules. Undefined for anything that is not such a listing; never throws.
 */
export function readRuleset(
  json: string,
  texts: ReadonlyMap<string, string> = new Map(),
): Ruleset | undefined {
  const objects = listing(json);
  if (objects === undefined) return undefined;
  const sets = new Map<string, Map<string, readonly unknown[]>>();
  const chains = new Map<string, FilterChain>();
  let cut = false;
  for (const [kind, held] of objects) {
    if (kind === 'set' || kind === 'map') {
      const table = tableOf(held);
      const named = sets.get(table) ?? new Map<string, readonly unknown[]>();
      named.set(String(held.name), Array.isArray(held.elem) ? held.elem : []);
      sets.set(table, named);
    }
    if (kind === 'chain') chains.set(`${tableOf(held)} ${String(held.name)}`, chainOf(held));
  }
  for (const [kind, held] of objects) {
    if (kind !== 'rule' || !Array.isArray(held.expr)) continue;
    const table = tableOf(held);
    const name = `${table} ${String(held.chain)}`;
    const chain = chains.get(name);
    if (chain === undefined) continue;
    const text = texts.get(`${name} ${String(held.handle)}`) ?? JSON.stringify(held.expr);
    const base = { ...counted(held.expr), ...handleOf(held), text: text.slice(0, INSIDE_MAX.text) };
    const room = INSIDE_MAX.facts - chain.rules.length;
    const rules = rulesOf(held.expr, sets.get(table) ?? new Map()).map((one) => ({ ...one, ...base }));
    if (rules.length > room) cut = true;
    chain.rules.push(...rules.slice(0, room));
  }
  return { chains: [...chains.values()], cut };
}

/** The rules of `nft -a list ruleset` by table, chain and handle: `inet filter input 7`. */
export function ruleTexts(listing: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  let [table, chain, pending] = ['', '', ''];
  for (const raw of listing.split('\n')) {
    const line = raw.trim();
    const opened = /^(table|chain) (.+?) \{(?: # handle \d+)?$/.exec(line);
    if (opened?.[1] === 'table') table = opened[2] ?? '';
    if (opened?.[1] === 'chain') chain = opened[2] ?? '';
    if (opened !== null || line === '}' || line === '' || /^(?:type|policy) /.test(line)) {
      pending = '';
      continue;
    }
    pending = pending === '' ? line : `${pending} ${line}`; // long sets go over several lines
    const [, text, handle] = /^(.*) # handle (\d+)$/.exec(pending) ?? [];
    if (text === undefined) continue;
    texts.set(`${table} ${chain} ${handle}`, text);
    pending = '';
  }
  return texts;
}

type Held = Readonly<Record<string, unknown>>;
type Rule = Omit<FilterRule, 'text'>;

function listing(json: string): (readonly [string, Held])[] | undefined {
  const parsed = jsonValue(json);
  if (!isRecord(parsed) || !Array.isArray(parsed.nftables)) return undefined;
  return parsed.nftables.flatMap((one) => {
    const [kind, held] = only(one) ?? [];
    return kind !== undefined && isRecord(held) ? [[kind, held] as const] : [];
  });
}

function tableOf({ family, table }: Held): string {
  return `${String(family)} ${String(table)}`.slice(0, 96);
}

function chainOf(held: Held): FilterChain {
  const { family, name, hook, prio, policy } = held;
  const table = tableOf(held);
  const text = String(name).slice(0, 64);
  const owner = ownerOf(table, text);
  return {
    program: 'nft',
    table,
    name: text,
    ...(family === 'ip6' && { family: 6 as const }),
    ...(family === 'ip' && { family: 4 as const }),
    // bridges filter what they pass on, not what is for the machine
    ...(isHook(hook) && family !== 'bridge' && family !== 'arp' && { hook }),
    ...(typeof prio === 'number' && { priority: Math.trunc(prio) }),
    ...((policy === 'accept' || policy === 'drop') && { policy }),
    ...(owner !== undefined && { owner }),
    rules: [],
  };
}

function isHook(hook: unknown): hook is NonNullable<FilterChain['hook']> {
  return HOOKS.has(String(hook));
}

const HOOKS = new Set(['input', 'prerouting', 'forward', 'output', 'postrouting', 'ingress']);

/** One line of a ruleset as plain rules; none for one that decides nothing (it counts, logs, marks). */
function rulesOf(statements: readonly unknown[], sets: Sets): Rule[] {
  let alternatives: Alternatives = ALWAYS;
  for (const statement of statements) {
    const [key = '', held] = only(statement) ?? [];
    const verdict = verdictOf(key, held);
    if (verdict !== undefined) return ruled(alternatives, verdict);
    if (key === 'vmap' && isRecord(held)) return mapped(alternatives, held, sets);
    alternatives = product(alternatives, conditionOf(key, held, sets));
  }
  return [];
}

function conditionOf(key: string, held: unknown, sets: Sets): Alternatives {
  if (key === 'match') return matchCondition(held, sets);
  if (key === 'limit' || key === 'ct count' || key === 'quota') {
    return isRecord(held) && held.inv === true ? OVER_LIMIT : ALWAYS;
  }
  // a meter: members are added to a set as long as they keep to a rate
  if (key === 'set' && isRecord(held) && JSON.stringify(held.stmt ?? '').includes('"inv":true'))
    return OVER_LIMIT;
  if (key === 'xt') return isRecord(held) && held.type === 'match' ? UNCLEAR : ALWAYS;
  return ALWAYS;
}

const OVER_LIMIT: Alternatives = [{ when: 'over-limit' }];

function product(some: Alternatives, more: Alternatives): Alternatives {
  const all = some.flatMap((one) => more.flatMap((other) => join(one, other) ?? []));
  return all.length > ALTERNATIVES_MAX ? UNCLEAR : all;
}

type Decision = Pick<Rule, 'verdict' | 'target' | 'rejectWith' | 'to' | 'family'>;

function ruled(alternatives: Alternatives, { family, ...decision }: Decision): Rule[] {
  const fits: Alternatives = family === undefined ? ALWAYS : [{ family }];
  return product(alternatives, fits).map((one) => ({ ...one, ...decision }));
}

function mapped(alternatives: Alternatives, { key, data }: Held, sets: Sets): Rule[] {
  const pairs = pairsOf(data, sets);
  if (pairs === undefined) return product(alternatives, UNCLEAR).map((one) => ({ ...one, verdict: 'queue' }));
  return pairs.flatMap(([value, told]) => {
    const [name = '', held] = only(told) ?? [];
    const decision = verdictOf(name, held);
    if (decision === undefined) return [];
    const condition: Alternatives = value === '*' ? ALWAYS : keyCondition(key, [value], false);
    return ruled(product(alternatives, condition), decision);
  });
}

function verdictOf(key: string, held: unknown): Decision | undefined {
  const inner: Held = isRecord(held) ? held : {};
  switch (key) {
    case 'accept':
    case 'drop':
    case 'return':
      return { verdict: key };
    case 'jump':
    case 'goto':
      return { verdict: key, target: String(inner.target).slice(0, 64) };
    case 'reject':
      return rejection(inner);
    case 'queue':
    case 'tproxy':
    case 'synproxy':
      return { verdict: 'queue' };
    case 'redirect':
    case 'dnat':
      return { verdict: 'redirect', to: target(inner), ...familyNamed(inner.family) };
    case 'xt':
      if (inner.type !== 'target') return undefined;
      if (inner.name === 'REJECT') return { verdict: 'reject' };
      return inner.name === 'DNAT' || inner.name === 'REDIRECT' ? { verdict: 'redirect', to: '' } : undefined;
    default:
      return undefined;
  }
}

function rejection({ type, expr }: Held): Decision {
  if (type === 'tcp reset') return { verdict: 'reject', rejectWith: 'tcp-reset' };
  const rejectWith = typeof expr === 'string' ? expr.slice(0, 32) : 'port-unreachable';
  // nft leaves the family out where the kind of ICMP tells it
  return { verdict: 'reject', rejectWith, ...familyNamed(type) };
}

function familyNamed(name: unknown): { family?: 6 | 4 } {
  if (name === 'icmpv6' || name === 'ip6') return { family: 6 };
  return name === 'icmp' || name === 'ip' ? { family: 4 } : {};
}

function target({ addr, port }: Held): string {
  const host = typeof addr === 'string' ? addr : '';
  const literal = host.includes(':') ? `[${host}]` : host;
  return `${literal}${typeof port === 'number' ? `:${port}` : ''}`.slice(0, 64);
}

function counted(statements: readonly unknown[]): { packets?: number } {
  for (const statement of statements) {
    const [key, held] = only(statement) ?? [];
    if (key === 'counter' && isRecord(held) && typeof held.packets === 'number')
      return { packets: held.packets };
  }
  return {};
}

function handleOf({ handle }: Held): { handle?: number } {
  return typeof handle === 'number' && Number.isInteger(handle) ? { handle } : {};
}
