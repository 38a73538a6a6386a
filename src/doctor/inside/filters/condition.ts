import { addressBytes, contains, parseNetwork } from '../../../net/index.ts';
import type { FilterRule } from '../report.ts';

/** What a rule asks of a packet. */
export type Condition = Pick<
  FilterRule,
  | 'family'
  | 'protocol'
  | 'ports'
  | 'sources'
  | 'notSources'
  | 'destinations'
  | 'states'
  | 'types'
  | 'ifname'
  | 'notIfname'
  | 'unclear'
  | 'when'
>;
/** Any one of them suffices; none at all: it never matches. */
export type Alternatives = readonly Condition[];

export const ALWAYS: Alternatives = [{}];
export const NEVER: Alternatives = [];
export const UNCLEAR: Alternatives = [{ unclear: true }];

type Ports = readonly (readonly [number, number])[];

/** Both have to hold; undefined where they exclude each other. */
export function join(one: Condition, other: Condition): Condition | undefined {
  const joined: Condition = { ...one, ...other };
  for (const key of ['family', 'protocol', 'when'] as const) {
    if (one[key] !== undefined && other[key] !== undefined && one[key] !== other[key]) return undefined;
  }
  if (one.ports !== undefined && other.ports !== undefined) {
    joined.ports = intersect(one.ports, other.ports);
    if (joined.ports.length === 0) return undefined;
  }
  for (const key of [
    'sources',
    'notSources',
    'destinations',
    'states',
    'types',
    'ifname',
    'notIfname',
  ] as const) {
    const twice = one[key] !== undefined && other[key] !== undefined;
    // asked twice of the same thing: rare, and not taken apart further
    if (twice && String(one[key]) !== String(other[key])) joined.unclear = true;
  }
  if (one.unclear === true) joined.unclear = true;
  return joined;
}

function intersect(one: Ports, other: Ports): [number, number][] {
  return one.flatMap(([from, to]) =>
    other.flatMap(([first, last]): [number, number][] => {
      const low = Math.max(from, first);
      const high = Math.min(to, last);
      return low <= high ? [[low, high]] : [];
    }),
  );
}

/** Every port but these. */
export function otherPorts(ports: Ports): [number, number][] {
  const sorted = ports.toSorted(([a], [b]) => a - b);
  const rest: [number, number][] = [];
  let next = 0;
  for (const [from, to] of sorted) {
    if (from > next) rest.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= 65_535) rest.push([next, 65_535]);
  return rest;
}

/** Every connection state that a rule may name, but these. */
export function otherStates(states: readonly string[]): string[] {
  return ['new', 'established', 'related', 'invalid', 'untracked'].filter((one) => !states.includes(one));
}

/** Is an address among networks, ranges (`a-b`) and single ones? Text that is none of these holds none. */
export function among(address: string, listed: readonly string[]): boolean {
  const bytes = addressBytes(address);
  return bytes !== undefined && listed.some((text) => holds(text, bytes));
}

function holds(text: string, bytes: Uint8Array): boolean {
  const [from = '', to] = text.split('-');
  if (to === undefined) {
    const network = parseNetwork(text);
    return network !== undefined && contains(network, bytes);
  }
  const [low, high] = [addressBytes(from), addressBytes(to)];
  if (low?.length !== bytes.length || high?.length !== bytes.length) return false;
  return Buffer.compare(low, bytes) <= 0 && Buffer.compare(bytes, high) <= 0;
}

/** Does a list hold every address of a family? */
export function holdsAll(listed: readonly string[]): boolean {
  return listed.some((text) => text === '::/0' || text === '0.0.0.0/0');
}
