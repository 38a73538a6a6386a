// Our codec and resolvers against BIND: its `named` as the server, its `dig` as the client.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '../../src/core/index.ts';
import { createIterativeResolver, createStubResolver } from '../../src/net/index.ts';
import type { QuestionType, TracedResolver } from '../../src/net/index.ts';
import {
  CLASS,
  TYPE,
  decodeMessage,
  encodeMessage,
  newMessage,
  extendedErrorOption,
  nameFromText,
  nameToText,
} from '../../src/wire/dns/index.ts';
import type { Message, RecordData, ResourceRecord } from '../../src/wire/dns/index.ts';
import { startDnsServer } from '../support/dns-server.ts';
import type { DnsServer } from '../support/dns-server.ts';
import { startNamed } from '../support/named.ts';
import type { Named } from '../support/named.ts';
import { installed, mustRun } from '../support/process.ts';

const ZONE = `$TTL 300
@ IN SOA ns hostmaster 7 3600 600 86400 60
@ NS ns
@ NS ns2.other.test.
ns A 127.0.0.1
ns AAAA ::1
www A 192.0.2.1
www A 192.0.2.2
www AAAA 2001:db8::1
a\\.dot TXT "label with a dot"
\\000\\255odd TXT "odd bytes"
alias CNAME www
chain CNAME alias
away CNAME target.other.test.
loop1 CNAME loop2
loop2 CNAME loop1
d DNAME www.other.test.
txt TXT "one" "two \\"three\\"" "\\200\\000"
big TXT ${Array.from({ length: 20 }, () => `"${'x'.repeat(250)}"`).join(' ')}
mail MX 10 mx
_srv._tcp SRV 1 2 443 www
caa CAA 128 issue "ca.test; accounturi=https://ca.test/1"
new TYPE65280 \\# 4 DEADBEEF
https TYPE65 \\# 3 000000
ds DS 1 13 2 0000000000000000000000000000000000000000000000000000000000000000
*.wild A 192.0.2.9
ent.a.b A 192.0.2.10
sub NS ns.sub
ns.sub A 127.0.0.1
`;
const OTHER = `$TTL 300
@ IN SOA ns.example.test. hostmaster 1 3600 600 86400 60
@ NS ns.example.test.
target A 192.0.2.77
`;
const ROOT = `$TTL 300
@ IN SOA ns.example.test. hostmaster.example.test. 1 3600 600 86400 60
@ NS ns.example.test.
ns.example.test. A 127.0.0.1
example.test. NS ns.example.test.
other.test. NS ns.example.test.
`;
const SUB = `$TTL 300
@ IN SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
ns A 127.0.0.1
leaf AAAA 2001:db8::99
`;

