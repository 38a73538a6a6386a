import { type Address, parseAddress } from '../../net/index.ts';
import { connectOnce } from './connects.ts';
import { LOOKUP_MS } from './dns/limits.ts';
import { lookUpAt } from './dns/look-up.ts';
import type { Seen } from './examine.ts';
import type { Look } from './kit.ts';
import type { NameFact } from './report.ts';

/** Hosts beside the name itself: looked up once each, and their first address of each family connected to. */
export type Hosts = {
  /** The address that answered, IPv6 first; undefined where none did. Adds what it sees. */
  reach(host: string, role: NameFact['role'], scheme: 'http' | 'https'): Promise<Address | undefined>;
};

export function createHosts(look: Look, add: (more: Seen) => void): Hosts {
  const { kit } = look;
  const resolver = kit.resolver(look.name); // one for all: what is above them is asked for once
  const known = new Map<string, Promise<Address | undefined>>();
  const lookUp = async (host: string, role: NameFact['role'], type: 'AAAA' | 'A') => {
    const { fact, lookup } = await lookUpAt(look, resolver, host, type, role, LOOKUP_MS);
    add({ names: [fact] });
    return lookup.addresses.find((one) => kit.policy.check(one).ok);
  };
  const connect = async (host: string, address: Address | undefined, scheme: 'http' | 'https') => {
    if (address === undefined) return undefined;
    const port = scheme === 'https' ? kit.ports.https : kit.ports.http;
    const fact = await connectOnce(look, { host, address, port, use: scheme });
    if (fact !== undefined) add({ connects: [fact] });
    return fact?.outcome === 'response' ? address : undefined;
  };
  const find = async (host: string, role: NameFact['role'], scheme: 'http' | 'https') => {
    const literal = parseAddress(host);
    if (literal !== undefined) return kit.policy.check(literal).ok ? literal : undefined;
    const both = (['AAAA', 'A'] as const).map(async (type) =>
      connect(host, await lookUp(host, role, type), scheme),
    );
    const [six, four] = await Promise.all(both);
    return six ?? four;
  };
  return {
    reach(host, role, scheme) {
      const key = `${scheme} ${host}`;
      const found = known.get(key) ?? find(host, role, scheme);
      known.set(key, found);
      return found;
    },
  };
}
