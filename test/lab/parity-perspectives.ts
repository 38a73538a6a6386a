// Row 16: several perspectives, each in a network of its own, over mutual TLS; some are blocked, hang, lie or are lied to.
import { reset } from './faults.ts';
import {
  ALL_INVALID,
  ALL_VALID,
  dual,
  type Elsewhere,
  type Scenario,
  socket,
  webroot,
} from './parity-shape.ts';

const REGIONS = ['ARIN', 'RIPE', 'APNIC', 'LACNIC', 'AFRINIC', 'ARIN'] as const;

export const PERSPECTIVES: readonly Scenario[] = [
  row('16a', '1 of 3 perspectives blocked', ALL_VALID, ['passes', 'blocked', 'passes']),
  row('16b', '1 of 4 blocked', ALL_VALID, ['passes', 'blocked', 'passes', 'passes']),
  row('16c', '1 of 5 blocked', ALL_VALID, ['blocked', 'passes', 'passes', 'passes', 'passes']),
  {
    ...row('16d', '2 of 4 blocked', ALL_INVALID, ['blocked', 'passes', 'blocked', 'passes']),
    says: /: 2 over IPv[64] \(connection refused\)/,
  },
  row('16e', '2 of 6 blocked', ALL_VALID, ['blocked', 'passes', 'passes', 'blocked', 'passes', 'passes']),
  row('16f', '3 of 6 blocked', ALL_INVALID, ['blocked', 'blocked', 'passes', 'blocked', 'passes', 'passes']),
  {
    ...row('16g', 'all that pass stand in one region', ALL_INVALID, []),
    perspectives: [
      { name: 'p1', region: 'RIPE', does: 'passes' },
      { name: 'p2', region: 'RIPE', does: 'passes' },
      { name: 'p3', region: 'RIPE', does: 'passes' },
      { name: 'p4', region: 'APNIC', does: 'blocked' },
    ],
    saw: [{ kind: 'quorum', passed: 3, needed: 3, regions: ['RIPE'], regionsNeeded: 2, reached: false }],
    says: /region/,
  },
  {
    ...row('16h', '1 of 4 hangs: cut 2 s after the others decided', ALL_VALID, [
      'passes',
      'passes',
      'hanging',
      'passes',
    ]),
    saw: [
      { kind: 'perspective', perspective: 'p3', outcome: 'cut' },
      { kind: 'quorum', asked: 4, passed: 3, reached: true },
    ],
  },
  {
    ...row('16i', '1 of 4 hangs, 1 blocked', ALL_INVALID, ['passes', 'blocked', 'hanging', 'passes']),
    saw: [
      { kind: 'perspective', perspective: 'p2', outcome: 'failed' },
      { kind: 'quorum', asked: 4, passed: 2, reached: false },
    ],
  },
  {
    ...row('16j', '1 of 4 answers in the name of another', ALL_VALID, [
      'passes',
      'passes',
      'passes',
      'lying',
    ]),
    saw: [{ kind: 'perspective', perspective: 'p4', outcome: 'wrong-perspective' }],
  },
  {
    ...row('16k', '1 of 4 answers in the name of another, 1 blocked', ALL_INVALID, [
      'passes',
      'blocked',
      'passes',
      'lying',
    ]),
    saw: [{ kind: 'perspective', perspective: 'p4', outcome: 'wrong-perspective' }],
  },
  {
    ...row('16l', '1 of 4 is told false addresses, where another server answers', ALL_VALID, [
      'passes',
      'hijacked',
      'passes',
      'passes',
    ]),
    saw: [
      {
        kind: 'perspective',
        perspective: 'p2',
        outcome: 'failed',
        fault: { code: 'validationWrongBody' },
      },
    ],
  },
  {
    ...row('16m', 'blocked here, the perspectives would pass', ALL_INVALID, [
      'passes',
      'passes',
      'passes',
      'passes',
    ]),
    fault: async (network, at) => {
      const ca = network.node('ca');
      await reset(network, { from: ca.v6, to: at.v6, port: 80 });
      await reset(network, { from: ca.v4, to: at.v4, port: 80 });
    },
    saw: [{ kind: 'attempt', outcome: 'refused' }],
    never: ['perspective', 'quorum'],
  },
];

/** Perspectives in as many regions as there are; the name is told by the name server that can lie to one of them. */
function row(
  number: string,
  what: string,
  expect: Scenario['expect'],
  doings: readonly Elsewhere['does'][],
): Scenario {
  const hijacked = doings.includes('hijacked');
  const failed = doings.filter((does) => does !== 'passes').length;
  return {
    row: number,
    what: `perspectives: ${what}`,
    perspectives: doings.map((does, i) => ({ name: `p${i + 1}`, region: REGIONS[i] ?? 'ARIN', does })),
    ...(hijacked
      ? {
          fakes: (at) => ({
            zones: [{ name: at.name, records: `@ AAAA ${at.v6}\n@ A ${at.v4}` }],
            // p2, by its addresses
            rules: [
              {
                name: at.name,
                client: ['fd64:0:0:5::/64', '10.64.5.0/24'],
                fault: 'answer' as const,
                records: `@ AAAA ${at.other.v6}\n@ A ${at.other.v4}`,
              },
            ],
          }),
        }
      : { dns: dual }),
    web: (at) => [
      webroot(at),
      { listen: [socket(at.other.v6, 80), socket(at.other.v4, 80)], serve: 'wrong' as const },
    ],
    expect,
    saw: [
      { kind: 'quorum', asked: doings.length, passed: doings.length - failed, reached: expect === ALL_VALID },
    ],
  };
}
