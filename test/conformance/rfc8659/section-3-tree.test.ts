// RFC 8659 through the ACME server, on a scripted DNS server: which record set counts, and what it says.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeCsr } from '../../support/csr.ts';
import { type DnsAcme, proveByDns01, useDnsAcme } from '../../support/dns-acme.ts';
import type { NameScript } from '../../support/dns-server.ts';

const caa = { mode: 'enforce', issuers: ['ca.example'] } as const;
const DIRECTORY = { name: 'default', profile: 'default', profiles: ['default'], caa } as const;

const FORBID: NameScript = { CAA: [{ tag: 'issue', value: 'other.example' }] };
const ALLOW: NameScript = { CAA: [{ tag: 'issue', value: 'ca.example' }] };
const CAA_SERVFAIL: NameScript = { per: { CAA: { rcode: 'SERVFAIL' } } };

type Case = {
  readonly title: string;
  /** By what stands before `.NAME.test`: '' is the name's parent zone, `www` the name itself. */
  readonly names: Readonly<Record<string, NameScript>>;
  readonly ordered?: string;
  readonly expected: 'valid' | 'caa' | 'dns';
  /** What the problem must say. */
  readonly says?: RegExp;
};

const CASES: readonly Case[] = [
  { title: 'no records anywhere', names: {}, expected: 'valid' },
  { title: 'the name itself permits', names: { www: ALLOW }, expected: 'valid' },
  {
    title: 'the name itself forbids, its parent permits',
    names: { www: FORBID, '': ALLOW },
    expected: 'caa',
    says: /CAA record 0 issue "other\.example" at www\.n\d+\.test forbids .* names another issuer.*publish there: 0 issue "ca\.example"/,
  },
  {
    title: 'the name itself permits, its parent forbids',
    names: { www: ALLOW, '': FORBID },
    expected: 'valid',
  },
  {
    title: 'the name has none, its parent forbids',
    names: { '': FORBID },
    expected: 'caa',
    says: / at n\d+\.test forbids a certificate for www\.n\d+\.test/,
  },
  {
    title: 'the lookup at the name fails, its parent permits',
    names: { www: CAA_SERVFAIL, '': ALLOW },
    expected: 'dns',
    says: /the lookup at www\.n\d+\.test failed \(CAA: servfail\)/,
  },
  {
    title: 'the name permits, the lookup at its parent fails',
    names: { www: ALLOW, '': CAA_SERVFAIL },
    expected: 'valid',
  },
  {
    title: 'the lookup at the parent fails',
    names: { '': CAA_SERVFAIL },
    expected: 'dns',
    says: /at n\d+\.test failed/,
  },
  {
    title: 'the answer is truncated over UDP',
    names: { www: { ...FORBID, per: { CAA: { truncate: true } } } },
    expected: 'caa',
  },
  {
    title: 'an alias leads to a name that forbids',
    names: { www: { CNAME: 'target.caa-alias.test' } },
    expected: 'caa',
    says: / at www\.n\d+\.test forbids/,
  },
  {
    title: 'an alias leads to a name that permits, the parent forbids',
    names: { www: { CNAME: 'permits.caa-alias.test' }, '': FORBID },
    expected: 'valid',
  },
  {
    title: 'an alias leads to a name without records, below one that forbids',
    names: { www: { CNAME: 'empty.below.caa-alias.test' } },
    expected: 'valid',
  },
  {
    title: 'aliases run in a circle',
    names: { www: { CNAME: 'circle.caa-alias.test' } },
    expected: 'dns',
    says: /CAA: loop/,
  },
  {
    title: 'a wildcard under issuewild for us, issue for another',
    names: {
      www: {
        CAA: [
          { tag: 'issuewild', value: 'ca.example' },
          { tag: 'issue', value: ';' },
        ],
      },
    },
    ordered: '*.www',
    expected: 'valid',
  },
  {
    title: 'a wildcard under issuewild for another, issue for us',
    names: {
      www: {
        CAA: [
          { tag: 'issuewild', value: ';' },
          { tag: 'issue', value: 'ca.example' },
        ],
      },
    },
    ordered: '*.www',
    expected: 'caa',
    says: /0 issuewild ";" at www\.n\d+\.test .* for \*\.www\.n\d+\.test: it forbids everybody.*publish there: 0 issuewild "ca\.example"/,
  },
  {
    title: 'issuewild only, a plain name',
    names: { www: { CAA: [{ tag: 'issuewild', value: ';' }] } },
    expected: 'valid',
  },
  { title: 'an unknown tag', names: { www: { CAA: [{ tag: 'tbs', value: 'x' }] } }, expected: 'valid' },
  {
    title: 'an unknown tag with flag 1',
    names: { www: { CAA: [{ flags: 1, tag: 'tbs', value: 'x' }] } },
    expected: 'caa',
    says: /1 tbs "x" .* marked critical.*; remove it/,
  },
  {
    title: 'an unknown tag with flag 128',
    names: {
      www: {
        CAA: [
          { flags: 128, tag: 'tbs', value: 'x' },
          { tag: 'issue', value: 'ca.example' },
        ],
      },
    },
    expected: 'caa',
  },
  {
    title: 'a record that does not fit the grammar, alone',
    names: { www: { CAA: [{ tag: 'issue', value: 'ca.example;;' }] } },
    expected: 'caa',
    says: /cannot be read/,
  },
  {
    title: 'a record with bytes that are not text',
    names: { www: { CAA: [{ tag: 'issue', value: '\u0007"\u0080' }] } },
    expected: 'caa',
    says: /0 issue "\\007\\"\\194\\128" at/,
  },
];

