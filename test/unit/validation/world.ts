// A scripted network: what DNS answers and what listens at each address and port. `world.lookup` and `world.attempt` answer
// one step of a rule at once with the evidence that it would leave; the scenarios put a clock around them.
import type {
  AttemptEvidence,
  BodyKind,
  LookupEvidence,
  LookupOutcome,
  Outcome,
  Phase,
} from '../../../src/core/index.ts';
import { type AddressPolicy, createAddressPolicy, parseAddress } from '../../../src/net/index.ts';
import type { AttemptStep } from '../../../src/validation/index.ts';

export type Behaviour =
  | 'good'
  | 'drop'
  | 'refuse'
  | 'unreachable'
  | 'prohibited'
  | 'silent'
  | 'reset'
  | 'garbage'
  | 'tls-alert'
  | 'tls-silent'
  | { readonly status: number; readonly location?: string }
  | { readonly body: BodyKind };
type Records = readonly string[] | LookupOutcome;
export type World = {
  /** By name; an absent type is NODATA, an absent name NXDOMAIN. */
  readonly dns: Readonly<Record<string, { readonly AAAA?: Records; readonly A?: Records }>>;
  /** By `address port`, or by the URL without its scheme's default port for one path of it; absent is `drop`. */
  readonly servers: Readonly<Record<string, Behaviour>>;
};

/** Milliseconds after which each failure shows, where it is not a time limit that ends it. */
const ENDINGS: Readonly<Record<string, { outcome: Outcome; phase: Phase; errno?: string }>> = {
  drop: { outcome: 'connect-timeout', phase: 'connect' },
  refuse: { outcome: 'refused', phase: 'connect', errno: 'ECONNREFUSED' },
  unreachable: { outcome: 'unreachable', phase: 'connect', errno: 'EHOSTUNREACH' },
  prohibited: { outcome: 'prohibited', phase: 'connect', errno: 'EACCES' },
  silent: { outcome: 'first-byte-timeout', phase: 'first-byte' },
  reset: { outcome: 'reset', phase: 'first-byte', errno: 'ECONNRESET' },
  garbage: { outcome: 'malformed', phase: 'headers', errno: 'HPE_INVALID_CONSTANT' },
  'tls-alert': { outcome: 'tls-alert', phase: 'tls', errno: 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR' },
  'tls-silent': { outcome: 'tls-timeout', phase: 'tls' },
};

/** Everything public, and the documentation ranges that the worlds use. */
export const worldPolicy: AddressPolicy = createAddressPolicy({
  allowed: () => WORLD_NETWORKS,
  allowLoopback: false,
});
const WORLD_NETWORKS = ['2001:db8::/32', '192.0.2.0/24'];

export function lookupIn(
  world: World,
  question: { name: string; type: string; hop: number },
): LookupEvidence {
  const host = world.dns[question.name];
  const records = question.type === 'AAAA' ? host?.AAAA : host?.A;
  const base = { kind: 'lookup' as const, at: 0, ...question, tries: 1, ms: 1 };
  if (host === undefined) return { ...base, outcome: 'nxdomain' };
  if (records === undefined) return { ...base, outcome: 'nodata' };
  if (typeof records === 'string') return { ...base, outcome: records };
  return { ...base, outcome: 'answer', addresses: records };
}

export function behaviourAt(world: World, url: string, address: string): Behaviour {
  const { protocol, port } = new URL(url);
  const number = port !== '' ? port : protocol === 'https:' ? '443' : '80';
  return world.servers[url] ?? world.servers[`${address} ${number}`] ?? 'drop';
}

export function attemptIn(world: World, step: Pick<AttemptStep, 'url' | 'hop' | 'address'>): AttemptEvidence {
  const { url, hop, address } = step;
  const { protocol, port } = new URL(url);
  const base = {
    kind: 'attempt' as const,
    at: 0,
    hop,
    url,
    address: address.text,
    family: address.family,
    port: port !== '' ? Number(port) : protocol === 'https:' ? 443 : 80,
    times: { totalMs: 1 },
  };
  const known = parseAddress(address.text);
  if (known === undefined || !worldPolicy.check(known).ok) {
    return { ...base, phase: 'policy', outcome: 'address-refused' };
  }
  const behaviour = behaviourAt(world, url, address.text);
  if (typeof behaviour === 'string' && behaviour !== 'good') {
    const ending = ENDINGS[behaviour];
    if (ending === undefined) throw new Error(`no such behaviour: ${behaviour}`);
    return { ...base, ...ending };
  }
  const http =
    behaviour === 'good'
      ? { status: 200, bodyBytes: 87, body: 'match' as const }
      : 'body' in behaviour
        ? { status: 200, bodyBytes: 87, body: behaviour.body }
        : { ...behaviour, bodyBytes: 0, body: 'not-read' as const };
  return { ...base, phase: 'done', outcome: 'response', http };
}
