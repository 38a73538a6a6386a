// What an honest answer of the lab server is: zones, delegations, wildcards, aliases.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, suite, test } from 'node:test';
import { ask, askTcp, askUdp, type Lab, lines, queryBytes, startLab } from './asking.ts';
import { RCODE, decodeMessage, encodeMessage, rcodeText, type TYPE } from '../../../src/wire/dns/index.ts';

const SOA = 'example.test SOA ns.example.test 1';

suite('zones are answered for as RFC 1034 says', () => {
  let lab: Lab;
  before(async () => {
    lab = await startLab({
      zones: [
        {
          name: 'example.test',
          records: `
@ NS ns
ns A 192.0.2.53
ns AAAA 2001:db8::53
www 300 IN A 192.0.2.1          ; with TTL and class
www A 192.0.2.2
www AAAA 2001:db8::1
mail MX 10 www
a.b.c TXT "one" "two words" three\\032four
*.wild A 192.0.2.9
deep.star.wild AAAA 2001:db8::9
alias CNAME www
far CNAME www.other.test.
outside CNAME www.nowhere.
lost CNAME no.example.test.
ping CNAME pong
pong CNAME ping
old DNAME other.test.
cut NS ns.cut
ns.cut A 192.0.2.54
@ CAA 128 issue "ca.example; a=b"
`,
        },
        { name: 'other.test', records: 'www A 192.0.2.77\n@ NS ns\nns A 192.0.2.55' },
        { name: 'kid.example.test', records: '@ NS ns\nns A 192.0.2.56\nwww A 192.0.2.78' },
      ],
    });
  });
  after(() => lab.dns.close());

  const rows: readonly [
    name: string,
    type: keyof typeof TYPE,
    rcode: string,
    answers: string[],
    authorities?: string[],
  ][] = [
    ['www.example.test', 'A', 'NOERROR', ['www.example.test A 192.0.2.1', 'www.example.test A 192.0.2.2']],
    ['WWW.example.TEST', 'A', 'NOERROR', ['WWW.example.TEST A 192.0.2.1', 'WWW.example.TEST A 192.0.2.2']],
    ['www.example.test', 'TXT', 'NOERROR', [], [SOA]],
    ['no.example.test', 'A', 'NXDOMAIN', [], [SOA]],
    ['b.c.example.test', 'A', 'NOERROR', [], [SOA]], // exists only because of what is below it
    ['a.b.c.example.test', 'TXT', 'NOERROR', ['a.b.c.example.test TXT one|two words|three four']],
    ['example.test', 'CAA', 'NOERROR', ['example.test CAA 128 issue ca.example; a=b']],
    ['mail.example.test', 'MX', 'NOERROR', ['mail.example.test MX 10 www.example.test']],
    ['x.wild.example.test', 'A', 'NOERROR', ['x.wild.example.test A 192.0.2.9']],
    ['y.x.wild.example.test', 'A', 'NOERROR', ['y.x.wild.example.test A 192.0.2.9']],
    ['x.wild.example.test', 'AAAA', 'NOERROR', [], [SOA]],
    ['x.star.wild.example.test', 'A', 'NXDOMAIN', [], [SOA]], // the wildcard ends where a name exists
    [
      'alias.example.test',
      'AAAA',
      'NOERROR',
      ['alias.example.test CNAME www.example.test', `www.example.test AAAA 20010db8${'0'.repeat(23)}1`],
    ],
    ['alias.example.test', 'CNAME', 'NOERROR', ['alias.example.test CNAME www.example.test']],
    [
      'far.example.test',
      'A',
      'NOERROR',
      ['far.example.test CNAME www.other.test', 'www.other.test A 192.0.2.77'],
    ],
    ['outside.example.test', 'A', 'NOERROR', ['outside.example.test CNAME www.nowhere']],
    ['lost.example.test', 'A', 'NXDOMAIN', ['lost.example.test CNAME no.example.test'], [SOA]],
    [
      'ping.example.test',
      'A',
      'NOERROR',
      ['ping.example.test CNAME pong.example.test', 'pong.example.test CNAME ping.example.test'],
    ],
    [
      'www.old.example.test',
      'A',
      'NOERROR',
      [
        'old.example.test DNAME other.test',
        'www.old.example.test CNAME www.other.test',
        'www.other.test A 192.0.2.77',
      ],
    ],
    ['x.cut.example.test', 'A', 'NOERROR', [], ['cut.example.test NS ns.cut.example.test']],
    ['www.kid.example.test', 'A', 'NOERROR', ['www.kid.example.test A 192.0.2.78']],
    ['example.com', 'A', 'REFUSED', []],
  ];
  for (const [name, type, rcode, answers, authorities = []] of rows) {
    test(`${name} ${type}: ${rcode}, ${answers.length} records`, async () => {
      const message = await ask(lab, name, type);
      assert.equal(rcodeText(message.rcode), rcode);
      assert.deepEqual(lines(message.answers), answers);
      assert.deepEqual(lines(message.authorities), authorities);
      assert.equal(message.authoritative, rcode !== 'REFUSED' && name !== 'x.cut.example.test');
    });
  }

  test('a referral carries its glue', async () => {
    const { additionals } = await ask(lab, 'x.cut.example.test', 'A');
    assert.deepEqual(lines(additionals), ['ns.cut.example.test A 192.0.2.54']);
  });

  test('both families and both transports answer the same', async () => {
    const over6 = await ask(lab, 'www.example.test', 'A', { at: '::1' });
    const tcp = await askTcp(lab, queryBytes('www.example.test', 'A'), '::1');
    assert.ok(tcp);
    assert.equal(over6.answers.length, 2);
    assert.deepEqual(decodeMessage(tcp).answers, over6.answers);
  });

  test('records of one set have one TTL, the first one given', async () => {
    const { answers } = await ask(lab, 'www.example.test', 'A');
    assert.deepEqual(
      answers.map(({ ttl }) => ttl),
      [300, 300],
    );
  });

  test('what is no plain question is answered with its own code', async () => {
    const good = decodeMessage(queryBytes('www.example.test', 'A', { edns: 1232 }));
    const [question] = good.questions;
    assert.ok(question && good.edns);
    for (const [query, rcode] of [
      [{ ...good, questions: [] }, RCODE.FORMERR],
      [{ ...good, questions: [question, question] }, RCODE.FORMERR],
      [{ ...good, opcode: 4 }, RCODE.NOTIMP],
      [{ ...good, questions: [{ ...question, class: 3 }] }, RCODE.REFUSED],
      [{ ...good, edns: { ...good.edns, version: 1 } }, RCODE.BADVERS],
    ] as const) {
      const reply = await askTcp(lab, encodeMessage(query));
      assert.ok(reply);
      assert.equal(decodeMessage(reply).rcode, rcode);
    }
  });

  test('what is no question gets no answer, and harms nobody', async () => {
    const good = Buffer.from(queryBytes('www.example.test', 'A'));
    const answerItself = Buffer.from(good);
    answerItself[2] = (answerItself[2] ?? 0) | 0x80;
    const noise = Array.from({ length: 200 }, (_, i) =>
      good.map((byte, at) => (at === i % good.length ? 0xff - byte : byte)),
    );
    const odd = [
      new Uint8Array(0),
      good.subarray(0, 11),
      Buffer.alloc(600, 0xff),
      Buffer.alloc(12),
      ...noise,
    ];
    for (const bytes of odd) await askUdp(lab, bytes, { fireAndForget: true });
    assert.deepEqual(await askUdp(lab, answerItself, { silence: true }), []);
    assert.equal((await ask(lab, 'www.example.test', 'A')).answers.length, 2);
  });

  test('a TCP connection may carry many questions, whole or in pieces', async () => {
    const query = queryBytes('www.example.test', 'A');
    const frame = Buffer.concat([Uint8Array.of(0, query.length), query]);
    const socket = connect(lab.dns.port, '127.0.0.1');
    let received = 0;
    const enough = new Promise<void>((resolve, reject) => {
      socket.on('error', reject);
      socket.on('data', (chunk) => {
        received += chunk.length;
        // three replies of the same size, each behind its length
        if (received >= 3 * (2 + Buffer.from(chunk).readUInt16BE(0))) resolve();
      });
    });
    socket.write(Buffer.concat([frame, frame, frame.subarray(0, 5)]));
    setTimeout(() => socket.write(frame.subarray(5)), 20);
    await enough;
    socket.destroy();
  });
});
