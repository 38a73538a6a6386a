// Each finding of `sixfour name check`, from evidence alone: right evidence has none, and what spoils it is named.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type HealthEvidence, judgeHealth } from '../../../../src/delegation/health/index.ts';
import { catalogue, describeFault } from '../../../../src/i18n/index.ts';
import { all, answering, CUSTOMER, evidenceOf, lookupOf, TARGET, ZONE } from './evidence.ts';

const RECORD = `_acme-challenge.www.example.org. IN CNAME ${TARGET}.`;
const ns = (zone: string) => [`ns1.${zone}`, `ns2.${zone}`];
const delegated = answering('record', { outcome: 'referral', nameServers: ns(ZONE) });
const only = (family: 4 | 6, evidence: HealthEvidence): HealthEvidence => ({
  ...evidence,
  ours: { ...evidence.ours, servers: evidence.ours.servers.filter((one) => one.family === family) },
});

const ROWS: readonly [
  title: string,
  evidence: HealthEvidence,
  findings: readonly (readonly [string, RegExp])[],
][] = [
  ['a CNAME everywhere', evidenceOf(), []],
  ['NS records with all of our name servers', evidenceOf({ customer: delegated, nameServers: ns(ZONE) }), []],
  [
    'a CNAME to a CNAME to ours',
    evidenceOf(
      { customer: answering('record', { target: 'far.example.com' }) },
      { resolution: lookupOf({ chain: ['far.example.com', TARGET] }) },
    ),
    [],
  ],
  [
    'nothing is published',
    evidenceOf({ customer: answering('record', { outcome: 'nxdomain' }) }),
    [['delegationRecordMissing', new RegExp(`Publish: ${RECORD}`)]],
  ],
  [
    'published at one of two servers',
    evidenceOf({ customer: answering('record', { outcome: 'nodata' }, { host: `ns2.${CUSTOMER}` }) }),
    [
      [
        'delegationRecordMissing',
        /at ns2\.example\.org \(2001:db8::2\), ns2\.example\.org \(192\.0\.2\.2\)\./,
      ],
      ['nameServersDisagree', /of example\.org/],
    ],
  ],
  [
    'another target',
    evidenceOf({ customer: answering('record', { target: 'org-example.acme.example.net' }) }),
    [
      [
        'delegationRecordWrong',
        /CNAME org-example\.acme\.example\.net\. Publish instead: _acme-challenge\.www/,
      ],
    ],
  ],
  [
    'NS records where the settings have no challenge zones',
    evidenceOf({ customer: delegated }),
    [['delegationRecordWrong', /NS ns1\.acme\.example\.net\., NS ns2\.acme\.example\.net\./]],
  ],
  [
    'NS records with one of our two name servers',
    evidenceOf({
      customer: answering('record', { outcome: 'referral', nameServers: [`ns1.${ZONE}`] }),
      nameServers: ns(ZONE),
    }),
    [['delegationRecordWrong', /Publish instead/]],
  ],
  [
    'a wildcard made the CNAME',
    evidenceOf({ customer: answering('sibling', { outcome: 'answer', target: TARGET }) }),
    [['delegationRecordSynthesised', /comes from a wildcard/]],
  ],
  [
    'a wildcard beside it that leads elsewhere',
    evidenceOf({ customer: answering('sibling', { outcome: 'answer', target: 'www.example.org' }) }),
    [],
  ],
  [
    'TXT beside the CNAME',
    evidenceOf({ customer: answering('texts', { outcome: 'answer' }, { host: `ns1.${CUSTOMER}` }) }),
    [['delegationTextsBeside', /Delete them/]],
  ],
  [
    'our server does not know the label',
    evidenceOf({ ours: answering('values', { outcome: 'nxdomain' }) }),
    [['delegationTargetAbsent', /org-example-www\.acme\.example\.net does not exist/]],
  ],
  [
    'a signature that does not hold',
    evidenceOf(
      {},
      {
        resolution: lookupOf({
          outcome: 'bogus',
          dnssec: { status: 'bogus', reason: 'signature-missing', link: 'example.org DNSKEY' },
        }),
      },
    ),
    [['delegationBogus', /example\.org DNSKEY: the signature is missing\. Sign that zone/]],
  ],
  [
    'no answer for the CA, and nobody to blame',
    evidenceOf({}, { resolution: lookupOf({ outcome: 'loop' }) }),
    [['delegationUnresolved', /\(loop\)/]],
  ],
  [
    'silent over UDP on one address',
    evidenceOf({ ours: all({ outcome: 'timeout' }, { transport: 'udp', host: `ns1.${ZONE}`, family: 6 }) }),
    [
      [
        'nameServerSilent',
        /over UDP for acme\.example\.net from ns1\.acme\.example\.net \(2001:db8::1\)\. Open/,
      ],
    ],
  ],
  [
    'no TCP',
    evidenceOf({ customer: all({ outcome: 'unreachable', errno: 'ECONNREFUSED' }, { transport: 'tcp' }) }),
    [['nameServerSilent', /over TCP for example\.org/]],
  ],
  [
    'an answer from another address',
    evidenceOf({
      ours: all(
        { outcome: 'other-source', source: '192.0.2.99' },
        { transport: 'udp', host: `ns1.${ZONE}`, family: 4 },
      ),
    }),
    [['nameServerOtherSource', /ns1\.acme\.example\.net \(192\.0\.2\.1\) answers from 192\.0\.2\.99/]],
  ],
  [
    'a lame server',
    evidenceOf({ customer: all({ outcome: 'refused' }, { host: `ns2.${CUSTOMER}` }) }),
    [['nameServerLame', /Load the zone there/]],
  ],
  [
    'a name server without an address',
    ((evidence: HealthEvidence) => ({
      ...evidence,
      ours: { ...evidence.ours, hosts: [...evidence.ours.hosts, 'ns3.example.net'] },
    }))(evidenceOf()),
    [['nameServerUnaddressed', /^ns3\.example\.net is a name server of acme\.example\.net/]],
  ],
  [
    'a DS record for a zone without keys',
    ((evidence: HealthEvidence) => ({
      ...evidence,
      customer: { ...evidence.customer, signed: true as const },
    }))(evidenceOf({ customer: answering('keys', { outcome: 'answer' }, { host: `ns1.${CUSTOMER}` }) })),
    [
      [
        'zoneKeysMissing',
        /above example\.org has a DS record for it, and ns2\.example\.org \(2001:db8::2\), ns2/,
      ],
    ],
  ],
  ['IPv4 alone', only(4, evidenceOf()), [['nameServersOneFamily', /an IPv6 address.*Publish AAAA records/]]],
  ['IPv6 alone', only(6, evidenceOf()), [['nameServersOneFamily', /an IPv4 address.*Publish A records/]]],
  [
    'no zone of the customer',
    evidenceOf({}, { customer: { lookups: [], hosts: [], servers: [] } }),
    [['delegationZoneUnknown', /No zone in the DNS holds www\.example\.org/]],
  ],
  [
    'our zone is not delegated',
    evidenceOf({}, { ours: { lookups: [], hosts: [], servers: [] } }),
    [['delegatedZoneUnknown', /who serves acme\.example\.net/]],
  ],
];

