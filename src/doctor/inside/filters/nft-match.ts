import { isRecord } from '../survey-json.ts';
import {
  ALWAYS,
  type Alternatives,
  type Condition,
  holdsAll,
  join,
  NEVER,
  otherPorts,
  otherStates,
  UNCLEAR,
} from './condition.ts';
import { protocolAlternatives, portOf, typeOf } from './names.ts';
import { only, type Sets, type Value, valuesOf } from './nft-values.ts';

/** What a `match` of `nft -j` asks of a packet that opens a connection; what is not understood is `unclear`. */
export function matchCondition(match: unknown, sets: Sets): Alternatives {
  if (!isRecord(match)) return UNCLEAR;
  const { op, left, right } = match;
  const values = valuesOf(right, sets);
  if (values === undefined) return sourceOnly(left) ?? UNCLEAR;
  if (op === '==' || op === 'in') return keyCondition(left, values, false);
  return op === '!=' ? keyCondition(left, values, true) : UNCLEAR;
}

/** The condition that `left` is (or, `negated`, is not) one of the values. */
export function keyCondition(left: unknown, values: readonly Value[], negated: boolean): Alternatives {
  const [key, held] = only(left) ?? [];
  if (key === 'concat' && Array.isArray(held) && !negated) return concatenated(held, values);
  if (key === 'payload' && isRecord(held)) return payload(held, values, negated);
  if (key === 'meta' && isRecord(held)) return meta(held.key, values, negated);
  if (key === 'ct' && isRecord(held)) return connection(held.key, values, negated);
  if (key === 'fib' && isRecord(held)) return fib(held, values, negated);
  if (key === '&' && Array.isArray(held)) return flags(held, values, negated);
  // routing headers, fragments: no packet that opens a connection has them
  if (key === 'exthdr') return negated ? UNCLEAR : NEVER;
  return UNCLEAR;
}

/** A set too long to be told (a country's networks) is still known to be one of sources. */
function sourceOnly(left: unknown): Alternatives | undefined {
  const [key, held] = only(left) ?? [];
  if (key !== 'payload' || !isRecord(held) || held.field !== 'saddr') return undefined;
  return [{ ...familyOfHeader(held.protocol), sources: [], unclear: true }];
}

function concatenated(keys: readonly unknown[], values: readonly Value[]): Alternatives {
  return values.flatMap((value) => {
    if (typeof value !== 'object' || !('together' in value)) return UNCLEAR;
    let all: Alternatives = ALWAYS;
    for (const [index, key] of keys.entries()) {
      const part = value.together[index];
      const more = part === undefined ? UNCLEAR : keyCondition(key, [part], false);
      all = all.flatMap((one) => more.flatMap((other) => join(one, other) ?? []));
    }
    return all;
  });
}

function payload(
  { protocol, field }: Readonly<Record<string, unknown>>,
  values: readonly Value[],
  negated: boolean,
): Alternatives {
  if (field === 'dport') return ports(protocol, values, negated);
  if (protocol === 'ip' || protocol === 'ip6') return header(protocol, field, values, negated);
  if ((protocol === 'icmpv6' || protocol === 'icmp') && field === 'type') {
    const types = values.map((value) => typeOf(protocol, value));
    return negated ? [{ protocol, unclear: true }] : [{ protocol, types }];
  }
  if (protocol === 'tcp' && field === 'flags')
    return flags([{}, ['fin', 'syn', 'rst', 'ack']], values, negated);
  if (protocol === 'tcp' || protocol === 'udp') return [{ protocol, unclear: true }];
  return UNCLEAR;
}

function ports(protocol: unknown, values: readonly Value[], negated: boolean): Alternatives {
  const ranges = values.flatMap((value): [number, number][] => {
    if (Array.isArray(value)) return [[Number(value[0]), Number(value[1])]];
    const one = typeof value === 'object' ? undefined : portOf(value);
    return one === undefined ? [] : [[one, one]];
  });
  const unclear = ranges.length < values.length && { unclear: true };
  const condition = { ports: negated ? otherPorts(ranges) : ranges, ...unclear };
  if (protocol === 'tcp' || protocol === 'udp') return [{ protocol, ...condition }];
  return [condition]; // `th dport`: of whatever protocol
}

