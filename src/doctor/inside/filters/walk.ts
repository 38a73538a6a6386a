import type { Family } from '../../../core/index.ts';
import type { FilterChain, FilterRule } from '../report.ts';
import { among } from './condition.ts';
import { WALK_DEPTH, WALK_STEPS } from './limits.ts';

/** The first packet of a connection, or an ICMP message, on its way in. What is left out is not known. */
export type Packet = {
  readonly family: Family;
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'icmpv6';
  readonly port?: number | undefined;
  /** Of ICMP: as nft calls it, `nd-neighbor-solicit`, `packet-too-big`. */
  readonly type?: string | undefined;
  readonly source?: string | undefined;
  readonly destination?: string | undefined;
  readonly ifname?: string | undefined;
  /** Connection state; `new` unless said otherwise. Neighbour Discovery is `untracked`, ICMP errors are `related`. */
  readonly state?: string | undefined;
};

type Verdict = 'accept' | 'drop' | 'reject';

/** What decided: a rule, or without one the policy of the chain. */
export type Decider = {
  readonly verdict: Verdict;
  readonly chain: FilterChain;
  readonly rule: FilterRule | undefined;
};

/** A rule that may decide otherwise, and what has to be known to say whether it does. */
type Doubt = Decider & { readonly why: 'source' | 'destination' | 'ifname' | 'condition' };

export type Fate = {
  readonly verdict: Verdict;
  /** What stops it; absent of what is accepted. */
  readonly by: Decider | undefined;
  readonly doubts: readonly Doubt[];
  /** Redirected to another host by this rule (Docker, a port forward): its way ends here for us. */
  readonly redirect: FilterRule | undefined;
};

/**
 * What the packet filters of a machine do with a packet, as the kernel asks them: ingress, prerouting, input, each in the order of
 * their priorities; an accept ends its own base chain only, a drop ends everything. Rules for special states (above a rate, no
 * way back to the source) are passed over. Pure, bounded by `WALK_STEPS`.
 */
export function walk(chains: readonly FilterChain[], packet: Packet): Fate {
  const way: Way = { chains, packet, steps: 0, doubts: [], redirect: undefined };
  const passed = HOOKS.flatMap((hook) =>
    chains
      .filter((one) => one.hook === hook && (one.family ?? packet.family) === packet.family)
      .toSorted((a, b) => (a.priority ?? 0) - (b.priority ?? 0))
      .flatMap((base) => (way.redirect === undefined ? [through(way, base)] : [])),
  );
  const stops = passed.filter(({ sure }) => blocks(sure.verdict));
  const stop = stops.find(({ doubts }) => doubts.length === 0) ?? stops[0];
  if (stop !== undefined) {
    const { sure, doubts } = stop;
    return { verdict: sure.verdict, by: sure, doubts, redirect: undefined };
  }
  const doubts = passed.flatMap((one) => one.doubts);
  return { verdict: 'accept', by: undefined, doubts, redirect: way.redirect };
}

const HOOKS = ['ingress', 'prerouting', 'input'] as const;

type Way = {
  readonly chains: readonly FilterChain[];
  packet: Packet;
  steps: number;
  /** Of the base chain that is walked. */
  doubts: Doubt[];
  redirect: FilterRule | undefined;
};

/** One base chain: what it decides, and what may decide the contrary. */
function through(way: Way, base: FilterChain): { readonly sure: Decider; readonly doubts: readonly Doubt[] } {
  way.doubts = [];
  const decided = rules(way, base, { certain: true, depth: 0 });
  const policy: Decider = { verdict: base.policy ?? 'accept', chain: base, rule: undefined };
  const sure = decided ?? policy;
  return { sure, doubts: way.doubts.filter((one) => blocks(one.verdict) !== blocks(sure.verdict)) };
}

type At = { readonly certain: boolean; readonly depth: number };

