// Delegation health over real sockets: scripted name servers, an iterative resolver, and what is found wrong with what they say.
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { systemClock } from '../../../../src/core/index.ts';
import {
  createHealthCheck,
  type HealthEvidence,
  judgeHealth,
} from '../../../../src/delegation/health/index.ts';
import { delegate, DNS_01 } from '../../../../src/delegation/names/index.ts';
import {
  createAddressPolicy,
  createIterativeResolver,
  createServerProber,
} from '../../../../src/net/index.ts';
import { nameFromText, nameKey, RCODE, TYPE } from '../../../../src/wire/dns/index.ts';
import type { Message, ResourceRecord } from '../../../../src/wire/dns/index.ts';
import { record } from '../../../support/dns-answer.ts';
import { type DnsServer, type DnsServerSettings, startDnsServer } from '../../../support/dns-server.ts';
import { CHALLENGE, CUSTOMER, TARGET, ZONE } from './evidence.ts';

const NS1 = `ns1.${ZONE}`;
const here = { AAAA: ['::1'], A: ['127.0.0.1'] };
const NAMES: NonNullable<DnsServerSettings['names']> = {
  [CUSTOMER]: { NS: [`ns.${CUSTOMER}`] },
  [`ns.${CUSTOMER}`]: here,
  [`www.${CUSTOMER}`]: here,
  [CHALLENGE]: { CNAME: TARGET },
  [ZONE]: { NS: [NS1] },
  [NS1]: here,
  [TARGET]: {},
};

const DS = { kind: 'DS', keyTag: 1, algorithm: 13, digestType: 2, digest: new Uint8Array(32) } as const;

describe('delegation health, asked', () => {
  const running: DnsServer[] = [];
  afterEach(async () => {
    for (const dns of running.splice(0)) await dns.close();
  });

  async function serve(settings: DnsServerSettings, own?: (query: Message) => Message | undefined) {
    const dns = await startDnsServer({
      ...settings,
      handler: (query) => own?.(query) ?? soa(settings, query),
    });
    running.push(dns);
    return dns;
  }

  const zones = ['.', CUSTOMER, ZONE];

  it('every address of both zones is asked over UDP and TCP, and nothing is found', async () => {
    const dns = await serve({ zones, names: NAMES });
    const evidence = await look(dns);
    assert.deepEqual(codes(evidence), []);
    const { customer, ours, resolution } = evidence;
    assert.deepEqual([customer.zone, ours.zone], [CUSTOMER, ZONE]);
    assert.deepEqual(
      ours.servers.map(({ host, address, answers }) => [
        host,
        address,
        ...answers.map(({ outcome }) => outcome),
      ]),
      [
        [NS1, '::1', 'answer', 'nodata', 'nodata', 'nodata'],
        [NS1, '127.0.0.1', 'answer', 'nodata', 'nodata', 'nodata'],
      ],
    );
    for (const { answers } of customer.servers)
      assert.deepEqual(
        answers.map(({ question, transport, outcome, target }) => [question, transport, outcome, target]),
        [
          ['zone', 'udp', 'answer', undefined],
          ['record', 'udp', 'answer', TARGET],
          ['record', 'tcp', 'answer', TARGET],
          ['texts', 'udp', 'alias', undefined],
          ['sibling', 'udp', 'nxdomain', undefined],
          ['keys', 'tcp', 'nodata', undefined],
        ],
      );
    assert.equal(customer.servers.length, 2);
    assert.deepEqual(resolution.chain, [TARGET]);
  });

  const rows: readonly [
    string,
    DnsServerSettings['names'],
    string[],
    ((query: Message) => Message | undefined)?,
  ][] = [
    ['no record', { [CHALLENGE]: {} }, ['delegationRecordMissing']],
    ['another target', { [CHALLENGE]: { CNAME: NS1 } }, ['delegationRecordWrong']],
    [
      'an unknown label',
      {},
      ['delegationTargetAbsent'],
      (query) => {
        const denied = answerAt(query, TARGET, 'TXT', { kind: 'TXT', strings: [] });
        return denied && { ...denied, rcode: RCODE.NXDOMAIN, answers: [] };
      },
    ],
    ['refused where it leads', { [TARGET]: { rcode: 'REFUSED' } }, ['nameServerLame']],
    ['not authoritative', { [TARGET]: { notAuthoritative: true } }, ['nameServerLame']],
    ['no TCP', { [TARGET]: { drop: 'tcp' } }, ['nameServerSilent']],
    [
      'another source',
      { [CHALLENGE]: { CNAME: TARGET, per: { CNAME: { before: ['wrong-source'], silentAfter: true } } } },
      ['nameServerOtherSource', 'nameServerOtherSource'],
    ],
    [
      'TXT beside',
      {},
      ['delegationTextsBeside'],
      (query) => answerAt(query, CHALLENGE, 'TXT', { kind: 'TXT', strings: [new Uint8Array(3)] }),
    ],
    ['a DS record above, and no keys', {}, ['zoneKeysMissing'], (query) => answerAt(query, ZONE, 'DS', DS)],
    [
      'a wildcard',
      {},
      ['delegationRecordSynthesised'],
      (query) => {
        const name = nameKey(query.questions[0]?.name ?? []);
        if (!/^[0-9a-f]{14}\.www\.example\.org$/.test(name)) return undefined;
        return answerAt(query, name, 'CNAME', { kind: 'CNAME', target: nameFromText(TARGET) });
      },
    ],
  ];
  for (const [title, names, findings, own] of rows)
    it(title, async () => {
      const dns = await serve({ zones, names: { ...NAMES, ...names } }, own);
      assert.deepEqual(codes(await look(dns)), findings);
    });

  it('NS records: the servers that they name are asked at the challenge itself', {
    skip: process.platform !== 'linux',
  }, async () => {
    const delegations = { [CHALLENGE]: { [NS1]: [] } };
    const { [CHALLENGE]: _, ...names } = NAMES;
    const all = { ...names, [NS1]: { A: ['127.0.0.2'] } };
    const parent = await serve({ zones: ['.', CUSTOMER], delegations, names: all });
    await serve({ zones: [CHALLENGE], names: { [CHALLENGE]: {} }, listen: ['127.0.0.2'], port: parent.port });
    const evidence = await look(parent, [NS1]);
    assert.equal(evidence.ours.zone, CHALLENGE);
    assert.deepEqual(
      evidence.ours.servers.map(({ address, answers }) => [
        address,
        ...answers.map(({ outcome }) => outcome),
      ]),
      [['127.0.0.2', 'answer', 'nodata', 'nodata', 'nodata']],
    );
    assert.deepEqual(codes(evidence), ['nameServersOneFamily']);
  });
});

