// Causes A1 to A22, each with what shows it and what does not, from reports of a host that is well.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnose } from '../../../../src/doctor/causes/index.ts';
import { DNS_CAUSES } from '../../../../src/doctor/causes/dns/table.ts';
import type { InsideReport } from '../../../../src/doctor/inside/index.ts';
import type { AnswerFact, NameFact, OutsideReport } from '../../../../src/doctor/outside/index.ts';
import {
  connectFact,
  FOUR,
  handshakeFact,
  healthyInside,
  healthyReport,
  leafFact,
  NAME,
  nameFact,
  NOW,
  SIX,
} from '../../../support/doctor-reports.ts';

const OTHER = '2001:db8:9::10';
const ZONE = 'example.org';
const CHALLENGE = `_acme-challenge.${NAME}`;

/** Host, address and family of two name servers. */
const SERVERS = [
  ['ns1.example.org', '2001:db8::53', 6],
  ['ns1.example.org', '192.0.2.53', 4],
  ['ns2.example.org', '2001:db8::54', 6],
  ['ns2.example.org', '192.0.2.54', 4],
] as const;

type Over = Partial<OutsideReport>;
/** Causes that are named, each with its certainty; notes too. */
type Named = Readonly<Record<string, string>>;

function named(report: OutsideReport, inside?: InsideReport, others: readonly OutsideReport[] = []): Named {
  const { findings, notes } = diagnose({ seen: { report, others, again: undefined }, inside });
  return Object.fromEntries(
    [...findings, ...notes].flatMap(({ id, certainty }) => (id.startsWith('A') ? [[id, certainty]] : [])),
  );
}

/** Everything that the DNS says of a name that is well, with some facts in place of others. */
function dns({ names = [], answers = [] }: { names?: NameFact[]; answers?: AnswerFact[] } = {}): Over {
  const own = [nameFact('AAAA', [SIX]), nameFact('A', [FOUR]), ...besides()];
  const asked = SERVERS.flatMap((server) => plain(server));
  const isNew = (fact: NameFact) =>
    !names.some(({ role, type, host }) => role === fact.role && type === fact.type && host === fact.host);
  const isOther = (fact: AnswerFact) => !answers.some((one) => questionOf(one) === questionOf(fact));
  return { names: [...own.filter(isNew), ...names], answers: [...asked.filter(isOther), ...answers] };
}

function besides(): NameFact[] {
  const zone = { host: ZONE, role: 'zone', outcome: 'answer' } as const;
  return [
    nameFact('SOA', [], { ...zone, values: ['ns1.example.org 1'], ttl: 300 }),
    nameFact('NS', [], { ...zone, values: ['ns1.example.org', 'ns2.example.org'] }),
    nameFact('AAAA', [SIX], { host: ZONE, role: 'sibling' }),
    nameFact('A', [FOUR], { host: ZONE, role: 'sibling' }),
    nameFact('AAAA', [], { host: `aa.${ZONE}`, role: 'random', outcome: 'nxdomain' }),
    nameFact('TXT', [], { host: CHALLENGE, role: 'challenge', outcome: 'nxdomain' }),
    ...SERVERS.map(([host, address, family]) =>
      nameFact(family === 6 ? 'AAAA' : 'A', [address], { host, role: 'server' }),
    ),
  ];
}

type Server = (typeof SERVERS)[number];

function plain(server: Server): AnswerFact[] {
  return [
    answer(server, 'SOA', { name: ZONE, serial: 1, values: ['ns1.example.org 1'] }),
    answer(server, 'SOA', { name: ZONE, serial: 1, values: ['ns1.example.org 1'], transport: 'tcp' }),
    answer(server, 'AAAA', { values: [SIX] }),
    answer(server, 'AAAA', { values: [SIX], transport: 'tcp' }),
    answer(server, 'A', { values: [FOUR] }),
    answer(server, 'A', { values: [FOUR], purpose: 'case' }),
    answer(server, 'AAAA', { values: [SIX], purpose: 'signed' }),
    answer(server, 'DNSKEY', { name: ZONE, outcome: 'nodata', purpose: 'edns' }),
    answer(server, 'TXT', { name: CHALLENGE, outcome: 'nxdomain' }),
  ];
}

function answer([host, address, family]: Server, type: string, over: Partial<AnswerFact>): AnswerFact {
  return {
    zone: ZONE,
    server: host,
    address,
    family,
    transport: 'udp',
    purpose: 'plain',
    name: NAME,
    type,
    outcome: 'answer',
    values: [],
    ms: 10,
    ...over,
  };
}

function questionOf({ address, name, type, transport, purpose }: AnswerFact): string {
  return [address, name, type, transport, purpose].join(' ');
}

/** The same of every server address. */
function everywhere(type: string, over: Partial<AnswerFact>): AnswerFact[] {
  return SERVERS.map((server) => answer(server, type, over));
}

/** Connections over IPv6 that end so, and IPv4 as it is. */
function connects(outcome: string, errno?: string): Over {
  const { connects: all } = healthyReport();
  const ending = { outcome, ...(errno !== undefined && { errno }) };
  return { connects: all.map((one) => (one.family === 6 ? connectFact({ ...one, ...ending }) : one)) };
}

