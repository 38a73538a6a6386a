import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CLASS, EDE_NAMES, extendedErrors, rcodeText, TYPE } from '../../../../src/wire/dns/index.ts';
import { EDNS, lines, manyValues, NAMES, testZone, VALUE, VALUE_2, ZONE } from '../../../support/zone.ts';

const SOA = 'acme.test 5 SOA ns1.acme.test dns\\.admin.example.test 13 14400 3600 1209600 300';
const zone = testZone();

function summary(name: string, type: number, klass: number = CLASS.IN) {
  const reply = zone.ask({ name, type, class: klass, message: { edns: EDNS } });
  return {
    rcode: rcodeText(reply.rcode),
    aa: reply.authoritative,
    answers: lines(reply.answers),
    authorities: lines(reply.authorities),
  };
}

function answersOf(name: string, type: number): string[] {
  return summary(name, type).answers;
}

function codeOf(type: number): string {
  return summary('acme.test', type).rcode;
}

/** Is an answer of so many values by UDP whole? */
function fits(count: number, udpSize: number | undefined): boolean {
  const own = testZone({
    deltas: [{ sequence: 1, zone: 'acme.test', label: 'n', values: manyValues(count) }],
  });
  const message = udpSize === undefined ? {} : { edns: { ...EDNS, udpSize } };
  return !own.ask({ name: 'n.acme.test', message }).truncated;
}

const nodata = { rcode: 'NOERROR', aa: true, answers: [], authorities: [SOA] };
const refused = { rcode: 'REFUSED', aa: false, answers: [], authorities: [] };

