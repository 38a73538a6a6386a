// D: packet filters.
import { firewall, rule, upstream } from './break.ts';
import { BY_CODE, DELAYED, PASSES, type Scenario } from './shape.ts';

export const FILTERS: readonly Scenario[] = [
  {
    id: 'D1',
    what: 'the rules for IPv6 lack 80 and 443',
    fault: firewall('    ip version 4 tcp dport { 80, 443 } accept'),
    expect: { cause: 'D1', outside: 'ambiguous', joined: 'proven', rules: PASSES, visitors: DELAYED },
  },
  {
    id: 'D2',
    what: 'the rule that accepts comes after the one that drops',
    fault: rule('meta nfproto ipv6 tcp dport { 80, 443 } drop', 'tcp dport { 80, 443 } accept'),
    expect: { cause: 'D2', outside: 'ambiguous', joined: 'proven', rules: PASSES, visitors: DELAYED },
  },
  {
    id: 'D4',
    what: 'REJECT instead of DROP, over IPv6',
    fault: rule('meta nfproto ipv6 tcp dport { 80, 443 } reject with icmpv6 type admin-prohibited'),
    expect: { cause: 'D4', outside: 'strong', joined: 'proven', rules: BY_CODE, visitors: DELAYED },
  },
  {
    id: 'D9',
    what: "a cloud's firewall opens IPv4 alone",
    fault: upstream(({ v6 }) => `ip6 daddr ${v6} tcp dport { 80, 443 } drop`),
    expect: { cause: 'D9', outside: 'ambiguous', joined: 'likely', rules: PASSES, visitors: DELAYED },
  },
];