/** The rules of one chain, in order; undefined where none decides: the chain that jumped here goes on, or the policy holds. */
function rules(way: Way, chain: FilterChain, at: At): Decider | undefined {
  let { certain } = at;
  for (const rule of chain.rules) {
    way.steps += 1;
    if (way.steps > WALK_STEPS) return undefined;
    const match = matches(rule, way.packet);
    if (match === false || rule.verdict === 'continue') continue;
    const sure = certain && match === true;
    const why = match === true ? 'condition' : match;
    if (rule.verdict === 'return') {
      if (sure) return undefined;
      certain = false; // what follows is asked only of packets that did not return
      continue;
    }
    if (rule.verdict === 'jump' || rule.verdict === 'goto') {
      const decided = jump(way, chain, rule, { certain: sure, depth: at.depth + 1 });
      if (decided !== undefined) return decided;
      if (rule.verdict === 'goto' && sure) return undefined;
      continue;
    }
    const verdict = rule.verdict === 'drop' || rule.verdict === 'reject' ? rule.verdict : 'accept';
    if (!sure) {
      way.doubts.push({ verdict, chain, rule, why });
      continue;
    }
    if (rule.verdict === 'redirect') redirect(way, rule);
    // a program decides of what is queued
    if (rule.verdict === 'queue') way.doubts.push({ verdict: 'drop', chain, rule, why: 'condition' });
    return { verdict, chain, rule };
  }
  return undefined;
}

/** To another port of this machine it goes on with that port; to another host its way in ends. */
function redirect(way: Way, rule: FilterRule): void {
  const port = /^:?(\d+)$/.exec(rule.to ?? '')?.[1];
  if (port === undefined) way.redirect = rule;
  else way.packet = { ...way.packet, port: Number(port) };
}

function jump(way: Way, from: FilterChain, rule: FilterRule, at: At): Decider | undefined {
  const target = way.chains.find(
    ({ program, table, name }) => program === from.program && table === from.table && name === rule.target,
  );
  if (target === undefined || at.depth > WALK_DEPTH) return undefined;
  return rules(way, target, at);
}

/** Whether a rule is about the packet; or what has to be known to say so. */
function matches(rule: FilterRule, packet: Packet): boolean | Doubt['why'] {
  if (rule.when !== undefined) return false;
  if (rule.family !== undefined && rule.family !== packet.family) return false;
  if (rule.protocol !== undefined && rule.protocol !== packet.protocol) return false;
  const { port, type, state = 'new' } = packet;
  if (rule.ports !== undefined && !rule.ports.some(([from, to]) => holdsPort(from, to, port))) return false;
  if (rule.types !== undefined && (type === undefined || !rule.types.includes(type))) return false;
  if (rule.states !== undefined && !rule.states.includes(state)) return false;
  const asked = [
    [ofSource(rule, packet), 'source'],
    [ofDestination(rule, packet), 'destination'],
    [ofInterface(rule, packet), 'ifname'],
    [rule.unclear === true ? undefined : true, 'condition'],
  ] as const;
  if (asked.some(([answer]) => answer === false)) return false;
  const doubt = asked.find(([answer]) => answer === undefined);
  return doubt === undefined ? true : doubt[1];
}

function holdsPort(from: number, to: number, port: number | undefined): boolean {
  return port !== undefined && from <= port && port <= to;
}

function ofInterface({ ifname, notIfname }: FilterRule, packet: Packet): boolean | undefined {
  if (ifname === 'lo') return packet.ifname === 'lo'; // nobody comes from outside through it
  if (ifname === undefined && notIfname === undefined) return true;
  if (packet.ifname === undefined) return undefined;
  if (ifname !== undefined && !isInterface(ifname, packet.ifname)) return false;
  return notIfname === undefined || !isInterface(notIfname, packet.ifname);
}

/** `eth*` of nft and `eth+` of iptables are every name that begins so. */
function isInterface(written: string, ifname: string): boolean {
  return /[*+]$/.test(written) ? ifname.startsWith(written.slice(0, -1)) : ifname === written;
}

function ofDestination({ destinations }: FilterRule, packet: Packet): boolean | undefined {
  if (destinations === undefined) return true;
  return packet.destination === undefined ? undefined : among(packet.destination, destinations);
}

function ofSource({ sources, notSources }: FilterRule, { source }: Packet): boolean | undefined {
  if (sources === undefined && notSources === undefined) return true;
  if (source === undefined || sources?.length === 0) return undefined; // none: too many to be told
  if (sources !== undefined && !among(source, sources)) return false;
  return notSources === undefined || !among(source, notSources);
}

function blocks(verdict: Verdict): boolean {
  return verdict !== 'accept';
}