describe('RFC 8659 section 3: the record set that counts', () => {
  const server = useDnsAcme({ directories: [DIRECTORY] });

  for (const [index, { title, names, ordered = 'www', expected, says }] of CASES.entries()) {
    test(`${title}: ${expected}`, async () => {
      const { dns } = server();
      dns.set('target.caa-alias.test', FORBID);
      dns.set('permits.caa-alias.test', ALLOW);
      dns.set('below.caa-alias.test', FORBID);
      dns.set('empty.below.caa-alias.test', { A: ['192.0.2.1'] });
      dns.set('circle.caa-alias.test', { CNAME: 'circle2.caa-alias.test' });
      dns.set('circle2.caa-alias.test', { CNAME: 'circle.caa-alias.test' });
      const base = `n${index}.test`;
      for (const [label, script] of Object.entries(names))
        dns.set(label === '' ? base : `${label}.${base}`, script);

      const [challenge] = await order(server(), [`${ordered}.${base}`]);
      const { status, error } = challenge?.body ?? {};
      assert.equal(status, expected === 'valid' ? 'valid' : 'invalid', JSON.stringify(error));
      if (expected === 'valid') return;
      assert.equal(error.type, `urn:ietf:params:acme:error:${expected}`);
      assert.equal(error.status, expected === 'caa' ? 403 : 400);
      assert.match(error.documentation, /#caa-(forbids|lookup)$/);
      if (says !== undefined) assert.match(error.detail, says);
    });
  }

  test('a top-level domain that does not exist is no answer; a record below it decides first', async () => {
    const { dns } = server();
    await server().allow('name', 'nowhere');
    dns.set('nowhere', { rcode: 'NXDOMAIN' });
    const [missing] = await order(server(), ['www.a.nowhere']);
    assert.match(missing?.body.error.detail, /at nowhere failed \(CAA: nxdomain\)/);
    dns.set('b.nowhere', ALLOW);
    const [found] = await order(server(), ['www.b.nowhere']);
    assert.equal(found?.body.status, 'valid');
  });

  test('an answer that does not fit into TCP is none', async () => {
    const { dns } = server();
    dns.set('cut.test', { CAA: Array.from({ length: 4_000 }, (_, i) => ({ tag: 'issue', value: `x${i}` })) });
    const [challenge] = await order(server(), ['cut.test']);
    assert.equal(challenge?.body.error.type, 'urn:ietf:params:acme:error:dns');
  });

  test('the lookups and what they mean are on record', async () => {
    const { dns, store } = server();
    dns.set('evidence.test', FORBID);
    const client = await server().client();
    const made = await client.newOrder(['a.b.evidence.test']);
    await proveByDns01(server(), client, made);
    const id = made.body.authorizations[0].split('/').at(-1);
    const [record] = await store.validations.listByAuthorization(id);
    const lookups = record?.evidence.flatMap((one) =>
      one.kind === 'lookup' ? [`${one.type} ${one.name} ${one.outcome}`] : [],
    );
    assert.deepEqual(lookups, [
      'TXT _acme-challenge.a.b.evidence.test answer',
      'CAA a.b.evidence.test nodata',
      'CAA b.evidence.test nodata',
      'CAA evidence.test answer',
      'CAA test nodata',
    ]);
    const decided = record?.evidence.at(-1);
    assert.ok(decided?.kind === 'caa');
    const { at: _, ...said } = decided;
    assert.deepEqual(said, {
      kind: 'caa',
      name: 'a.b.evidence.test',
      mode: 'enforce',
      found: 'evidence.test',
      decision: 'forbidden',
      record: '0 issue "other.example"',
      reason: 'other-issuer',
    });
  });
});

describe('CAA by directory', () => {
  const server = useDnsAcme({
    directories: [
      { ...DIRECTORY, caa: { mode: 'advisory', issuers: ['ca.example'] } },
      { name: 'free', profile: 'default', profiles: ['default'] },
    ],
  });

  test('advisory: the same is recorded, and nothing refused', async () => {
    const { dns, store } = server();
    dns.set('advised.test', FORBID);
    dns.set('broken.test', CAA_SERVFAIL);
    for (const [name, decision] of [
      ['advised.test', 'forbidden'],
      ['broken.test', 'lookup-failed'],
    ] as const) {
      const client = await server().client();
      const made = await client.newOrder([name]);
      const [challenge] = await proveByDns01(server(), client, made);
      assert.equal(challenge?.body.status, 'valid');
      const [record] = await store.validations.listByAuthorization(
        made.body.authorizations[0].split('/').at(-1),
      );
      const decided = record?.evidence.at(-1);
      assert.ok(decided?.kind === 'caa');
      assert.equal(decided.decision, decision);
      assert.equal(decided.mode, 'advisory');
      assert.equal((await client.finalize(made, makeCsr([name]))).body.status, 'valid');
    }
  });
});

describe('Baseline Requirements 4.2.2.1: CAA again at finalize', () => {
  const server = useDnsAcme({ directories: [DIRECTORY] });
  const HOUR = 3_600_000;
  const MINUTE = 60_000;

  async function proven(names: readonly string[]) {
    const client = await server().client();
    const made = await client.newOrder(names);
    for (const reply of await proveByDns01(server(), client, made)) assert.equal(reply.body.status, 'valid');
    return { client, made };
  }
  const queriesFor = (name: string) =>
    server().dns.queries.filter((one) => one.type === 257 && one.name.toLowerCase() === name).length;

  test('6 h 59 after the proof: issued, and nothing asked', async () => {
    const { client, made } = await proven(['young.test']);
    server().dns.set('young.test', FORBID);
    const before = queriesFor('young.test');
    assert.equal(before, 1);
    server().age(7 * HOUR - MINUTE);
    const done = await client.finalize(made, makeCsr(['young.test']));
    assert.equal(done.body.status, 'valid', done.text);
    assert.equal(queriesFor('young.test'), before);
  });

  test('7 h 01 after the proof: what forbids now makes the order invalid', async () => {
    const { client, made } = await proven(['old.test', 'good.test']);
    server().dns.set('old.test', FORBID);
    server().age(7 * HOUR + MINUTE);
    const done = await client.finalize(made, makeCsr(['old.test', 'good.test']));
    assert.equal(done.status, 403);
    assert.equal(done.body.type, 'urn:ietf:params:acme:error:caa');
    assert.match(done.body.detail, /0 issue "other\.example" at old\.test forbids/);
    assert.equal(done.body.subproblems, undefined);
    const order = await client.post(made.location);
    assert.equal(order.body.status, 'invalid');
    assert.equal(order.body.error.detail, done.body.detail);
    const [id = ''] = made.body.authorizations.map((url: string) => url.split('/').at(-1));
    const records = await server().store.validations.listByAuthorization(id);
    assert.deepEqual(
      records.map(({ valid, error }) => [valid, error?.code]),
      [
        [true, undefined],
        [false, 'validationCaaForbids'],
      ],
    );
    assert.equal(
      (await client.finalize(made, makeCsr(['old.test', 'good.test']))).body.type,
      'urn:ietf:params:acme:error:orderNotReady',
    );
  });

  test('7 h 01 after the proof: what still permits is issued', async () => {
    const { client, made } = await proven(['still.test', '*.still.test']);
    server().age(7 * HOUR + MINUTE);
    const done = await client.finalize(made, makeCsr(['still.test', '*.still.test']));
    assert.equal(done.body.status, 'valid', done.text);
  });

  test('several that fail are one caa problem with a part each', async () => {
    const { client, made } = await proven(['one.test', '*.two.test', 'three.test']);
    server().dns.set('one.test', FORBID);
    server().dns.set('two.test', CAA_SERVFAIL);
    server().age(7 * HOUR + MINUTE);
    const done = await client.finalize(made, makeCsr(['one.test', '*.two.test', 'three.test']));
    assert.equal(done.body.type, 'urn:ietf:params:acme:error:caa');
    assert.deepEqual(
      done.body.subproblems.map((part: { type: string; identifier: { value: string } }) => [
        part.identifier.value,
        part.type.split(':').at(-1),
      ]),
      [
        ['one.test', 'caa'],
        ['*.two.test', 'dns'],
      ],
    );
    const order = await client.post(made.location);
    assert.equal(order.body.status, 'invalid');
    assert.equal(order.body.error.subproblems.length, 2);
  });
});

async function order(server: DnsAcme, names: readonly string[]) {
  const client = await server.client();
  return proveByDns01(server, client, await client.newOrder(names));
}
