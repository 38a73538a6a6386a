// A: what the DNS says. The zones are served, and spoilt, by `sixfour lab dns`.
import { forget } from './break.ts';
import { remember } from './resolvers.ts';
import { BROKEN6, BY_CODE, DELAYED, FAILS, PASSES, type At, type Scenario } from './shape.ts';

const www = ({ v6, v4 }: At) => `www AAAA ${v6}\nwww A ${v4}`;
const self = ({ v6, v4 }: At) => `@ AAAA ${v6}\n@ A ${v4}`;
const healthy = (at: At) => `${self(at)}\n${www(at)}`;

/** Made of a MAC address (RFC 4291 appendix A). */
const oldCard = ({ v6 }: At) => v6.replace(/::2$/, ':216:3eff:fe12:3456');

export const DNS: readonly Scenario[] = [
  {
    id: 'A1',
    what: "the AAAA record is another server's",
    records: (at) => `@ AAAA ${at.other.v6}\n@ A ${at.v4}\nwww AAAA ${at.other.v6}\nwww A ${at.v4}`,
    expect: { cause: 'A1', outside: 'strong', joined: 'proven', rules: FAILS, visitors: BROKEN6 },
  },
  {
    id: 'A2',
    what: 'the AAAA record is an address that nobody has',
    records: (at) => `@ AAAA ${at.free.v6}\n@ A ${at.v4}\nwww AAAA ${at.free.v6}\nwww A ${at.v4}`,
    fault: forget,
    expect: { cause: 'A2', outside: 'ambiguous', joined: 'proven', rules: BY_CODE, visitors: DELAYED },
  },
  {
    id: 'A3',
    what: 'a wildcard has an AAAA record that nobody meant',
    name: (zone) => `shop.${zone}`,
    records: (at) => `${self(at)}\n* AAAA ${at.other.v6}\n* A ${at.v4}`,
    expect: {
      cause: 'A3',
      outside: 'strong',
      joined: 'proven',
      also: ['A1'],
      rules: FAILS,
      visitors: BROKEN6,
    },
  },
  {
    id: 'A4',
    what: 'the AAAA record has the interface identifier of a network card that was changed',
    records: (at) => `@ AAAA ${oldCard(at)}\n@ A ${at.v4}\nwww AAAA ${oldCard(at)}\nwww A ${at.v4}`,
    fault: forget,
    expect: {
      cause: 'A4',
      outside: 'ambiguous',
      joined: 'proven',
      also: ['A2'],
      rules: BY_CODE,
      visitors: DELAYED,
    },
  },
  {
    id: 'A5',
    what: 'the AAAA record is a documentation address',
    records: (at) => `@ AAAA 2001:db8::7\n@ A ${at.v4}`,
    expect: { cause: 'A5', outside: 'proven', joined: 'proven', rules: PASSES },
  },
  {
    id: 'A8',
    what: 'the name has an AAAA record, www has none',
    records: (at) => `${self(at)}\nwww A ${at.v4}`,
    expect: { cause: 'A8', outside: 'proven', joined: 'proven', rules: PASSES },
  },
  {
    id: 'A9',
    what: 'two AAAA records, one of them dead',
    records: (at) => `@ AAAA ${at.v6}\n@ AAAA ${at.free.v6}\n@ A ${at.v4}`,
    fault: forget,
    expect: { cause: 'A9', outside: 'proven', joined: 'proven', also: ['A2'], rules: PASSES },
  },
  {
    id: 'A10',
    what: 'AAAA questions get SERVFAIL, A questions an answer',
    records: healthy,
    rules: (at) => [{ name: at.name, type: 'AAAA', fault: 'servfail' }],
    expect: { cause: 'A10', outside: 'proven', joined: 'proven', rules: PASSES },
  },
  {
    id: 'A11',
    what: 'the name servers have IPv4 addresses only',
    records: (at) => `${healthy(at)}\n@ NS ns4.${at.zone}.\nns4 A ${at.dns.v4}`,
    expect: { cause: 'A11', outside: 'proven', joined: 'proven', rules: PASSES },
  },
  {
    id: 'A12',
    what: 'over IPv6 the name server tells another address than over IPv4',
    records: healthy,
    rules: (at) => [{ name: at.name, type: 'A', family: 6, fault: 'answer', records: `@ A ${at.other.v4}` }],
    expect: { cause: 'A12', outside: 'proven', joined: 'proven', rules: PASSES },
  },
  {
    id: 'A13',
    what: 'clients of one region are given an IPv6 address where nobody answers',
    records: healthy,
    rules: (at) => [
      {
        name: at.name,
        type: 'AAAA',
        subnet: '202.12.29.0/24',
        fault: 'answer',
        records: `@ AAAA ${at.free.v6}`,
      },
    ],
    fault: forget,
    expect: { cause: 'A13', outside: 'strong', joined: 'strong', rules: PASSES },
  },
  {
    id: 'A17',
    what: 'the AAAA record was corrected, and a recursive server remembers the old one',
    records: healthy,
    resolver: 'plain',
    rules: (at) => [
      {
        name: at.name,
        type: 'AAAA',
        nth: 1,
        fault: 'answer',
        records: `@ 3600 AAAA ${at.free.v6}`,
      },
    ],
    fault: remember,
    expect: { cause: 'A17', outside: 'proven', joined: 'proven', rules: PASSES },
  },
  {
    id: 'A17-denial',
    what: 'an AAAA record was added, and a recursive server remembers that there was none',
    // how long a denial is remembered is what the zone says
    zone: () => ({ ttl: 3_600 }),
    records: healthy,
    resolver: 'plain',
    rules: (at) => [{ name: at.name, type: 'AAAA', nth: 1, fault: 'nodata' }],
    fault: remember,
    expect: { cause: 'A17', outside: 'proven', joined: 'proven', rules: PASSES },
  },
  {
    id: 'A14',
    what: 'the name is an alias, and its end has no AAAA record',
    name: (zone) => `shop.${zone}`,
    records: (at) => `${self(at)}\nshop CNAME edge.${at.zone}.\nedge A ${at.v4}`,
    expect: { cause: 'A14', outside: 'proven', joined: 'proven', rules: PASSES },
  },
  {
    id: 'A15',
    what: 'the HTTPS record hints at an IPv6 address that is not the AAAA record',
    // priority 1, target ".", ipv6hint (key 6): RFC 9460
    records: (at) => `${healthy(at)}\n@ HTTPS \\# 23 000100 0006 0010 20010db8000000000000000000000007`,
    expect: { cause: 'A15', outside: 'proven', joined: 'proven', rules: PASSES },
  },
  {
    id: 'A18',
    what: 'the challenge record was published below the name twice',
    records: (at) => `${healthy(at)}\n_acme-challenge.${at.name}.${at.name}. TXT "${'x'.repeat(43)}"`,
    expect: { cause: 'A18', outside: 'proven', joined: 'proven', rules: PASSES },
  },
  {
    id: 'A19',
    what: 'the challenge is delegated to a name that does not exist',
    records: (at) => `${healthy(at)}\n_acme-challenge CNAME gone.${at.zone}.`,
    expect: { cause: 'A19', outside: 'proven', joined: 'proven', rules: PASSES },
  },
  {
    id: 'A20',
    what: 'the name server answers from another address than was asked, over IPv6',
    records: healthy,
    rules: (at) => [{ name: at.name, family: 6, fault: 'wrong-address', from: '2a0f:6464:0:2::53' }],
    expect: { cause: 'A20', outside: 'strong', joined: 'strong', rules: PASSES },
  },
  {
    id: 'A21',
    what: 'the answer does not fit UDP, and TCP is closed',
    records: healthy,
    rules: (at) => [
      { name: `_acme-challenge.${at.name}`, type: 'TXT', transport: 'udp', fault: 'truncate' },
      { name: `_acme-challenge.${at.name}`, type: 'TXT', transport: 'tcp', fault: 'close' },
    ],
    expect: { cause: 'A21', outside: 'proven', joined: 'proven', rules: PASSES },
  },
  {
    id: 'A22',
    what: 'CAA allows another CA only',
    records: (at) => `${healthy(at)}\n@ CAA 0 issue "other-ca.example"`,
    expect: { cause: 'A22', outside: 'proven', joined: 'proven', rules: FAILS },
  },
  {
    id: 'A16',
    what: 'the signatures of the zone have run out',
    zone: () => ({ sign: true }),
    records: healthy,
    rules: (at) => [{ name: at.name, fault: 'bogus', how: 'expired' }],
    expect: { cause: 'A16', outside: 'proven', joined: 'proven', rules: FAILS },
  },
  {
    id: 'A6',
    what: 'there is no AAAA record',
    records: (at) => `@ A ${at.v4}\nwww A ${at.v4}`,
    expect: { cause: 'A6', outside: 'proven', joined: 'proven', rules: PASSES },
  },
  {
    id: 'A7',
    what: 'there is no A record',
    records: (at) => `@ AAAA ${at.v6}\nwww AAAA ${at.v6}`,
    expect: { cause: 'A7', outside: 'proven', joined: 'proven', rules: PASSES },
  },
];
