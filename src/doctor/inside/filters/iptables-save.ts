import type { Family } from '../../../core/index.ts';
import { INSIDE_MAX } from '../limits.ts';
import type { FilterChain, FilterRule } from '../report.ts';
import { holdsAll, join, otherStates, otherPorts, type Condition } from './condition.ts';
import { SAVE_LINES, SAVE_WORDS } from './limits.ts';
import { portOf, protocolAlternatives, typeOf } from './names.ts';
import { ownerOf } from './owner.ts';

/**
 * Reads what iptables-save and ip6tables-save print (with or without `-c`), of the kernel's nft or legacy tables, and the files that
 * netfilter-persistent keeps. Options that are not understood make a rule unclear. Never throws.
 */
export function readSave(text: string, family: Family, program: FilterChain['program']): FilterChain[] {
  const chains = new Map<string, FilterChain>();
  let table = '';
  for (const line of text.split('\n', SAVE_LINES)) {
    if (line.startsWith('*')) table = line.slice(1).trim();
    const declared = /^:(\S+) (ACCEPT|DROP|-)/.exec(line);
    if (declared !== null) {
      const [, name = '', policy] = declared;
      chains.set(`${table} ${name}`, chainOf({ table, name, policy, family, program }));
    }
    const appended = /^(?:\[(\d+):\d+\] )?-A (\S+) (.*)$/.exec(line);
    if (appended === null) continue;
    const [, packets, name = '', said = ''] = appended;
    const chain = chains.get(`${table} ${name}`);
    const rule = ruleOf(said, family);
    if (chain === undefined || rule === undefined || chain.rules.length >= INSIDE_MAX.facts) continue;
    const written = `-A ${name} ${said}`.slice(0, INSIDE_MAX.text);
    chain.rules.push({ ...rule, ...(packets !== undefined && { packets: Number(packets) }), text: written });
  }
  return [...chains.values()];
}

function chainOf(parts: {
  readonly table: string;
  readonly name: string;
  readonly policy: string | undefined;
  readonly family: Family;
  readonly program: FilterChain['program'];
}): FilterChain {
  const { name, family, program } = parts;
  const named = `${family === 6 ? 'ip6' : 'ip'} ${parts.table}`;
  const table = program === 'nft' ? named : parts.table;
  const hook = HOOKS.get(name);
  const owner = ownerOf(named, name) ?? 'ip6tables';
  return {
    program,
    table,
    name: name.slice(0, 64),
    family,
    ...(hook !== undefined && { hook, priority: PRIORITIES.get(parts.table) ?? 0 }),
    ...(parts.policy === 'ACCEPT' && { policy: 'accept' as const }),
    ...(parts.policy === 'DROP' && { policy: 'drop' as const }),
    owner,
    rules: [],
  };
}

const HOOKS = new Map<string, NonNullable<FilterChain['hook']>>([
  ['PREROUTING', 'prerouting'],
  ['INPUT', 'input'],
  ['FORWARD', 'forward'],
  ['OUTPUT', 'output'],
  ['POSTROUTING', 'postrouting'],
]);

/** linux/netfilter_ipv6.h, NF_IP6_PRI_*. */
const PRIORITIES = new Map([
  ['raw', -300],
  ['mangle', -150],
  ['nat', -100],
  ['filter', 0],
  ['security', 50],
]);

type Rule = Omit<FilterRule, 'text'>;

/** Undefined for one that decides nothing, or can match no packet that opens a connection. */
function ruleOf(said: string, family: Family): Rule | undefined {
  const words = wordsOf(said);
  let condition: Condition | undefined = {};
  let decision: Pick<Rule, 'verdict' | 'target' | 'rejectWith' | 'to'> | undefined;
  for (let at = 0; at < words.length && condition !== undefined; at += 1) {
    const negated = words[at] === '!';
    if (negated) at += 1;
    const option = words[at] ?? '';
    const values: string[] = [];
    while (at + 1 < words.length && !/^(?:-|!$)/.test(words[at + 1] ?? '')) values.push(words[++at] ?? '');
    const [value = ''] = values;
    if (option === '-j' || option === '-g') {
      decision = decisionOf(option, value);
      continue;
    }
    if (option === '--reject-with') decision = { verdict: 'reject', rejectWith: rejectName(value) };
    else if (option === '--to-destination' || option === '--to-ports') {
      decision = { verdict: 'redirect', to: value.slice(0, 64) };
    } else if (decision === undefined) {
      const more = conditionOf({ option, values, negated, family });
      condition = more && join(condition, more);
    }
  }
  return condition === undefined || decision === undefined ? undefined : { ...condition, ...decision };
}

/** Words as the shell takes them apart; quoted ones (comments) hold spaces. */
function wordsOf(said: string): string[] {
  const words = said.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
  return words.slice(0, SAVE_WORDS).map((word) => (word.startsWith('"') ? `=${word}` : word));
}

function decisionOf(option: '-j' | '-g', name: string): Rule | undefined {
  const verdict = TARGETS.get(name);
  if (verdict !== undefined) return { verdict };
  if (NOT_DECIDING.has(name)) return undefined;
  return { verdict: option === '-g' ? 'goto' : 'jump', target: name.slice(0, 64) };
}