describe('BIND named', async () => {
  const there = await installed('named');
  const skip = there ? false : 'named is not installed (apt-get install bind9)';
  let named: Named;
  let stub: TracedResolver;
  let walker: TracedResolver;
  before(async () => {
    if (!there) return;
    named = await startNamed({
      'example.test': ZONE,
      'other.test': OTHER,
      'sub.example.test': SUB,
      '.': ROOT,
    });
    const servers = ['::1', '127.0.0.1'].map((address) => ({ address, port: named.port }));
    stub = createStubResolver({ servers, clock: systemClock });
    walker = createIterativeResolver({ hints: servers, port: named.port, clock: systemClock });
  });
  after(() => named?.close());

  it('gives the same to a stub and to a walk from the root', { skip }, async () => {
    const cases: [string, QuestionType, string, number, string[] | undefined][] = [
      ['www.example.test', 'A', 'answer', 2, undefined],
      ['www.example.test', 'AAAA', 'answer', 1, undefined],
      ['www.example.test', 'TXT', 'nodata', 0, undefined],
      ['no.example.test', 'A', 'nxdomain', 0, undefined],
      ['a.b.example.test', 'A', 'nodata', 0, undefined],
      ['any.wild.example.test', 'A', 'answer', 1, undefined],
      ['chain.example.test', 'A', 'answer', 2, ['alias.example.test', 'www.example.test']],
      ['away.example.test', 'A', 'answer', 1, ['target.other.test']],
      ['loop1.example.test', 'A', 'loop', 0, ['loop2.example.test', 'loop1.example.test']],
      ['x.d.example.test', 'A', 'nxdomain', 0, ['x.www.other.test']],
      ['txt.example.test', 'TXT', 'answer', 1, undefined],
      ['big.example.test', 'TXT', 'answer', 1, undefined],
      ['caa.example.test', 'CAA', 'answer', 1, undefined],
      ['example.test', 'NS', 'answer', 2, undefined],
      ['example.test', 'SOA', 'answer', 1, undefined],
      ['leaf.sub.example.test', 'AAAA', 'answer', 1, undefined],
    ];
    for (const [name, type, outcome, records, chain] of cases) {
      for (const resolver of [stub, walker]) {
        const lookup = await ask(resolver, name, type);
        const who = `${name} ${type} ${resolver === stub ? 'stub' : 'iterative'}`;
        assert.equal(lookup.evidence.outcome, outcome, who);
        assert.equal(lookup.records.length, records, who);
        assert.deepEqual(lookup.evidence.chain, chain, who);
      }
    }
    const big = await ask(stub, 'big.example.test', 'TXT');
    assert.equal(big.evidence.transport, 'tcp');
    assert.equal(big.texts[0]?.length, 5000);
    const text = await ask(stub, 'txt.example.test', 'TXT');
    assert.deepEqual(Buffer.from(text.texts[0] ?? []), Buffer.from('onetwo "three"\xc8\0', 'latin1'));
  });

  it('transfers a whole zone of every record type, which we read, write and read again', {
    skip,
  }, async () => {
    const messages = await transfer(named.port, 'example.test');
    const records = messages.flatMap((message) => message.answers);
    const texts = new Set(records.map((record) => nameToText(record.name)));
    assert.ok(
      texts.has('a\\.dot.example.test') && texts.has('\\000\\255odd.example.test'),
      [...texts].join(' '),
    );
    const kinds = new Set(records.map((record) => record.data.kind));
    for (const kind of ['A', 'AAAA', 'NS', 'CNAME', 'DNAME', 'MX', 'SOA', 'TXT', 'CAA', 'SRV', 'unknown']) {
      assert.ok(kinds.has(kind as RecordData['kind']), kind);
    }
    const unknown = records.find((record) => record.type === 65_280)?.data;
    assert.deepEqual(unknown, { kind: 'unknown', bytes: Uint8Array.of(0xde, 0xad, 0xbe, 0xef) });
    for (const message of messages) assert.deepEqual(decodeMessage(encodeMessage(message)), message);
  });
});

