import { fail, ok, type Result } from '../core/index.ts';
import { parseAddress, parseNetwork } from '../net/index.ts';
import { CLASS, TYPE, nameIsUnder, nameKey } from '../wire/dns/index.ts';
import type { Name, ResourceRecord } from '../wire/dns/index.ts';
import type { LabReason } from '../i18n/index.ts';
import { parseRecords } from './presentation.ts';
import type { CheckedRule } from './script-schema.ts';
import type { Wrong } from './script.ts';
import type { Match, Node, Overlay, Rule, Zone } from './types.ts';
import { gather, zoneOf } from './zone.ts';
import { readName } from './zones.ts';

const TTL = 5; // of records that a rule makes up: nothing should remember them for long

/** A rule ready to be matched, or all that is wrong with it. */
export function compileRule(
  given: CheckedRule,
  index: number,
  zones: readonly Zone[],
): Result<Rule, readonly Wrong[]> {
  const wrong: Wrong[] = [];
  const complain = (key: string, reason: LabReason, value: unknown): undefined => {
    wrong.push({ path: ['rules', index, key], reason, value: String(value) });
  };
  const match = compileMatch(given, complain);
  const overlay = compileOverlay(given, zones, complain);
  if (given.fault === 'wrong-address' && parseAddress(given.from) === undefined)
    complain('from', 'rule-from', given.from);
  if (given.fault === 'bogus' && !mayBeSigned(match, zones))
    complain('fault', 'rule-bogus-unsigned', given.name ?? '');
  if (wrong.length > 0) return fail(wrong);
  return ok({
    number: index + 1,
    match,
    fault: given,
    delayMs: given.delay_ms,
    ede: [given.ede ?? []].flat(),
    overlay,
  });
}

type Complain = (key: string, reason: LabReason, value: unknown) => undefined;

function compileMatch(given: CheckedRule, complain: Complain): Match {
  const { name: wanted, family, transport } = given;
  const below = wanted?.startsWith('*.') === true;
  const name = wanted === undefined ? undefined : readName(below ? wanted.slice(2) : wanted);
  if (wanted !== undefined && name === undefined) complain('name', 'rule-name', wanted);
  const types = [given.type ?? []]
    .flat()
    .map((one) => typeNumber(one) ?? complain('type', 'rule-type', one) ?? TYPE.ANY);
  const clients = [given.client ?? []]
    .flat()
    .flatMap((one) => parseNetwork(one) ?? complain('client', 'rule-client', one) ?? []);
  const subnets = [given.subnet ?? []]
    .flat()
    .flatMap((one) => parseNetwork(one) ?? complain('subnet', 'rule-subnet', one) ?? []);
  const nth = given.nth === undefined ? undefined : readNth(given.nth);
  if (given.nth !== undefined && nth === undefined) complain('nth', 'rule-nth', given.nth);
  return {
    ...(name && { name: { name, below } }),
    ...(given.type !== undefined && { types }),
    ...(given.client !== undefined && { clients }),
    ...(given.subnet !== undefined && { subnets }),
    ...(family && { family }),
    ...(transport && { transport }),
    ...(nth && { nth }),
  };
}

/** `AAAA` or `TYPE64` (RFC 3597). */
function typeNumber(text: string): number | undefined {
  const known = Object.entries(TYPE).find(([name]) => name === text.toUpperCase())?.[1];
  const number = /^TYPE([0-9]{1,5})$/i.exec(text)?.[1];
  return known ?? (number !== undefined && Number(number) <= 0xffff ? Number(number) : undefined);
}

/** `3`, `2-4`, `3-`. */
function readNth(given: number | string): Match['nth'] | undefined {
  const [, first, dash, last] = /^([1-9][0-9]{0,8})(?:(-)([1-9][0-9]{0,8})?)?$/.exec(String(given)) ?? [];
  if (first === undefined) return undefined;
  const from = Number(first);
  const to = dash === undefined ? from : last === undefined ? Number.POSITIVE_INFINITY : Number(last);
  return from <= to ? { from, to } : undefined;
}

/** The names that are something else under a rule: what `answer` lists, and the aliases of a chain or a loop. */
function compileOverlay(given: CheckedRule, zones: readonly Zone[], complain: Complain): Overlay {
  const name = given.name?.startsWith('*.') === false ? readName(given.name) : undefined;
  if (given.fault === 'answer') {
    const parsed = parseRecords(given.records, { relative: [], at: name, ttl: TTL, zone: false });
    if (!parsed.ok) {
      for (const { reason, value } of parsed.fault) complain('records', reason, value);
      return new Map();
    }
    const outside = parsed.value.find((record) => zoneOf(zones, record.name, record.type) === undefined);
    if (outside !== undefined) complain('records', 'rule-outside', nameKey(outside.name));
    return recordsOnly(gather(parsed.value, []));
  }
  if (given.fault !== 'cname-chain' && given.fault !== 'cname-loop') return new Map();
  if (name === undefined || bytesOf(name) + ALIAS_BYTES > NAME_BYTES) {
    complain('name', 'rule-name-needed', given.fault);
    return new Map();
  }
  if (zoneOf(zones, name, TYPE.CNAME) === undefined) complain('name', 'rule-outside', given.name);
  const stops = Array.from({ length: given.length }, (_, i) => [
    Uint8Array.from(Buffer.from(`alias-${i + 1}`)),
    ...name,
  ]);
  const end = given.fault === 'cname-loop' ? name : readName(given.to);
  if (end === undefined) complain('to', 'rule-to', given.fault === 'cname-chain' ? given.to : '');
  const way = [name, ...stops.slice(0, -1), end ?? name];
  return new Map(
    way.slice(0, -1).map((from, i): [string, Node] => [nameKey(from), aliasNode(from, way[i + 1] ?? name)]),
  );
}

function aliasNode(name: Name, target: Name): Node {
  const record: ResourceRecord = {
    name,
    type: TYPE.CNAME,
    class: CLASS.IN,
    ttl: TTL,
    data: { kind: 'CNAME', target },
  };
  return { name, sets: new Map([[TYPE.CNAME, [record]]]) };
}

/** Without the names that are there only because of names below them: those keep what they have. */
function recordsOnly(nodes: ReadonlyMap<string, Node>): Overlay {
  return new Map([...nodes].filter(([, node]) => node.sets.size > 0));
}

const NAME_BYTES = 255; // RFC 1035 section 3.1
const ALIAS_BYTES = 9; // `alias-64` and its length

function bytesOf(name: Name): number {
  return name.reduce((sum, label) => sum + label.length + 1, 1);
}

function mayBeSigned({ name }: Match, zones: readonly Zone[]): boolean {
  if (name === undefined) return zones.some((zone) => zone.signer !== undefined);
  if (zoneOf(zones, name.name, TYPE.A)?.signer !== undefined) return true;
  return zones.some((zone) => zone.signer !== undefined && nameIsUnder(zone.apex, name.name));
}