const TARGETS = new Map<string, Rule['verdict']>([
  ['ACCEPT', 'accept'],
  ['DROP', 'drop'],
  ['REJECT', 'reject'],
  ['RETURN', 'return'],
  ['QUEUE', 'queue'],
  ['NFQUEUE', 'queue'],
  ['SYNPROXY', 'queue'],
  ['TPROXY', 'queue'],
  ['DNAT', 'redirect'],
  ['REDIRECT', 'redirect'],
  ['TARPIT', 'drop'],
]);
/** Extensions after which the next rule is asked; any other name is a chain. */
const NOT_DECIDING = new Set(
  `LOG NFLOG ULOG MARK CONNMARK CT NOTRACK TRACE TCPMSS CLASSIFY SET DSCP TOS TTL HL CHECKSUM AUDIT SECMARK CONNSECMARK
  MASQUERADE SNAT RATEEST TEE`.split(/\s+/),
);

function rejectName(value: string): string {
  return value
    .replace(/^icmp6?-/, '')
    .replace('adm-prohibited', 'admin-prohibited')
    .slice(0, 32);
}

type Asked = {
  readonly option: string;
  readonly values: readonly string[];
  readonly negated: boolean;
  readonly family: Family;
};

/** What one option asks; undefined where a packet that opens a connection cannot be meant. */
function conditionOf({ option, values, negated, family }: Asked): Condition | undefined {
  const [value = '', second = ''] = values;
  const listed = value.split(',');
  switch (option) {
    case '-s':
      return sources(listed, negated);
    case '-d':
      return negated ? { unclear: true } : { destinations: listed };
    case '-i':
      if (negated) return value === 'lo' ? {} : { notIfname: value.slice(0, 32) };
      return { ifname: value.slice(0, 32) };
    case '-p':
      return protocol(value, negated);
    case '--dport':
    case '--dports':
    case '--destination-port':
      return ports(listed, negated);
    case '--ctstate':
    case '--state':
      return states(
        listed.map((one) => one.toLowerCase()),
        negated,
      );
    case '--icmpv6-type':
    case '--icmp-type':
      if (value === 'any') return {};
      return negated ? { unclear: true } : { types: [typeOf(family === 6 ? 'icmpv6' : 'icmp', value)] };
    case '--syn':
      return negated ? undefined : {};
    case '--tcp-flags':
      return (value.split(',').includes('SYN') ? second === 'SYN' : second === 'NONE') !== negated
        ? {}
        : undefined;
    case '--limit':
    case '--hashlimit-upto':
    case '--connlimit-upto':
      return negated ? { when: 'over-limit' } : {};
    case '--hashlimit-above':
    case '--connlimit-above':
    case '--rcheck':
    case '--update':
      return negated ? {} : { when: 'over-limit' };
    case '--validmark':
    case '--loose':
      return {};
    case '--invert':
      return { when: 'no-route-back' };
    case '--dst-type':
      return (value === 'LOCAL' || value === 'UNICAST') !== negated ? {} : undefined;
    case '--pkt-type':
      return (value === 'unicast') !== negated ? {} : undefined;
    case '--hl-eq':
      return value === '255' ? {} : { unclear: true };
    case '--match-set':
      return second.includes('src') ? { sources: [], unclear: true } : { unclear: true };
    case '--src-cc':
    case '--source-country':
      return { sources: [], unclear: true };
    case '-m':
      return value === 'rt' || value === 'frag' ? undefined : {};
    default:
      return SILENT_OPTIONS.test(option) ? {} : { unclear: true };
  }
}

/** Parts of matches that are told by another option, and words that ask nothing. */
const SILENT_OPTIONS =
  /^--(?:comment|limit-burst|hashlimit-(?:burst|mode|name|htable-\w+|srcmask|dstmask)|connlimit-(?:mask|saddr|daddr)|set|name|mask|rsource|rdest|seconds|hitcount|return-nomatch)$/;

function sources(listed: readonly string[], negated: boolean): Condition | undefined {
  if (holdsAll(listed)) return negated ? undefined : {};
  return { [negated ? 'notSources' : 'sources']: listed };
}

function protocol(value: string, negated: boolean): Condition | undefined {
  if (value === 'all') return negated ? undefined : {};
  const [one] = protocolAlternatives([value], false);
  return negated ? { unclear: true } : one;
}

function states(listed: readonly string[], negated: boolean): Condition | undefined {
  // a first packet that nothing redirected is translated nowhere
  if (listed.every((one) => one === 'dnat' || one === 'snat')) return negated ? {} : undefined;
  return { states: negated ? otherStates(listed) : listed.slice(0, 8) };
}

function ports(listed: readonly string[], negated: boolean): Condition {
  const ranges = listed.flatMap((one): [number, number][] => {
    const [from = '', to = from] = one.split(':');
    const low = from === '' ? 0 : portOf(from);
    const high = to === '' ? 65_535 : portOf(to);
    return low === undefined || high === undefined ? [] : [[low, high]];
  });
  const unclear = ranges.length < listed.length && { unclear: true };
  return { ports: negated ? otherPorts(ranges) : ranges, ...unclear };
}