describe('delegation health, judged', () => {
  for (const [title, evidence, findings] of ROWS) {
    it(title, () => {
      const health = judgeHealth(evidence);
      assert.deepEqual(
        health.findings.map(({ code }) => code),
        findings.map(([code]) => code),
      );
      for (const [index, [, says]] of findings.entries()) {
        const finding = health.findings[index];
        assert.match(finding === undefined ? '' : describeFault(finding, catalogue('en')), says);
      }
      assert.deepEqual(health.familiesNotMeasured, []);
    });
  }

  it('a family that this machine has no way out over is not measured, and nobody is blamed for it', () => {
    const cut = all({ outcome: 'unreachable', errno: 'ENETUNREACH' }, { family: 6 });
    const health = judgeHealth(evidenceOf({ customer: cut, ours: cut }));
    assert.deepEqual(health, { findings: [], familiesNotMeasured: [6], notAsked: [] });
  });

  it('what the address policy forbids is told, and not judged', () => {
    const health = judgeHealth(
      evidenceOf({ ours: (one) => (one.family === 4 ? { ...one, refused: true, answers: [] } : one) }),
    );
    assert.deepEqual(health, { findings: [], familiesNotMeasured: [], notAsked: ['192.0.2.1', '192.0.2.2'] });
  });
});