describe('an answer', () => {
  it('has the live values of a name', () => {
    assert.deepEqual(summary('com-example.acme.test', TYPE.TXT), {
      rcode: 'NOERROR',
      aa: true,
      answers: [`com-example.acme.test 5 TXT ${VALUE}`, `com-example.acme.test 5 TXT ${VALUE_2}`],
      authorities: [],
    });
  });

  it('is NODATA for other types of a name, for one that is idle, and for what only has names below it', () => {
    const cases: [string, number][] = [
      ['com-example.acme.test', TYPE.A],
      ['com-example.acme.test', TYPE.CAA],
      ['com-example.acme.test', TYPE.CNAME],
      ['com-example.acme.test', 666],
      ['com-idle.acme.test', TYPE.TXT],
      ['com-idle.acme.test', TYPE.AAAA],
      ['com-idle.acme.test', TYPE.ANY],
      ['ent.acme.test', TYPE.A],
      ['ent.acme.test', TYPE.ANY],
      ['acme.test', TYPE.DS],
      ['ns1.acme.test', TYPE.TXT],
    ];
    for (const [name, type] of cases) assert.deepEqual(summary(name, type), nodata, `${name} ${type}`);
  });

  it('is NXDOMAIN where nothing is at a name or below it', () => {
    for (const name of [
      'missing.acme.test',
      'below.com-example.acme.test',
      'b.ent.acme.test',
      '*.acme.test',
    ]) {
      assert.deepEqual(summary(name, TYPE.TXT), { ...nodata, rcode: 'NXDOMAIN' }, name);
    }
  });

  it('is REFUSED, without authority, for a name in no zone of ours and for other classes', () => {
    assert.deepEqual(summary('example.test', TYPE.SOA), refused);
    assert.deepEqual(summary('test', TYPE.NS), refused);
    assert.deepEqual(summary('.', TYPE.NS), refused);
    // as acme-dns would answer it: by the first label alone
    assert.deepEqual(summary('com-example.other.test', TYPE.TXT), refused);
    assert.deepEqual(summary('xacme.test', TYPE.SOA), refused);
    for (const klass of [CLASS.CH, CLASS.ANY, CLASS.NONE, 4]) {
      assert.deepEqual(summary('com-example.acme.test', TYPE.TXT, klass), refused, `class ${klass}`);
    }
  });

  it('has what stands in the settings', () => {
    assert.deepEqual(answersOf('acme.test', TYPE.SOA), [SOA]);
    assert.deepEqual(answersOf('acme.test', TYPE.NS), [
      'acme.test 3600 NS ns1.acme.test',
      'acme.test 3600 NS ns2.elsewhere.test',
    ]);
    assert.deepEqual(answersOf('acme.test', TYPE.CAA), ['acme.test 3600 CAA 0 issue ca.test']);
    assert.deepEqual(answersOf('acme.test', TYPE.TXT), ['acme.test 3600 TXT static']);
    assert.deepEqual(answersOf('ns1.acme.test', TYPE.A), ['ns1.acme.test 3600 A c0000235']);
    assert.equal(answersOf('ns1.acme.test', TYPE.AAAA).length, 1);
    assert.deepEqual(answersOf('a.ent.acme.test', TYPE.A), ['a.ent.acme.test 3600 A c0000201']);
  });

  it('takes the addresses of our own name servers along with NS', () => {
    const { additionals } = zone.ask({ name: 'acme.test', type: TYPE.NS });
    assert.deepEqual(
      lines(additionals).map((line) => line.split(' ').slice(0, 3).join(' ')),
      ['ns1.acme.test 3600 A', 'ns1.acme.test 3600 AAAA'],
    );
  });

  it('follows aliases in the zone, and leaves those that lead out of it to the resolver', () => {
    assert.deepEqual(summary('alias2.acme.test', TYPE.TXT).answers, [
      'alias2.acme.test 3600 CNAME alias.acme.test',
      'alias.acme.test 3600 CNAME com-example.acme.test',
      `com-example.acme.test 5 TXT ${VALUE}`,
      `com-example.acme.test 5 TXT ${VALUE_2}`,
    ]);
    assert.deepEqual(summary('away.acme.test', TYPE.TXT).answers, [
      'away.acme.test 3600 CNAME www.elsewhere.test',
    ]);
    assert.deepEqual(summary('alias.acme.test', TYPE.CNAME).answers, [
      'alias.acme.test 3600 CNAME com-example.acme.test',
    ]);
    assert.deepEqual(summary('alias.acme.test', TYPE.ANY).answers.length, 1);
    assert.deepEqual(summary('alias.acme.test', TYPE.AAAA), {
      ...nodata,
      answers: ['alias.acme.test 3600 CNAME com-example.acme.test'],
    });
    // RFC 6604: the code is that of the last name
    assert.equal(summary('nowhere.acme.test', TYPE.TXT).rcode, 'NXDOMAIN');
    assert.equal(summary('loop1.acme.test', TYPE.TXT).answers.length, 9);
  });

  it('keeps the case of the question (0x20), and finds the name whatever it is', () => {
    const reply = zone.ask({ name: 'CoM-eXaMpLe.aCmE.TeSt' });
    assert.equal(lines(reply.answers)[0], `CoM-eXaMpLe.aCmE.TeSt 5 TXT ${VALUE}`);
    assert.equal(lines(zone.ask({ name: 'x.aCmE.TeSt' }).authorities)[0]?.split(' ')[0], 'aCmE.TeSt');
  });

  it('says with EDNS why it is refused', () => {
    const refusal = (name: string, type: number) =>
      extendedErrors(zone.ask({ name, type, message: { edns: EDNS } })).map(({ code }) => EDE_NAMES[code]);
    assert.deepEqual(refusal('example.test', TYPE.A), ['Not Authoritative']);
    assert.deepEqual(refusal('acme.test', TYPE.AXFR), ['Not Supported']);
    assert.deepEqual(refusal('acme.test', 128), ['Invalid Query Type']);
    assert.deepEqual(refusal('com-example.acme.test', TYPE.TXT), []);
    assert.equal(zone.ask({ name: 'example.test' }).edns, undefined, 'and without EDNS not at all');
  });

  it('of types that are no data is refused as BIND refuses it', () => {
    assert.equal(codeOf(TYPE.AXFR), 'REFUSED');
    assert.equal(codeOf(TYPE.IXFR), 'REFUSED');
    for (const type of [249, 253, 254]) assert.equal(codeOf(type), 'NOTIMP', String(type));
    for (const type of [TYPE.OPT, 128, 200, TYPE.TSIG]) assert.equal(codeOf(type), 'FORMERR', String(type));
  });
});