describe('dig', async () => {
  const there = await installed('dig');
  const skip = there ? false : 'dig is not installed (apt-get install bind9-dnsutils)';
  const name = nameFromText('x.example.test');
  const target = nameFromText('a\\.b.\\000\\255.example.test');
  const records: [number, RecordData, string][] = [
    [TYPE.A, { kind: 'A', address: Uint8Array.of(192, 0, 2, 1) }, '192.0.2.1'],
    [
      TYPE.AAAA,
      { kind: 'AAAA', address: Uint8Array.of(0x20, 1, 0xd, 0xb8, ...Array(11).fill(0), 1) },
      '2001:db8::1',
    ],
    [TYPE.CNAME, { kind: 'CNAME', target }, 'a\\.b.\\000\\255.example.test.'],
    [TYPE.DNAME, { kind: 'DNAME', target }, 'a\\.b.\\000\\255.example.test.'],
    [TYPE.MX, { kind: 'MX', preference: 10, exchange: target }, '10 a\\.b.\\000\\255.example.test.'],
    [TYPE.SRV, { kind: 'SRV', priority: 1, weight: 2, port: 3, target: name }, '1 2 3 x.example.test.'],
    [TYPE.TXT, { kind: 'TXT', strings: [Uint8Array.of(97, 34, 0xff), Uint8Array.of()] }, '"a\\"\\255" ""'],
    [
      TYPE.CAA,
      { kind: 'CAA', flags: 128, tag: 'issue', value: Uint8Array.from(Buffer.from('ca.test')) },
      '128 issue "ca.test"',
    ],
    [
      TYPE.SOA,
      {
        kind: 'SOA',
        mname: name,
        rname: name,
        serial: 4_000_000_000,
        refresh: 1,
        retry: 2,
        expire: 3,
        minimum: 4,
      },
      'x.example.test. x.example.test. 4000000000 1 2 3 4',
    ],
    [65_280, { kind: 'unknown', bytes: Uint8Array.of(1, 2, 0xff) }, '\\# 3 0102FF'],
  ];
  let dns: DnsServer;
  before(async () => {
    dns = await startDnsServer({ handler: (query) => replyTo(query) });
  });
  after(() => dns.close());

  function replyTo(query: Message): Message {
    const type = query.questions[0]?.type ?? 0;
    const answers: ResourceRecord[] = records
      .filter(([one]) => one === type)
      .map(([, data]) => ({ name, type, class: CLASS.IN, ttl: 60, data }));
    const options = [extendedErrorOption({ code: 6, text: 'a test' })];
    const edns = { udpSize: 1232, extendedRcode: 0, version: 0, dnssecOk: false, options };
    const additionals: ResourceRecord[] = [
      {
        name: target,
        type: TYPE.A,
        class: CLASS.IN,
        ttl: 9,
        data: { kind: 'A', address: Uint8Array.of(1, 2, 3, 4) },
      },
    ];
    return { ...query, response: true, authoritative: true, authenticData: true, answers, additionals, edns };
  }

  it('reads every record type that we write, with compressed names, flags and extended errors', {
    skip,
  }, async () => {
    for (const { address, port } of dns.servers) {
      for (const [type, , text] of records) {
        const { stdout } = await mustRun([
          'dig',
          '-p',
          String(port),
          `@${address}`,
          'x.example.test',
          `TYPE${type}`,
          '+tries=1',
          '+time=5',
          '+norecurse',
        ]);
        assert.match(stdout, /status: NOERROR/);
        assert.match(stdout, /flags: qr aa ad;/);
        assert.match(stdout, /EDE: 6 \(DNSSEC Bogus\): \(a test\)/);
        const line = stdout.split('\n').find((one) => /^x\.example\.test\.\s+60\s+IN/.test(one)) ?? stdout;
        assert.equal(line.split(/\s+/).slice(4).join(' '), text);
        assert.match(stdout, /^a\\\.b\.\\000\\255\.example\.test\.\s+9\s+IN\s+A\s+1\.2\.3\.4$/m);
        assert.doesNotMatch(stdout, /WARNING|malformed|extra|Got bad packet/i);
      }
    }
  });

  it('takes our truncation as one, and comes again over TCP', { skip }, async () => {
    const server = await startDnsServer({
      names: { 't.test': { TXT: Array.from({ length: 40 }, (_, i) => `${i}${'x'.repeat(100)}`) } },
    });
    const [at] = server.servers;
    const { stdout } = await mustRun([
      'dig',
      '-p',
      String(at?.port),
      `@${at?.address}`,
      't.test',
      'TXT',
      '+tries=1',
    ]);
    await server.close();
    assert.match(stdout, /Truncated, retrying in TCP mode/);
    assert.match(stdout, /ANSWER: 40,/);
    assert.deepEqual(
      server.queries.map((query) => query.transport),
      ['udp', 'tcp'],
    );
  });
});

function ask(resolver: TracedResolver, name: string, type: QuestionType) {
  return resolver.lookup({ name, type, hop: 0, deadlineMs: systemClock.monotonic() + 10_000 });
}

/** AXFR (RFC 5936): the messages up to the second SOA. */
function transfer(port: number, zone: string): Promise<Message[]> {
  const query = encodeMessage(
    newMessage({
      id: 99,
      questions: [{ name: nameFromText(zone), type: TYPE.AXFR, class: CLASS.IN }],
    }),
  );
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 10_000 });
    const messages: Message[] = [];
    let pending = Buffer.alloc(0);
    socket.on('connect', () => socket.write(Buffer.concat([Uint8Array.of(0, query.length), query])));
    socket.on('error', reject);
    socket.on('timeout', () => socket.destroy(new Error('no transfer within its time')));
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
        const end = 2 + pending.readUInt16BE(0);
        messages.push(decodeMessage(pending.subarray(2, end)));
        pending = pending.subarray(end);
      }
      const soas = messages
        .flatMap((message) => message.answers)
        .filter((record) => record.type === TYPE.SOA);
      if (soas.length < 2) return;
      socket.destroy();
      resolve(messages);
    });
  });
}
