// Rows of A10 to A13, A16 and A18 to A22: what name servers say, and what stands beside the name.
import {
  connectFact,
  FOUR,
  healthyReport,
  NAME,
  nameFact,
  NOW,
  SIX,
} from '../../../support/doctor-reports.ts';
import {
  answer,
  CHALLENGE,
  challenge,
  dns,
  doubled,
  everywhere,
  OTHER,
  plain,
  SERVERS,
  signed,
  ZONE,
  type Row,
} from './dns-facts.ts';

export const SERVER_ROWS: readonly Row[] = [
  [
    'A10: at one server',
    dns({ answers: [answer(SERVERS[0], 'AAAA', { outcome: 'servfail' })] }),
    { A10: 'proven' },
  ],
  ['A10: for everybody', dns({ names: [nameFact('AAAA', [], { outcome: 'servfail' })] }), { A10: 'proven' }],
  [
    'not A10: A is not answered either',
    {
      names: (['AAAA', 'A'] as const).map((type) => nameFact(type, [], { outcome: 'servfail' })),
    },
    {},
  ],
  [
    'A11: no name server has IPv6',
    dns({
      names: ['ns1.example.org', 'ns2.example.org'].map((host) =>
        nameFact('AAAA', [], { host, role: 'server' }),
      ),
    }),
    { A11: 'proven' },
  ],
  [
    'A11: one of two has IPv6',
    dns({ names: [nameFact('AAAA', [], { host: 'ns2.example.org', role: 'server' })] }),
    { A11: 'proven' },
  ],
  [
    'A11: an IPv6 address is silent',
    dns({ answers: plain(SERVERS[0]).map((one) => ({ ...one, outcome: 'timeout', values: [] })) }),
    { A11: 'proven' },
  ],
  [
    'not A11: a vantage point that is blind over IPv6',
    {
      ...dns({
        answers: [SERVERS[0], SERVERS[2]].flatMap((server) =>
          plain(server).map((one) => ({ ...one, outcome: 'timeout', values: [] })),
        ),
      }),
      reach: [{ family: 6, state: 'blind', anchors: [] }],
    },
    {},
  ],
  [
    'A12: another serial number',
    dns({
      answers: (['udp', 'tcp'] as const).map((transport) =>
        answer(SERVERS[1], 'SOA', { name: ZONE, serial: 2, transport }),
      ),
    }),
    { A12: 'proven' },
  ],
  [
    'A12: other TXT records',
    dns({ answers: [answer(SERVERS[1], 'TXT', { name: CHALLENGE, values: ['"old"'] })] }),
    { A12: 'proven' },
  ],
  [
    'not A12: servers that answer with another address each time',
    dns({
      answers: SERVERS.flatMap((server, at) => [
        answer(server, 'A', { values: [`192.0.2.${at}`] }),
        answer(server, 'A', { values: [`192.0.2.${at + 100}`], purpose: 'case' }),
      ]),
    }),
    {},
  ],
  [
    'A13: by client subnet',
    dns({
      answers: [
        answer(SERVERS[0], 'AAAA', {
          values: [OTHER],
          purpose: 'subnet',
          subnet: '193.0.0.0/24',
          dead: [OTHER],
        }),
      ],
    }),
    { A13: 'strong' },
  ],
  [
    'A13: by another place',
    {},
    { A13: 'strong' },
    [
      healthyReport({
        vantage: 'lyon',
        names: [nameFact('AAAA', [OTHER]), nameFact('A', [FOUR])],
        connects: [connectFact({ address: OTHER, outcome: 'connect-timeout' })],
      }),
    ],
  ],
  [
    'not A13: a vantage point that is blind over IPv6',
    {
      ...dns({
        answers: [
          answer(SERVERS[1], 'AAAA', {
            values: [OTHER],
            purpose: 'subnet',
            subnet: '193.0.0.0/24',
            dead: [OTHER],
          }),
        ],
      }),
      reach: [{ family: 6, state: 'blind', anchors: [] }],
    },
    {},
  ],
  [
    'not A13: another address that is well',
    dns({
      answers: [answer(SERVERS[0], 'AAAA', { values: [OTHER], purpose: 'subnet', subnet: '193.0.0.0/24' })],
    }),
    {},
  ],
  [
    'A16: for everybody',
    dns({ names: [signed({ status: 'bogus', reason: 'signature-expired', link: `${NAME} AAAA` })] }),
    { A16: 'proven' },
  ],
  [
    'A16: at one server',
    dns({
      names: [signed({ status: 'secure' })],
      answers: SERVERS.map((server, at) =>
        answer(server, 'AAAA', {
          values: [SIX],
          purpose: 'signed',
          signedUntil: at === 2 ? NOW - 1 : NOW + 1,
        }),
      ),
    }),
    { A16: 'proven' },
  ],
  [
    'not A16: nobody says that the zone is signed',
    dns({
      names: [signed({ status: 'insecure', reason: 'no-ds' })],
      answers: [answer(SERVERS[0], 'AAAA', { values: [SIX], purpose: 'signed', signedUntil: NOW + 1 })],
    }),
    {},
  ],
  ['A18', dns({ names: doubled('nxdomain', []) }), { A18: 'proven' }],
  ['not A18: a wildcard', dns({ names: doubled('answer', ['"x"']) }), {}],
  [
    'A19: nobody at the end of the alias',
    dns({ names: [challenge('nxdomain', ['x.auth.example'])] }),
    { A19: 'proven' },
  ],
  ['A19: nobody who serves it', dns({ names: [challenge('lame', ['x.auth.example'])] }), { A19: 'proven' }],
  [
    'A19: its own name servers do not',
    dns({
      names: [challenge('timeout', [])],
      answers: everywhere('TXT', { name: CHALLENGE, outcome: 'referral', nameServers: ['ns.auth.example'] }),
    }),
    { A19: 'proven' },
  ],
  ["not A19: the zone's own answer does not come", dns({ names: [challenge('timeout', [])] }), {}],
  [
    'A19: one of those who serve it does not',
    {
      ...dns({ names: [challenge('answer', ['x.auth.example'])] }),
      records: [
        {
          about: 'delegation',
          code: 'nameServerLame',
          params: { zone: 'auth.example', servers: 'ns.auth.example' },
        },
      ],
    },
    { A19: 'proven' },
  ],
  [
    "not A19: a provider's name between two orders",
    dns({ names: [challenge('nxdomain', ['_acme-challenge.b.example'])] }),
    {},
  ],
  [
    'A20',
    dns({ answers: [answer(SERVERS[1], 'A', { outcome: 'other-source', source: '192.0.2.99' })] }),
    { A20: 'strong' },
  ],
  [
    'A21: no TCP',
    dns({ answers: everywhere('SOA', { name: ZONE, transport: 'tcp', outcome: 'unreachable' }) }),
    { A21: 'proven' },
  ],
  [
    'A21: large datagrams',
    dns({ answers: everywhere('DNSKEY', { name: ZONE, purpose: 'edns', outcome: 'timeout' }) }),
    { A21: 'proven' },
  ],
  [
    'A21: letters',
    dns({ answers: everywhere('A', { purpose: 'case', outcome: 'over-tcp', truncated: false }) }),
    { A21: 'proven' },
  ],
  [
    'A21: old values',
    dns({ answers: everywhere('TXT', { name: CHALLENGE, outcome: 'over-tcp', truncated: true }) }),
    { A21: 'proven' },
  ],
  [
    'not A21: a large answer that TCP brings',
    dns({
      answers: everywhere('DNSKEY', { name: ZONE, purpose: 'edns', outcome: 'over-tcp', truncated: true }),
    }),
    {},
  ],
  [
    'A22',
    { records: [{ about: 'caa', code: 'forbidden', params: { found: ZONE, reason: 'nobody' } }] },
    { A22: 'proven' },
  ],
  [
    'not A22: nothing was found of the name at all',
    {
      names: [],
      records: [{ about: 'caa', code: 'lookup-failed', params: { found: NAME, reason: 'timeout' } }],
    },
    {},
  ],
];
