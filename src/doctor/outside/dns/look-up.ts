import type { DnssecEvidence } from '../../../core/index.ts';
import type { Lookup, QuestionType, Resolver } from '../../../net/index.ts';
import type { Look } from '../kit.ts';
import { REPORT_MAX } from '../limits.ts';
import type { NameFact } from '../report.ts';
import { LOOKUP_MS } from './limits.ts';
import { recordText } from './record-text.ts';

export type Asked = { readonly fact: NameFact; readonly lookup: Lookup };

/** One resolver for each look: what it learned of who serves what holds for all its collectors. */
export function resolverOf(look: Look): Resolver {
  const known = RESOLVERS.get(look);
  if (known !== undefined) return known;
  const made = look.kit.resolver(look.name);
  RESOLVERS.set(look, made);
  return made;
}
const RESOLVERS = new WeakMap<Look, Resolver>();

/** Letters, digits, hyphens and underscores, with dots between: what can be asked for. */
export function isHostName(name: string): boolean {
  return name.length <= NAME_CHARS && HOST.test(name);
}
const HOST = /^[0-9a-z_-]{1,63}(?:\.[0-9a-z_-]{1,63})*$/;

/** Asks one question from the root downwards, and says it as a fact. Never rejects for what servers do. */
export function lookUp(
  look: Look,
  host: string,
  type: QuestionType,
  role: NameFact['role'],
  withinMs = LOOKUP_MS,
): Promise<Asked> {
  return lookUpAt(look, resolverOf(look), host, type, role, withinMs);
}

/** The same of a resolver that is given. */
export async function lookUpAt(
  { kit, deadlineMs }: Look,
  resolver: Resolver,
  host: string,
  type: QuestionType,
  role: NameFact['role'],
  withinMs: number,
): Promise<Asked> {
  const until = Math.min(deadlineMs, kit.clock.monotonic() + withinMs * kit.timeScale);
  const lookup = await resolver.lookup({ name: host, type, hop: 0, deadlineMs: until });
  return { fact: factOf(host, type, role, lookup), lookup };
}

function factOf(host: string, type: QuestionType, role: NameFact['role'], lookup: Lookup): NameFact {
  const { evidence, addresses, records } = lookup;
  const { outcome, rcode, ede = [], chain = [], dnssec, ms } = evidence;
  const ttls = records.map(ttlOf);
  const values = addresses.length > 0 ? [] : records.map(recordText);
  return {
    host,
    role,
    type,
    outcome,
    ...(rcode !== undefined && { rcode }),
    ...(ede.length > 0 && { ede: ede.map(({ code }) => code) }),
    chain: chain.slice(0, REPORT_MAX.values).map((name) => name.slice(0, NAME_CHARS)),
    addresses: addresses.slice(0, REPORT_MAX.addresses * 4).map(({ text }) => text),
    values: values.slice(0, REPORT_MAX.values),
    ...(ttls.length > 0 && { ttl: Math.min(...ttls) }),
    ...(dnssec && { dnssec: dnssecOf(dnssec) }),
    ms,
  };
}

/** The link is a name of whoever signed, with all its escapes. */
function dnssecOf({ status, reason, link }: DnssecEvidence): NameFact['dnssec'] {
  return {
    status,
    ...(reason !== undefined && { reason: reason.slice(0, REPORT_MAX.text) }),
    ...(link !== undefined && { link: link.slice(0, REPORT_MAX.text) }),
  };
}

// names of hosts have no escapes: what is longer is none
const NAME_CHARS = 255;

/** Of a SOA record how long a denial is kept (RFC 2308 section 5). */
function ttlOf({ ttl, data }: Lookup['records'][number]): number {
  return data.kind === 'SOA' ? Math.min(ttl, data.minimum) : ttl;
}