/** Over IPv6 another certificate is shown. */
function otherLeaf(): Over {
  const leaf = leafFact({ fingerprint: 'ee'.repeat(32) });
  const { handshakes } = healthyReport();
  return { handshakes: handshakes.map((one) => (one.family === 6 ? handshakeFact({ ...one, leaf }) : one)) };
}

const WILDCARD = nameFact('AAAA', [SIX], { host: `aa.${ZONE}`, role: 'random' });

/** The machine has another lasting address than the one published. */
function elsewhere(address: string): InsideReport {
  const { addresses } = healthyInside();
  return healthyInside({
    addresses: addresses.map((one) => (one.address === SIX ? { ...one, address } : one)),
  });
}

const ROWS: readonly (readonly [
  title: string,
  over: Over,
  found: Named,
  others?: readonly OutsideReport[],
])[] = [
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

function https(value: string): NameFact {
  return nameFact('HTTPS', [], { outcome: 'answer', values: [value] });
}

function signed(dnssec: NonNullable<NameFact['dnssec']>): NameFact {
  return nameFact('AAAA', [], { role: 'signed', outcome: 'answer', dnssec });
}

function challenge(outcome: string, chain: string[]): NameFact {
  return nameFact('TXT', [], { host: CHALLENGE, role: 'challenge', outcome, chain });
}

function doubled(outcome: string, values: string[]): NameFact[] {
  const host = `${CHALLENGE}.${ZONE}`;
  return [
    nameFact('TXT', [], { host, role: 'doubled', outcome: 'answer', values: ['"x"'] }),
    nameFact('TXT', [], { host: `aa.${NAME}.${ZONE}`, role: 'random', outcome, values }),
  ];
}

/** How many rivals there are is told by the other rooms: of causes that share their symptoms only that they are named. */
function flat(one: Named): Named {
  return Object.fromEntries(Object.entries(one).map(([id, sure]) => [id, RIVALS.has(id) ? '' : sure]));
}

describe('causes of the DNS', () => {
  for (const [title, over, found, others] of ROWS)
    it(title, () => {
      const all = named(healthyReport(over), undefined, others);
      assert.deepEqual(flat(all), flat(found));
    });

  it('each of them has a row that shows it', () => {
    const shown = new Set(ROWS.flatMap(([, , found]) => Object.keys(found)));
    assert.deepEqual(
      DNS_CAUSES.map(({ id }) => id).filter((id) => !shown.has(id)),
      [],
    );
  });
});

/** What shares its symptom with causes of other rooms. */
const RIVALS: ReadonlySet<string> = new Set(['A1', 'A2', 'A3', 'A4']);

describe('causes of the DNS, with what the machine says', () => {
  const dead = healthyReport(connects('connect-timeout'));

  it('A1: proven where the machine has another address, and ruled out where it has this one', () => {
    const report = healthyReport(otherLeaf());
    assert.equal(named(report, elsewhere(OTHER))['A1'], 'proven');
    assert.equal(named(report, healthyInside())['A1'], undefined);
  });

  it("A1: strong, without the machine, where another site's page and good certificate are shown", () => {
    const leaf = leafFact({ fingerprint: 'ee'.repeat(32), covers: false, names: ['other.example'] });
    const { handshakes, responses } = healthyReport();
    const page = responses.map((one) => (one.family === 6 ? { ...one, digest: 'ee'.repeat(32) } : one));
    const shown = handshakes.map((one) => (one.family === 6 ? handshakeFact({ ...one, leaf }) : one));
    assert.equal(named(healthyReport({ handshakes: shown, responses: page }))['A1'], 'strong');
  });

  it('A2: proven where the machine has another address, and ruled out where it has this one', () => {
    assert.deepEqual(named(dead, elsewhere('2001:db8:9::99')), { A2: 'proven' });
    assert.deepEqual(named(dead, healthyInside()), {});
  });

  it('A2: a machine without any IPv6 does not say which address would be right', () => {
    const { addresses } = healthyInside();
    const none = healthyInside({ addresses: addresses.filter(({ family }) => family === 4) });
    assert.notEqual(named(dead, none)['A2'], 'proven');
  });

  it('A3: a wildcard, and the machine has another address', () => {
    const report = healthyReport({ ...dns({ names: [WILDCARD] }), ...connects('connect-timeout') });
    assert.deepEqual(named(report, elsewhere('2001:db8:9::99')), { A3: 'proven' });
  });

  it('A4: the machine has the same address in another network', () => {
    assert.deepEqual(named(dead, elsewhere(OTHER)), { A4: 'proven' });
  });

  it('A20: the machine that was asked listens on any address, and has two', () => {
    const [, server] = SERVERS;
    const report = healthyReport(
      dns({ answers: [answer(server, 'A', { outcome: 'other-source', source: '192.0.2.99' })] }),
    );
    assert.equal(named(report, listening('0.0.0.0'))['A20'], 'proven');
    assert.equal(named(report, listening('192.0.2.53'))['A20'], undefined);
    assert.equal(named(report, healthyInside())['A20'], 'strong');
  });
});

/** The machine has a name server's address beside its own, and one listens there. */
function listening(address: string): InsideReport {
  const inside = healthyInside();
  return healthyInside({
    addresses: [
      ...inside.addresses,
      { ifname: 'eth0', address: '192.0.2.53', family: 4, prefix: 24, scope: 'global', flags: [] },
    ],
    listeners: [...inside.listeners, { protocol: 'udp', family: 4, address, port: 53, process: 'named' }],
  });
}