/** The scripted server has no SOA of its own to answer with. */
function soa({ zones = [] }: DnsServerSettings, query: Message): Message | undefined {
  const name = nameKey(query.questions[0]?.name ?? []);
  if (!zones.includes(name)) return undefined;
  const mname = nameFromText(`ns.${CUSTOMER}`);
  const times = { serial: 1, refresh: 2, retry: 3, expire: 4, minimum: 5 };
  return answerAt(query, name, 'SOA', { kind: 'SOA', mname, rname: mname, ...times });
}

function answerAt(
  query: Message,
  name: string,
  type: 'SOA' | 'TXT' | 'CNAME' | 'DS',
  data: ResourceRecord['data'],
): Message | undefined {
  const [question] = query.questions;
  if (question === undefined || question.type !== TYPE[type] || nameKey(question.name) !== name)
    return undefined;
  const answers = [record(question.name, TYPE[type], data)];
  return { ...query, response: true, authoritative: true, answers, authorities: [], additionals: [] };
}

async function look(dns: DnsServer, nameServers: readonly string[] = []): Promise<HealthEvidence> {
  const check = createHealthCheck({
    resolver: createIterativeResolver({ clock: systemClock, hints: dns.servers, port: dns.port }).session(),
    prober: createServerProber({ clock: systemClock }),
    policy: createAddressPolicy({ allowed: () => [], allowLoopback: true }),
    clock: systemClock,
    port: dns.port,
  });
  const delegation = delegate(`www.${CUSTOMER}`, DNS_01, 'readable', ZONE);
  return check.collect({ delegation, zone: ZONE, nameServers });
}

function codes(evidence: HealthEvidence): string[] {
  return judgeHealth(evidence).findings.map(({ code }) => code);
}
