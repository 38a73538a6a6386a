// Rows of A1 to A9, A14, A15 and A17: what is published of the name.
import { connectFact, healthyReport, FOUR, nameFact, SIX } from '../../../support/doctor-reports.ts';
import {
  answer,
  connects,
  dns,
  https,
  OTHER,
  otherLeaf,
  SERVERS,
  WILDCARD,
  ZONE,
  type Row,
} from './dns-facts.ts';

export const NAME_ROWS: readonly Row[] = [
  ['nothing of a host that is well', {}, {}],
  ['nothing where the DNS was looked at whole', dns(), {}],

  ['A1: another certificate over IPv6', otherLeaf(), { A1: 'ambiguous' }],
  [
    'A12, and not A1: the addresses differ by name server',
    {
      ...dns({
        answers: [
          answer(SERVERS[1], 'A', { values: ['192.0.2.99'] }),
          answer(SERVERS[1], 'A', { values: ['192.0.2.99'], purpose: 'case' }),
        ],
      }),
      ...otherLeaf(),
    },
    { A12: 'proven' },
  ],
  ['A2: silence over IPv6', connects('connect-timeout'), { A2: 'ambiguous', A4: 'ambiguous' }],
  [
    'A2: the router knows nobody',
    connects('unreachable', 'EHOSTUNREACH'),
    { A2: 'ambiguous', A4: 'ambiguous' },
  ],
  ['not A2: refused, so that somebody is there', connects('refused', 'ECONNREFUSED'), {}],
  [
    'A3: silence, at an address of a wildcard',
    { ...dns({ names: [WILDCARD] }), ...connects('connect-timeout') },
    { A3: 'ambiguous', A4: 'ambiguous' },
  ],
  ['not A3: a wildcard that is well', dns({ names: [WILDCARD] }), {}],
  [
    'A5: unique local',
    { names: [nameFact('AAAA', ['fd00::1']), nameFact('A', [FOUR])], refused: ['fd00::1'], connects: [] },
    { A5: 'proven' },
  ],
  ['not A5: a documentation address that is let through', { refused: [] }, {}],
  [
    'A6',
    dns({ names: [nameFact('AAAA', []), nameFact('AAAA', [], { host: ZONE, role: 'sibling' })] }),
    { A6: 'proven' },
  ],
  [
    'not A6: AAAA was not answered',
    { names: [nameFact('AAAA', [], { outcome: 'timeout' }), nameFact('A', [], { outcome: 'timeout' })] },
    {},
  ],
  [
    'A7',
    dns({ names: [nameFact('A', []), nameFact('A', [], { host: ZONE, role: 'sibling' })] }),
    { A7: 'proven' },
  ],
  ['A8', dns({ names: [nameFact('AAAA', [], { host: ZONE, role: 'sibling' })] }), { A8: 'proven' }],
  [
    'not A8: there is no sibling',
    dns({
      names: (['AAAA', 'A'] as const).map((type) =>
        nameFact(type, [], { host: ZONE, role: 'sibling', outcome: 'nxdomain' }),
      ),
    }),
    {},
  ],
  [
    'A9: one of two is silent',
    {
      names: [nameFact('AAAA', [SIX, OTHER]), nameFact('A', [FOUR])],
      connects: [
        ...healthyReport().connects,
        connectFact({ address: OTHER, port: 80, use: 'http', outcome: 'connect-timeout' }),
        connectFact({ address: OTHER, outcome: 'connect-timeout' }),
      ],
    },
    { A9: 'proven' },
  ],
  [
    'not A9: both take connections',
    {
      names: [nameFact('AAAA', [SIX, OTHER]), nameFact('A', [FOUR])],
      connects: [...healthyReport().connects, connectFact({ address: OTHER })],
    },
    {},
  ],
  [
    'A14: and then not A6',
    {
      names: [
        nameFact('AAAA', [], { chain: ['cdn.example'] }),
        nameFact('A', [FOUR], { chain: ['cdn.example'] }),
      ],
    },
    { A14: 'proven' },
  ],
  [
    'not A14: an alias with both',
    {
      names: [
        nameFact('AAAA', [SIX], { chain: ['cdn.example'] }),
        nameFact('A', [FOUR], { chain: ['cdn.example'] }),
      ],
    },
    {},
  ],
  ['A15: a hint', dns({ names: [https(`1 . ipv6hint=${OTHER}`)] }), { A15: 'proven' }],
  [
    'A15: a target without addresses',
    dns({
      names: [
        https('0 gone.example'),
        ...(['AAAA', 'A'] as const).map((type) =>
          nameFact(type, [], { host: 'gone.example', role: 'target' }),
        ),
      ],
    }),
    { A15: 'proven' },
  ],
  ['not A15: hints that are right', dns({ names: [https(`1 . ipv4hint=${FOUR} ipv6hint=${SIX}`)] }), {}],
  [
    'A17: an old address',
    dns({ names: [nameFact('AAAA', [OTHER], { role: 'cached', ttl: 3_000 })] }),
    { A17: 'proven' },
  ],
  ['A17: a denial', dns({ names: [nameFact('AAAA', [], { role: 'cached' })] }), { A17: 'proven' }],
  ['not A17: the same', dns({ names: [nameFact('AAAA', [SIX], { role: 'cached', ttl: 3_000 })] }), {}],
  [
    'not A17: of a name whose servers answer clients elsewhere in another way',
    dns({
      names: [nameFact('AAAA', [OTHER], { role: 'cached', ttl: 3_000 })],
      answers: [answer(SERVERS[0], 'AAAA', { values: [OTHER], purpose: 'subnet', subnet: '193.0.0.0/24' })],
    }),
    {},
  ],
];
