// What is asked so that an answer can be validated: DO and CD, the parent for DS, and every message kept.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { systemClock } from '../../../../src/core/index.ts';
import {
  createIterativeResolver,
  createStubResolver,
  createZoneResolver,
} from '../../../../src/net/index.ts';
import type { Lookup, Resolver } from '../../../../src/net/index.ts';
import { CLASS, TYPE, nameFromText, nameKey } from '../../../../src/wire/dns/index.ts';
import type { ResourceRecord } from '../../../../src/wire/dns/index.ts';
import { startDnsServer } from '../../../support/dns-server.ts';

const NAMES = {
  'www.zone.test': { A: ['192.0.2.1'] },
  'alias.zone.test': { CNAME: 'www.zone.test' },
};
const question = { name: 'alias.zone.test', type: 'A', hop: 0 } as const;
const inTime = () => systemClock.monotonic() + 5000;

const DS: ResourceRecord = {
  name: nameFromText('zone.test'),
  type: TYPE.DS,
  class: CLASS.IN,
  ttl: 60,
  data: { kind: 'DS', keyTag: 1, algorithm: 13, digestType: 2, digest: new Uint8Array(32) },
};

describe('a lookup that is to be validated', async () => {
  const dns = await startDnsServer({ names: NAMES, zones: ['.', 'zone.test'], listen: ['127.0.0.1'] });
  const { servers } = dns;
  after(() => dns.close());
  let seen = 0;
  const flags = () => {
    const fresh = dns.queries.slice(seen);
    seen = dns.queries.length;
    return fresh.map(({ message }) => [
      message.edns?.dnssecOk,
      message.checkingDisabled,
      message.authenticData,
    ]);
  };

  it('asks with DO; a recursive server also with CD, so that it hands over what it would not believe', async () => {
    const stub = createStubResolver({ servers, clock: systemClock });
    const iterative = createIterativeResolver({ hints: servers, clock: systemClock });
    const signed = await stub.signed.lookup({ ...question, deadlineMs: inTime() });
    assert.deepEqual(flags(), [[true, true, true]]);
    await iterative.signedSession().lookup({ ...question, deadlineMs: inTime() });
    assert.deepEqual(flags(), [[true, false, false]]);
    assert.deepEqual(
      signed.replies.map(({ name, message }) => [nameKey(name), message.answers.length]),
      [['alias.zone.test', 2]],
    );
  });

  it('one that is not asks as before, and keeps no message', async () => {
    const stub = createStubResolver({ servers, clock: systemClock });
    const iterative = createIterativeResolver({ hints: servers, clock: systemClock });
    for (const resolver of [stub, iterative.session()]) {
      const lookup = await resolver.lookup({ ...question, deadlineMs: inTime() });
      assert.deepEqual('replies' in lookup ? lookup.replies : [], []);
    }
    assert.deepEqual(flags(), [
      [false, false, true],
      [false, false, false],
    ]);
  });
});

it("a zone's DS is asked of its parent's servers, also when the zone's own are known", async () => {
  const child = await startDnsServer({ names: NAMES, zones: ['zone.test'], listen: ['127.0.0.1'] });
  const parent = await startDnsServer({
    zones: ['.'],
    listen: ['::1'],
    port: child.port,
    delegations: { 'zone.test': { 'ns.zone.test': ['127.0.0.1'] } },
    handler: (query) =>
      query.questions[0]?.type === TYPE.DS
        ? { ...query, response: true, authoritative: true, answers: [DS] }
        : undefined,
  });
  const walker = createIterativeResolver({ hints: parent.servers, port: child.port, clock: systemClock });
  const session = walker.signedSession();
  const first = await session.lookup({ ...question, deadlineMs: inTime() });
  assert.equal(first.evidence.outcome, 'answer');
  const { records, evidence } = await session.fetch(nameFromText('zone.test'), TYPE.DS, inTime());
  assert.deepEqual([evidence.outcome, records[0]?.data], ['answer', DS.data]);
  assert.equal(child.queries.filter(({ type }) => type === TYPE.DS).length, 0);
  await parent.close();
  await child.close();
});

describe('split horizon', () => {
  const bogus = { status: 'bogus', reason: 'signature-wrong', link: 'www.public.test CNAME' } as const;
  const unsigned = { status: 'insecure', reason: 'no-ds', link: 'inside.test DS' } as const;

  it('the worse verdict of both parts counts, and a part without one is not validated', async () => {
    const secure = { status: 'secure' } as const;
    assert.equal((await join({}, {})).evidence.dnssec, undefined);
    assert.deepEqual((await join({ dnssec: secure }, { dnssec: secure })).evidence.dnssec, secure);
    assert.deepEqual((await join({ dnssec: secure }, { dnssec: unsigned })).evidence.dnssec, unsigned);
    assert.deepEqual((await join({ dnssec: bogus }, { dnssec: unsigned })).evidence.dnssec, bogus);
    assert.deepEqual((await join({ dnssec: secure }, {})).evidence.dnssec, {
      status: 'insecure',
      reason: 'not-validated',
      link: 'host.inside.test A',
    });
  });

  it('a CNAME that is refused leads nowhere', async () => {
    const { evidence } = await join({ outcome: 'bogus', dnssec: bogus }, { outcome: 'answer' });
    assert.deepEqual([evidence.outcome, evidence.dnssec], ['bogus', bogus]);
  });
});

function lookup(evidence: Partial<Lookup['evidence']>): Lookup {
  const base = {
    kind: 'lookup',
    at: 0,
    hop: 0,
    name: 'www.public.test',
    type: 'A',
    tries: 1,
    ms: 0,
  } as const;
  return {
    evidence: { ...base, outcome: 'answer', ...evidence },
    addresses: [],
    texts: [],
    records: [],
  };
}

/** A name outside whose CNAME leads inside, each part with this evidence. */
function join(first: Partial<Lookup['evidence']>, then: Partial<Lookup['evidence']>): Promise<Lookup> {
  const outside: Resolver = {
    lookup: () => Promise.resolve(lookup({ chain: ['host.inside.test'], ...first })),
  };
  const inside: Resolver = { lookup: () => Promise.resolve(lookup({ name: 'host.inside.test', ...then })) };
  const zones = createZoneResolver([{ zone: 'inside.test', resolver: inside }], outside);
  return zones.lookup({ name: 'www.public.test', type: 'A', hop: 0, deadlineMs: inTime() });
}