describe('a zone of its own for one challenge', () => {
  const apex = '_acme-challenge.www.example.test';
  const soa = `${apex} 5 SOA ns1.acme.test dns\\.admin.example.test 15 14400 3600 1209600 300`;

  it('holds its values at its apex, beside SOA and NS', () => {
    assert.deepEqual(summary(apex, TYPE.TXT).answers, [`${apex} 5 TXT ${VALUE}`]);
    assert.deepEqual(summary(apex, TYPE.SOA).answers, [soa]);
    assert.deepEqual(summary(apex, TYPE.NS).answers, [
      `${apex} 3600 NS ns1.acme.test`,
      `${apex} 3600 NS ns2.elsewhere.test`,
    ]);
    assert.deepEqual(summary(apex, TYPE.A), { ...nodata, authorities: [soa] });
    assert.equal(summary(`x.${apex}`, TYPE.TXT).rcode, 'NXDOMAIN');
    assert.equal(summary('_acme-challenge.idle.example.test', TYPE.TXT).rcode, 'NOERROR');
  });

  it('makes nothing above it ours', () => {
    assert.deepEqual(summary('www.example.test', TYPE.NS), refused);
    assert.deepEqual(summary('example.test', TYPE.SOA), refused);
  });

  it('goes when it is nobody’s any more, and leaves nothing behind', () => {
    const own = testZone();
    const before = own.zones.size();
    own.zones.apply({ sequence: 20, zone: '_acme-challenge.a.b.c.test', label: '', values: [VALUE] });
    assert.equal(own.zones.size(), before + 4, 'the tree has `test` already');
    assert.equal(own.ask({ name: '_acme-challenge.a.b.c.test' }).answers.length, 1);
    own.zones.apply({ sequence: 21, zone: '_acme-challenge.a.b.c.test', label: '', values: undefined });
    assert.equal(rcodeText(own.ask({ name: '_acme-challenge.a.b.c.test' }).rcode), 'REFUSED');
    assert.equal(own.zones.size(), before);
  });

  it('under a zone of ours leaves DS to that zone', () => {
    const own = testZone();
    const child = '_acme-challenge.acme.test';
    own.zones.apply({ sequence: 20, zone: child, label: '', values: [VALUE] });
    const owner = (type: number) => lines(own.ask({ name: child, type }).authorities)[0]?.split(' ')[0];
    assert.equal(owner(TYPE.DS), 'acme.test');
    assert.equal(owner(TYPE.A), child);
  });

  it('may stand in the settings too', () => {
    const own = testZone({
      zones: [{ ...ZONE, name: '_acme-challenge.x.test', nameServers: ZONE.nameServers, records: [] }],
      deltas: [{ sequence: 1, zone: '_acme-challenge.x.test', label: '', values: [VALUE] }],
    });
    assert.equal(own.ask({ name: '_acme-challenge.x.test' }).answers.length, 1);
    own.zones.apply({ sequence: 2, zone: '_acme-challenge.x.test', label: '', values: undefined });
    assert.equal(rcodeText(own.ask({ name: '_acme-challenge.x.test' }).rcode), 'NOERROR', 'it stays a zone');
  });
});

describe('changes', () => {
  it('come and go, and raise the serial of their zone', () => {
    const own = testZone();
    const serial = () =>
      Number(lines(own.ask({ name: 'acme.test', type: TYPE.SOA }).answers)[0]?.split(' ')[5]);
    assert.equal(serial(), 13);
    own.zones.apply({ sequence: 100, zone: 'acme.test', label: 'new', values: [VALUE] });
    assert.equal(own.ask({ name: 'new.acme.test' }).answers.length, 1);
    assert.equal(serial(), 100);
    own.zones.apply({ sequence: 101, zone: 'acme.test', label: 'new', values: [] });
    assert.equal(rcodeText(own.ask({ name: 'new.acme.test' }).rcode), 'NOERROR');
    own.zones.apply({ sequence: 102, zone: 'acme.test', label: 'new', values: undefined });
    assert.equal(rcodeText(own.ask({ name: 'new.acme.test' }).rcode), 'NXDOMAIN');
    assert.equal(serial(), 102);
  });

  it('never lower a serial, and carry it over the end of its 32 bits', () => {
    const own = testZone();
    const serialAfter = (sequence: number) => {
      own.zones.raiseSerials(sequence);
      return Number(lines(own.ask({ name: 'acme.test', type: TYPE.SOA }).answers)[0]?.split(' ')[5]);
    };
    assert.equal(serialAfter(2_000), 2_000);
    assert.equal(serialAfter(1_000), 2_000);
    assert.equal(serialAfter(2_000_000_000), 2_000_000_000);
    assert.equal(serialAfter(4_000_000_000), 4_000_000_000);
    assert.equal(serialAfter(2 ** 32 + 5), 5);
  });

  it('of a name that the settings know leave what stands there', () => {
    const own = testZone();
    own.zones.apply({ sequence: 50, zone: 'acme.test', label: '', values: [VALUE] });
    assert.deepEqual(lines(own.ask({ name: 'acme.test' }).answers), [
      `acme.test 5 TXT ${VALUE}`,
      'acme.test 5 TXT static',
    ]);
    own.zones.apply({ sequence: 51, zone: 'acme.test', label: '', values: undefined });
    assert.deepEqual(lines(own.ask({ name: 'acme.test' }).answers), ['acme.test 3600 TXT static']);
    assert.equal(own.ask({ name: 'acme.test', type: TYPE.NS }).answers.length, 2);
  });

  it('of a zone that is not ours are a mistake', () => {
    assert.throws(
      () => zone.zones.apply({ sequence: 1, zone: 'other.test', label: 'x', values: [] }),
      TypeError,
    );
  });
});