function header(
  protocol: 'ip' | 'ip6',
  field: unknown,
  values: readonly Value[],
  negated: boolean,
): Alternatives {
  const family = familyOfHeader(protocol);
  const texts = values.map(String);
  if (field === 'saddr') {
    if (holdsAll(texts)) return negated ? NEVER : [family];
    return [{ ...family, [negated ? 'notSources' : 'sources']: texts }];
  }
  if (field === 'daddr')
    return negated ? [{ ...family, unclear: true }] : [{ ...family, destinations: texts }];
  if (field === 'protocol' || field === 'nexthdr') {
    const alternatives = protocolAlternatives(values, negated);
    return alternatives.flatMap((one) => join(one, family) ?? []);
  }
  if (field === 'version') return negated ? NEVER : [family];
  if (field === 'hoplimit' && !negated && texts.includes('255')) return [family]; // as all Neighbour Discovery has
  return [{ ...family, unclear: true }];
}

function meta(key: unknown, values: readonly Value[], negated: boolean): Alternatives {
  const texts = values.map(String);
  if (key === 'nfproto' || key === 'protocol') {
    const six = texts.some((one) => one === 'ipv6' || one === 'ip6');
    const four = texts.some((one) => one === 'ipv4' || one === 'ip');
    const families: Condition[] = [];
    if (six !== negated) families.push({ family: 6 });
    if (four !== negated) families.push({ family: 4 });
    return families;
  }
  if (key === 'l4proto') return protocolAlternatives(values, negated);
  if (key === 'iifname' || key === 'iif') {
    if (!negated) return texts.map((ifname) => ({ ifname: ifname.slice(0, 32) }));
    return texts.length === 1 ? notFrom(texts[0] ?? '') : UNCLEAR;
  }
  if (key === 'pkttype')
    return texts.some((one) => one === 'host' || one === 'unicast') !== negated ? ALWAYS : NEVER;
  return UNCLEAR;
}

function notFrom(ifname: string): Alternatives {
  return ifname === 'lo' ? ALWAYS : [{ notIfname: ifname.slice(0, 32) }];
}

function connection(key: unknown, values: readonly Value[], negated: boolean): Alternatives {
  const texts = values.map(String);
  if (key === 'state') return [{ states: negated ? otherStates(texts) : texts }];
  // of a first packet: not translated as long as nothing redirects it, and on its way there
  if (key === 'status' && texts.every((one) => one === 'dnat' || one === 'snat'))
    return negated ? ALWAYS : NEVER;
  if (key === 'direction') return texts.includes('original') !== negated ? ALWAYS : NEVER;
  return UNCLEAR;
}

function fib(
  { result, flags: of }: Readonly<Record<string, unknown>>,
  values: readonly Value[],
  negated: boolean,
): Alternatives {
  const about = Array.isArray(of) ? of.map(String) : [String(of)];
  if (result === 'oif' && about.includes('saddr')) {
    const missing = values.every((one) => one === 0 || one === 'missing');
    return missing !== negated ? [{ when: 'no-route-back' }] : ALWAYS;
  }
  if (result === 'type' && about.includes('daddr')) {
    return values.some((one) => one === 'local' || one === 'unicast') !== negated ? ALWAYS : NEVER;
  }
  return UNCLEAR;
}

/** TCP flags under a mask, of a packet that has SYN alone. */
function flags([left, mask]: readonly unknown[], values: readonly Value[], negated: boolean): Alternatives {
  const masked = [mask].flat();
  const [key] = only(left) ?? [];
  if (key !== undefined && key !== 'payload') return UNCLEAR;
  const seen = masked.includes('syn') ? 'syn' : '';
  const wanted = values.map(String).toSorted().join(',');
  const matched = wanted === seen || (seen === '' && wanted === '0');
  return matched !== negated ? [{ protocol: 'tcp' }] : NEVER;
}

function familyOfHeader(protocol: unknown): Condition {
  return { family: protocol === 'ip6' ? 6 : 4 };
}
