// Answers signed as they go out: what our own validator says of them, how long signatures are kept, and what they cost others.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { readZoneKey } from '../../../../src/delegation/zone/zone-key.ts';
import { createTurns } from '../../../../src/delegation/zone/turns.ts';
import {
  bitmapTypes,
  decodeMessage,
  type Message,
  nameFromText,
  nameToText,
  type Nsec,
  RCODE,
  type ResourceRecord,
  type Rrsig,
  TYPE,
  typeText,
} from '../../../../src/wire/dns/index.ts';
import { DO, NOW_MS, SIGNED, SIGNING_KEY, verdictOf } from '../../../support/signed-zone.ts';
import { manyValues, NAMES, query, testZone, VALUE, VALUE_2 } from '../../../support/zone.ts';

const zone = testZone({ zones: [SIGNED] });

function ask(name: string, type: number = TYPE.TXT): Message {
  return zone.ask({ name, type, message: DO, nowMs: NOW_MS });
}

function typesOf(records: readonly ResourceRecord[]): string[] {
  return records.map(({ type, data }) =>
    data.kind === 'RRSIG' ? `RRSIG ${typeText(data.typeCovered)}` : typeText(type),
  );
}

function rrsigs(message: Message): Rrsig[] {
  return [...message.answers, ...message.authorities].flatMap(({ data }) =>
    data.kind === 'RRSIG' ? [data] : [],
  );
}

function signatureOf(name: string, nowMs: number, from = zone): Rrsig | undefined {
  return rrsigs(from.ask({ name, message: DO, nowMs }))[0];
}

function nsecOf(message: Message): { owner: string; ttl: number; next: string; types: string[] } {
  const found = [...message.authorities, ...message.answers].find(({ type }) => type === TYPE.NSEC);
  assert.ok(found !== undefined, 'an NSEC record');
  const { next, bitmap } = found.data as Nsec;
  const types = bitmapTypes(bitmap).map(typeText);
  return { owner: nameToText(found.name), ttl: found.ttl, next: nameToText(next), types };
}

describe('a key of a zone', () => {
  it('has the tag and the digest of RFC 6605 section 6.1', () => {
    const { ds, tag } = readZoneKey(nameFromText('example.net'), SIGNING_KEY);
    assert.equal(tag, 55_648);
    assert.equal(
      Buffer.from(ds.digest).toString('hex'),
      'b4c8c1fe2e7477127b27115656ad6256f424625bf5c1e2770ce6d6e37df61d17',
    );
  });
});