describe('many values', () => {
  it('of one name are truncated over UDP, and all there over TCP', () => {
    const udp = zone.ask({ name: 'com-big.acme.test', message: { edns: EDNS } });
    assert.equal(udp.truncated, true);
    assert.equal(udp.answers.length + udp.authorities.length + udp.additionals.length, 0);
    assert.equal(udp.edns?.udpSize, 1232, 'OPT stays');
    const tcp = zone.ask({ name: 'com-big.acme.test', transport: 'tcp' });
    assert.equal(tcp.truncated, false);
    assert.deepEqual(
      lines(tcp.answers),
      manyValues(128).map((value) => `com-big.acme.test 5 TXT ${value}`),
    );
  });

  it('fit into UDP while they take no more than the client says', () => {
    assert.ok(fits(8, undefined) && !fits(9, undefined), '512 bytes without EDNS');
    assert.ok(fits(20, 4096) && !fits(22, 4096), 'never more than 1232');
    assert.ok(fits(8, 0) && !fits(9, 0), 'never less than 512');
  });

  it('through an alias are under their own name', () => {
    const own = testZone({
      deltas: [{ sequence: 1, zone: 'acme.test', label: 'com-example', values: manyValues(200) }],
    });
    const { answers } = own.ask({ name: 'alias.acme.test', transport: 'tcp' });
    assert.deepEqual(
      lines(answers.slice(1)),
      manyValues(200).map((value) => `com-example.acme.test 5 TXT ${value}`),
    );
  });

  it('longer than a string are several strings of one record', () => {
    const long = 'x'.repeat(255) + 'y'.repeat(255) + 'z';
    const own = testZone({ deltas: [{ sequence: 1, zone: 'acme.test', label: 'n', values: [long, ''] }] });
    assert.deepEqual(lines(own.ask({ name: 'n.acme.test', transport: 'tcp' }).answers), [
      `n.acme.test 5 TXT ${'x'.repeat(255)}|${'y'.repeat(255)}|z`,
      'n.acme.test 5 TXT ',
    ]);
  });
});

describe('what is fetched', () => {
  it('is told with its name, how it was asked and how many values went out', () => {
    const told: unknown[] = [];
    const own = testZone({
      onFetch: (node, apex, values, address, transport) =>
        void told.push([own.zones.nameOf(node, apex), values, address, transport]),
    });
    const address = '2001:db8::7';
    own.ask({ name: 'COM-example.acme.test', address });
    own.ask({ name: 'alias.acme.test', address });
    own.ask({ name: 'com-big.acme.test', address });
    own.ask({ name: 'com-big.acme.test', address, transport: 'tcp' });
    own.ask({ name: '_acme-challenge.www.example.test', address });
    for (const name of ['com-idle.acme.test', 'acme.test', 'missing.acme.test', 'example.test'])
      own.ask({ name });
    own.ask({ name: 'com-example.acme.test', type: TYPE.A });
    const name = { zone: 'acme.test', label: 'com-example' };
    const big = { zone: 'acme.test', label: 'com-big' };
    assert.deepEqual(told, [
      [name, 2, address, 'udp'],
      [name, 2, address, 'udp'],
      [big, 0, address, 'udp'],
      [big, 128, address, 'tcp'],
      [{ zone: '_acme-challenge.www.example.test', label: '' }, 1, address, 'udp'],
    ]);
    assert.equal(NAMES.length, 5);
  });
});
