// What `validation.dnssec` and `validation.trust_anchors` mean for each way of asking.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type DnssecPlan, planDnssec } from '../../../src/cli/serve/dnssec.ts';
import { settingsSchema } from '../../../src/config/settings.ts';
import { parseTrustAnchor } from '../../../src/config/index.ts';
import { nameKey } from '../../../src/wire/dns/index.ts';

const DIGEST = 'ab'.repeat(32);
const anchor = (zone: string) => `${zone} 3600 IN DS 12345 13 2 ${DIGEST}`;

function plan(validation: Record<string, unknown>): string[] {
  const made = planDnssec(settingsSchema.parse({ validation }).validation);
  return [made.walk, made.stub, made.zone('corp.example')].map(text);
}

function text(way: DnssecPlan['walk']): string {
  if (way === undefined) return 'off';
  return `${way.mode} from ${way.anchors.anchors.map(({ zone }) => nameKey(zone)).join(' ')}`;
}

describe('which answers are validated', () => {
  const zones = { 'corp.example': ['192.0.2.53'] };
  const cases: readonly (readonly [string, Record<string, unknown>, string[]])[] = [
    ['by default', {}, ['require from . .', 'off', 'off']],
    ['off', { dnssec: 'off', trust_anchors: [anchor('.')] }, ['off', 'off', 'off']],
    ['record', { dnssec: 'record' }, ['record from . .', 'record from . .', 'off']],
    ['require', { dnssec: 'require' }, ['require from . .', 'require from . .', 'off']],
    ['a root of its own', { root_hints: ['192.0.2.1'] }, ['off', 'off', 'off']],
    ['a stub for the root', { stubs: { '.': ['192.0.2.1'] } }, ['off', 'off', 'off']],
    [
      'a root of its own, and its key',
      { root_hints: ['192.0.2.1'], trust_anchors: [anchor('.')] },
      ['require from .', 'off', 'off'],
    ],
    ['a key for the root', { trust_anchors: [anchor('.')] }, ['require from .', 'off', 'off']],
    [
      'a key for a zone, whose servers are known',
      { zones, trust_anchors: [anchor('corp.example')] },
      ['require from corp.example . .', 'off', 'require from corp.example'],
    ],
    [
      'a key below it, recorded',
      { zones, dnssec: 'record', trust_anchors: [anchor('sub.corp.example.'), anchor('other.example')] },
      [
        'record from sub.corp.example other.example . .',
        'record from sub.corp.example other.example . .',
        'record from sub.corp.example',
      ],
    ],
  ];
  for (const [title, validation, expected] of cases)
    test(title, () => {
      assert.deepEqual(plan(validation), expected);
    });

  test('zones with servers of their own are islands', () => {
    const { walk } = planDnssec(
      settingsSchema.parse({ validation: { zones, stubs: { 'lab.example': ['192.0.2.1'] } } }).validation,
    );
    assert.deepEqual(walk?.anchors.islands.map(nameKey).toSorted(), ['corp.example', 'lab.example']);
  });
});

describe('a trust anchor as text', () => {
  test('is a DS or DNSKEY record, with or without TTL and class', () => {
    for (const text of [
      `. DS 1 13 2 ${DIGEST}`,
      `. IN DS 1 13 2 ${DIGEST.toUpperCase()}`,
      `. 60 ds 1 13 2 ${DIGEST.slice(0, 20)} ${DIGEST.slice(20)}`,
    ]) {
      assert.deepEqual(parseTrustAnchor(text), {
        zone: '.',
        data: { kind: 'DS', keyTag: 1, algorithm: 13, digestType: 2, digest: new Uint8Array(32).fill(0xab) },
      });
    }
    assert.deepEqual(
      parseTrustAnchor('Corp.Example. DNSKEY 257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4='),
      {
        zone: 'corp.example',
        data: {
          kind: 'DNSKEY',
          flags: 257,
          protocol: 3,
          algorithm: 15,
          publicKey: Uint8Array.from(Buffer.from('l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=', 'base64')),
        },
      },
    );
  });

  for (const [title, text] of [
    ['nothing', ''],
    ['another type', '. A 192.0.2.1'],
    ['a digest with SHA-1', `. DS 1 13 1 ${'ab'.repeat(20)}`],
    ['a digest that is too short', `. DS 1 13 2 ${DIGEST.slice(2)}`],
    ['a digest that is not hexadecimal', `. DS 1 13 2 ${DIGEST.slice(2)}xy`],
    ['a key tag that is too large', `. DS 65536 13 2 ${DIGEST}`],
    ['a key that is no zone key', '. DNSKEY 1 3 15 AAAA'],
    ['a key of another protocol', '. DNSKEY 257 2 15 AAAA'],
    ['a key that is not base 64', '. DNSKEY 257 3 15 AA?A'],
    ['an owner that is no zone', `a..b DS 1 13 2 ${DIGEST}`],
  ] as const)
    test(`is not ${title}`, () => {
      assert.equal(parseTrustAnchor(text), undefined);
    });
});