describe('a signed answer', () => {
  it('has a signature over every set, where it was asked for, and none where not', () => {
    assert.deepEqual(typesOf(ask('com-example.acme.test').answers), ['TXT', 'TXT', 'RRSIG TXT']);
    assert.deepEqual(typesOf(ask('alias2.acme.test').answers), [
      'CNAME',
      'CNAME',
      'TXT',
      'TXT',
      'RRSIG CNAME',
      'RRSIG CNAME',
      'RRSIG TXT',
    ]);
    assert.deepEqual(typesOf(ask('acme.test', TYPE.NS).answers), ['NS', 'NS', 'RRSIG NS']);
    assert.deepEqual(ask('acme.test', TYPE.NS).additionals, []);
    for (const type of [TYPE.TXT, TYPE.A, TYPE.NSEC]) {
      for (const name of ['com-example.acme.test', 'missing.acme.test', 'nowhere.acme.test']) {
        const plain = zone.ask({ name, type, message: { edns: { ...DO.edns, dnssecOk: false } } });
        const unsigned = testZone().ask({ name, type, message: { edns: { ...DO.edns, dnssecOk: false } } });
        assert.deepEqual(plain, unsigned, `${name} ${type}`);
      }
    }
  });

  it('is not longer than the client takes: truncated, and whole over TCP', async () => {
    const big = zone.ask({ name: 'com-big.acme.test', message: DO });
    assert.deepEqual([big.truncated, big.answers.length, big.authorities.length], [true, 0, 0]);
    assert.equal(await verdictOf(zone, 'com-big.acme.test', TYPE.TXT), 'secure');
    let truncated = 0;
    for (let count = 1; count < 24; count++) {
      const own = testZone({
        zones: [SIGNED],
        deltas: [{ sequence: 1, zone: 'acme.test', label: 'n', values: manyValues(count) }],
      });
      const asked = query({ name: 'n.acme.test', message: DO });
      const sent = own.send(asked, { nowMs: NOW_MS });
      assert.ok(sent !== undefined && sent.length <= 1232);
      const message = decodeMessage(sent);
      if (message.truncated) truncated++;
      else assert.equal(message.answers.length, count + 1);
    }
    assert.ok(truncated > 0 && truncated < 23, 'the limit lies in between');
  });

  it('holds DNSKEY, and CDS and CDNSKEY that say the same', () => {
    const { dnskey, ds } = readZoneKey(nameFromText('acme.test'), SIGNING_KEY);
    assert.deepEqual(ask('acme.test', TYPE.DNSKEY).answers[0]?.data, dnskey);
    const [cds] = ask('acme.test', TYPE.CDS).answers;
    assert.ok(cds?.data.kind === 'unknown');
    assert.deepEqual(Buffer.from(cds.data.bytes).subarray(4), Buffer.from(ds.digest));
    const [cdnskey] = ask('acme.test', TYPE.CDNSKEY).answers;
    assert.ok(cdnskey?.data.kind === 'unknown');
    assert.deepEqual(Buffer.from(cdnskey.data.bytes).subarray(4), Buffer.from(dnskey.publicKey));
  });

  it('is signed for values beside what the settings have, as one set of one TTL', async () => {
    const own = testZone({
      zones: [SIGNED],
      deltas: [{ sequence: 1, zone: 'acme.test', label: '', values: [VALUE] }],
    });
    const { answers } = own.ask({ name: 'acme.test', message: DO, nowMs: NOW_MS });
    assert.deepEqual(
      answers.map(({ ttl }) => ttl),
      [5, 5, 5],
    );
    assert.equal(await verdictOf(own, 'acme.test', TYPE.TXT), 'secure');
  });

  it('to ANY is the signed HINFO', () => {
    assert.deepEqual(typesOf(ask('com-example.acme.test', TYPE.ANY).answers), ['TYPE13', 'RRSIG TYPE13']);
  });
});

describe('a compact denial (RFC 9824)', () => {
  it('says what is at a name, and nothing of its neighbours', () => {
    const cases: [string, number, string[]][] = [
      ['com-example.acme.test', TYPE.A, ['TXT', 'RRSIG', 'NSEC']],
      ['com-idle.acme.test', TYPE.TXT, ['RRSIG', 'NSEC']],
      ['ent.acme.test', TYPE.A, ['RRSIG', 'NSEC']],
      ['ns1.acme.test', TYPE.TXT, ['A', 'AAAA', 'RRSIG', 'NSEC']],
      ['missing.acme.test', TYPE.TXT, ['RRSIG', 'NSEC', 'NXNAME']],
      ['*.acme.test', TYPE.TXT, ['RRSIG', 'NSEC', 'NXNAME']],
      ['a.b.missing.acme.test', TYPE.A, ['RRSIG', 'NSEC', 'NXNAME']],
      ['acme.test', TYPE.AAAA, ['NS', 'SOA', 'TXT', 'RRSIG', 'NSEC', 'DNSKEY', 'CDS', 'CDNSKEY', 'CAA']],
    ];
    for (const [name, type, types] of cases) {
      const message = ask(name, type);
      assert.equal(message.rcode, RCODE.NOERROR);
      assert.deepEqual(typesOf(message.authorities), ['SOA', 'RRSIG SOA', 'NSEC', 'RRSIG NSEC'], name);
      // RFC 9077: no longer than SOA's own TTL
      assert.deepEqual(nsecOf(message), { owner: name, ttl: 5, next: `\\000.${name}`, types });
    }
  });

  it('of an alias is about what it leads to', async () => {
    const message = ask('nowhere.acme.test');
    assert.equal(message.rcode, RCODE.NOERROR);
    assert.deepEqual(typesOf(message.answers), ['CNAME', 'RRSIG CNAME']);
    assert.equal(nsecOf(message).owner, 'missing.acme.test');
    assert.equal(await verdictOf(zone, 'nowhere.acme.test', TYPE.TXT), 'secure');
  });

  it('goes with NXDOMAIN for who says that this is understood (CO), whose flag comes back', () => {
    const asked = query({ name: 'missing.acme.test', message: DO });
    asked[asked.length - 4] = 0xc0; // DO and CO
    const sent = zone.send(asked, { nowMs: NOW_MS }) ?? new Uint8Array(0);
    const message = decodeMessage(sent);
    assert.equal(message.rcode, RCODE.NXDOMAIN);
    assert.deepEqual(nsecOf(message).types, ['RRSIG', 'NSEC', 'NXNAME']);
    assert.equal(sent[sent.length - 4], 0xc0);
    assert.equal(
      ask('missing.acme.test').rcode,
      RCODE.NOERROR,
      'and not to the next one, who did not say so',
    );
  });

  it('refuses questions for NXNAME, and answers those for the proof itself', () => {
    assert.equal(ask('missing.acme.test', TYPE.NXNAME).rcode, RCODE.FORMERR);
    const proof = ask('com-example.acme.test', TYPE.NSEC);
    assert.deepEqual(typesOf(proof.answers), ['NSEC', 'RRSIG NSEC']);
    assert.deepEqual(typesOf(ask('com-example.acme.test', TYPE.RRSIG).answers), ['RRSIG NSEC']);
  });

  it('is there for the longest names too', async () => {
    const label = 'x'.repeat(61);
    for (const first of ['a'.repeat(53), 'a'.repeat(54), 'a'.repeat(55), 'a'.repeat(56)]) {
      const name = `${first}.${label}.${label}.${label}.acme.test`;
      assert.ok(name.length <= 253, String(name.length));
      assert.equal(await verdictOf(zone, name, TYPE.A), 'secure', String(name.length));
    }
  });
});

