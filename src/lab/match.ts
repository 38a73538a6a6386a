import { contains } from '../net/index.ts';
import { nameEquals, nameIsUnder, nameKey } from '../wire/dns/index.ts';
import type { Name } from '../wire/dns/index.ts';
import type { ClientSubnet } from './client-subnet.ts';
import { isClient } from './clients.ts';
import type { Rule, Transport } from './types.ts';

/** What a rule looks at. */
type Asked = {
  readonly name: Name;
  readonly type: number;
  readonly client: string;
  /** For whom the client asks. */
  readonly subnet?: ClientSubnet | undefined;
  readonly transport: Transport;
};

/** Finds the rule for each question, and counts: `nth` is about the questions that match everything else of its rule. */
export type Matcher = { match(asked: Asked): Rule | undefined };

export function createMatcher(rules: readonly Rule[]): Matcher {
  const counts = new Map<Rule, number>();
  return {
    match(asked) {
      for (const rule of rules) {
        if (!applies(rule, asked)) continue;
        const { nth } = rule.match;
        if (nth === undefined) return rule;
        const count = (counts.get(rule) ?? 0) + 1;
        counts.set(rule, count);
        if (count >= nth.from && count <= nth.to) return rule;
      }
      return undefined;
    },
  };
}

function applies(rule: Rule, { name, type, client, subnet, transport }: Asked): boolean {
  const { match } = rule;
  if (match.transport !== undefined && match.transport !== transport) return false;
  if (match.types !== undefined && !match.types.includes(type)) return false;
  if (match.family !== undefined && match.family !== (client.includes(':') ? 6 : 4)) return false;
  if (match.clients !== undefined && !isClient(match.clients, client)) return false;
  if (match.subnets !== undefined) {
    const { address } = subnet ?? {};
    if (address === undefined || !match.subnets.some((one) => contains(one, address))) return false;
  }
  if (match.name === undefined) return true;
  if (match.name.below) return name.length > match.name.name.length && nameIsUnder(name, match.name.name);
  // the stops of a chain are asked for one by one by resolvers that believe only what they asked for
  const isStop = rule.fault.fault.startsWith('cname-') && rule.overlay.has(nameKey(name));
  return isStop || nameEquals(name, match.name.name);
}