describe('zones below a signed zone', () => {
  const below = testZone({
    zones: [
      { ...SIGNED, name: 'sub.acme.test', records: [] },
      SIGNED,
      { ...SIGNED, name: 'plain.acme.test', records: [], signingKey: undefined as never },
    ],
    deltas: [...NAMES, { sequence: 20, zone: '_acme-challenge.x.acme.test', label: '', values: [VALUE] }],
  });

  it('have a DS record where they are signed, and a proof that there is none where not', async () => {
    assert.deepEqual(typesOf(below.ask({ name: 'sub.acme.test', type: TYPE.DS, message: DO }).answers), [
      'DS',
      'RRSIG DS',
    ]);
    assert.equal(await verdictOf(below, 'missing.sub.acme.test', TYPE.A), 'secure');
    assert.equal(await verdictOf(below, 'sub.acme.test', TYPE.TXT), 'secure');
    assert.match(await verdictOf(below, 'plain.acme.test', TYPE.SOA), /^insecure no-ds plain\.acme\.test/);
    const demanded = '_acme-challenge.x.acme.test';
    assert.match(await verdictOf(below, demanded, TYPE.TXT), /^insecure no-ds /);
    assert.deepEqual(nsecOf(below.ask({ name: demanded, type: TYPE.DS, message: DO })).types, [
      'NS',
      'RRSIG',
      'NSEC',
    ]);
  });
});

describe('signatures', () => {
  it('are kept until half their time is over, and end at different times', () => {
    const own = testZone({ zones: [SIGNED] });
    const first = signatureOf('com-example.acme.test', NOW_MS, own);
    const hour = 3_600_000;
    assert.deepEqual(signatureOf('com-example.acme.test', NOW_MS + 23 * hour, own), first);
    const later = signatureOf('com-example.acme.test', NOW_MS + 29 * hour, own);
    assert.notDeepEqual(later, first);
    assert.ok(first !== undefined && later !== undefined);
    const now = NOW_MS / 1000;
    assert.ok(first.inception <= now - 3_600 && first.expiration >= now + 172_800, 'clocks may differ');
    const ends = new Set(manyValues(40).map((_, i) => rrsigs(ask(`m${i}.acme.test`)).at(-1)?.expiration));
    assert.ok(ends.size > 20);
    // a clock that was set back by days
    const back = signatureOf('com-example.acme.test', NOW_MS - 72 * hour, own);
    assert.ok(back !== undefined && back.inception <= now - 72 * 3_600);
  });

  it('follow the values, and the serial', async () => {
    const own = testZone({ zones: [SIGNED] });
    for (const [sequence, values] of [
      [30, [VALUE]],
      [31, [VALUE, VALUE_2]],
      [32, []],
      [33, [VALUE_2]],
      [34, undefined],
    ] as const) {
      for (const type of [TYPE.TXT, TYPE.A]) {
        assert.equal(await verdictOf(own, 'com-new.acme.test', type), 'secure');
      }
      own.zones.apply({ sequence, zone: 'acme.test', label: 'com-new', values });
      for (const type of [TYPE.TXT, TYPE.A]) {
        assert.equal(await verdictOf(own, 'com-new.acme.test', type), 'secure', `${sequence} ${type}`);
      }
      assert.equal(await verdictOf(own, 'acme.test', TYPE.SOA), 'secure');
    }
  });

  it('are made some at a time; what waits is answered in its turn, and beyond that truncated', () => {
    const queue: (() => void)[] = [];
    const turns = createTurns((turn) => void queue.push(turn));
    const own = testZone({ zones: [SIGNED], turns });
    let signed = 0;
    while (signed < 100 && own.send(query({ name: `m${signed}.acme.test`, message: DO }))) signed++;
    assert.ok(signed >= 4 && signed <= 8, String(signed));
    // others are answered: what is kept, and what is not signed
    assert.ok(own.send(query({ name: 'm0.acme.test', message: DO })));
    assert.ok(own.send(query({ name: 'm99.acme.test' })));
    let answered = 0;
    let waiting = 0;
    while (
      turns.wait('udp', () => {
        turns.spend();
        answered++;
      })
    )
      waiting++;
    assert.equal(waiting, 512);
    assert.ok(
      turns.wait('tcp', () => {}),
      'TCP has places of its own',
    );
    queue.shift()?.();
    assert.equal(answered, 8);
    while (queue.length > 0) queue.shift()?.();
    assert.equal(answered, 512);
    assert.ok(own.send(query({ name: 'm50.acme.test', message: DO })));
  });

  it('are not made for a flood', () => {
    const queue: (() => void)[] = [];
    const turns = createTurns((turn) => void queue.push(turn));
    const own = testZone({ zones: [SIGNED], turns, perSecond: 1 });
    for (let i = 0; i < 50; i++) {
      const sent = own.send(query({ name: `f${i}.acme.test`, message: DO }));
      assert.ok(sent !== undefined, 'answered without a turn');
      if (i > 2) assert.equal(decodeMessage(sent).truncated, true);
    }
  });
});

describe('every answer of a signed zone', () => {
  const label = fc.oneof(
    fc.constantFrom(
      'com-example',
      'com-idle',
      'COM-big',
      'alias',
      'alias2',
      'away',
      'nowhere',
      'ent',
      'a',
      'ns1',
      '*',
    ),
    fc.string({ unit: fc.constantFrom('a', 'B', '-', '0', '_'), minLength: 1, maxLength: 63 }),
  );
  const name = fc
    .array(label, { maxLength: 3 })
    .map((labels) => [...labels, 'Acme.test'].join('.'))
    .filter((text) => text.length <= 250);
  const type = fc.oneof(
    fc.constantFrom(1, 2, 5, 6, 13, 16, 28, 43, 47, 48, 59, 60, 257),
    fc.integer({ min: 256, max: 65_535 }),
  );

  it('validates', async () => {
    await fc.assert(
      fc.asyncProperty(name, type, async (text, asked) => {
        assert.equal(await verdictOf(zone, text, asked), 'secure');
      }),
      { numRuns: 400 },
    );
  });

  it('does not when a byte of it was changed', async () => {
    const message = ask('com-example.acme.test');
    const [first, ...rest] = message.answers;
    assert.ok(first?.data.kind === 'TXT');
    const forged = { ...first, data: { kind: 'TXT' as const, strings: [Buffer.from(VALUE.toLowerCase())] } };
    const changed = { ...message, answers: [forged, ...rest] };
    assert.match(
      await verdictOf(zone, 'com-example.acme.test', TYPE.TXT, { message: changed }),
      /^bogus signature-wrong/,
    );
  });
});
