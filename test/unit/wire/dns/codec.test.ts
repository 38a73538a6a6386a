import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import packet from 'dns-packet';
import * as fc from 'fast-check';
import {
  CLASS,
  DnsError,
  EDE_NAMES,
  OPCODE,
  RCODE,
  TYPE,
  decodeMessage,
  encodeMessage,
  extendedErrorOption,
  extendedErrors,
  nameFromText,
  nameToText,
  rcodeText,
  typeText,
} from '../../../../src/wire/dns/index.ts';
import type { Edns, Message, RecordData, ResourceRecord } from '../../../../src/wire/dns/index.ts';
import { arbitraryMessage } from './arbitraries.ts';

const EMPTY: Message = {
  id: 7,
  response: true,
  opcode: OPCODE.QUERY,
  authoritative: false,
  truncated: false,
  recursionDesired: true,
  recursionAvailable: true,
  authenticData: false,
  checkingDisabled: false,
  rcode: RCODE.NOERROR,
  questions: [],
  answers: [],
  authorities: [],
  additionals: [],
};
const EDNS: Edns = { udpSize: 1232, extendedRcode: 0, version: 0, dnssecOk: false, options: [] };

function record(name: string, type: number, data: RecordData): ResourceRecord {
  return { name: nameFromText(name), type, class: CLASS.IN, ttl: 60, data };
}

function a(name: string, last: number): ResourceRecord {
  return record(name, TYPE.A, { kind: 'A', address: Uint8Array.of(192, 0, 2, last) });
}

function refuses(code: string) {
  return (error: unknown) => error instanceof DnsError && error.code === code;
}

/** Header with counts, then the bytes given. */
function raw(counts: readonly number[], ...rest: number[]): Uint8Array {
  return Uint8Array.of(0, 7, 0x80, 0, ...counts.flatMap((count) => [count >> 8, count & 0xff]), ...rest);
}

function label(size: number): number[] {
  return [size, ...Array.from({ length: size }, () => 97)];
}

describe('DNS message codec', () => {
  it('decodes what it encoded, for any message', () => {
    fc.assert(
      fc.property(arbitraryMessage, (message) => {
        assert.deepEqual(decodeMessage(encodeMessage(message)), message);
      }),
      { numRuns: 150 },
    );
  });

  it('agrees with dns-packet on what both can say', () => {
    const bytes = packet.encode({
      type: 'response',
      id: 4242,
      flags: packet.AUTHORITATIVE_ANSWER | packet.AUTHENTIC_DATA,
      questions: [{ type: 'A', name: 'www.example.test' }],
      answers: [
        { type: 'CNAME', name: 'www.example.test', ttl: 5, data: 'web.example.test' },
        { type: 'AAAA', name: 'web.example.test', ttl: 6, data: '2001:db8::1' },
        {
          type: 'MX',
          name: 'web.example.test',
          ttl: 7,
          data: { preference: 10, exchange: 'mx.example.test' },
        },
        { type: 'TXT', name: 'web.example.test', ttl: 8, data: ['one', 'two'] },
        {
          type: 'CAA',
          name: 'web.example.test',
          ttl: 9,
          data: { flags: 128, tag: 'issue', value: 'ca.test' },
        },
        {
          type: 'SRV',
          name: 'web.example.test',
          ttl: 10,
          data: { priority: 1, weight: 2, port: 3, target: 'srv.example.test' },
        },
      ],
      authorities: [
        {
          type: 'SOA',
          name: 'example.test',
          ttl: 11,
          data: {
            mname: 'ns.example.test',
            rname: 'host.example.test',
            serial: 1,
            refresh: 2,
            retry: 3,
            expire: 4,
            minimum: 5,
          },
        },
      ],
      additionals: [
        {
          type: 'OPT',
          name: '.',
          udpPayloadSize: 1232,
          flags: packet.DNSSEC_OK,
          extendedRcode: 0,
          ednsVersion: 0,
          flag_do: true,
          options: [{ code: 65001, data: Buffer.from('x') }],
        },
      ],
    });
    const ours = decodeMessage(bytes);
    assert.equal(ours.id, 4242);
    assert.ok(ours.authoritative && ours.authenticData && ours.response && !ours.truncated);
    assert.equal(ours.edns?.udpSize, 1232);
    assert.equal(ours.edns?.dnssecOk, true);
    assert.deepEqual(ours.edns?.options, [{ code: 65001, data: Uint8Array.of(0x78) }]);
    const kinds = [...ours.answers, ...ours.authorities].map((answer) => answer.data.kind);
    assert.deepEqual(kinds, ['CNAME', 'AAAA', 'MX', 'TXT', 'CAA', 'SRV', 'SOA']);
    // and the other way: it reads our compressed bytes as it reads its own
    const back = packet.decode(Buffer.from(encodeMessage(ours)));
    const own = packet.decode(bytes);
    assert.deepEqual(back.answers, own.answers);
    assert.deepEqual(back.authorities, own.authorities);
    assert.deepEqual(back.questions, own.questions);
    assert.equal(back.flags, own.flags);
    assert.ok(encodeMessage(ours).length < bytes.length);
  });

  it('compresses names and keeps their case apart', () => {
    const message: Message = {
      ...EMPTY,
      questions: [{ name: nameFromText('wWw.Example.test'), type: TYPE.A, class: CLASS.IN }],
      answers: [a('wWw.Example.test', 1), a('www.example.test', 2)],
    };
    const bytes = encodeMessage(message);
    assert.equal(bytes.length, 12 + 22 + (2 + 14) + (12 + 2 + 14)); // second owner: www.example + pointer to `test`
    assert.deepEqual(decodeMessage(bytes), message);
  });

  it('leaves out records and sets TC when an answer does not fit, and keeps EDNS', () => {
    const answers = Array.from({ length: 100 }, (_, i) => a('www.example.test', i));
    const bytes = encodeMessage(
      { ...EMPTY, answers, authorities: [a('x.test', 1)], edns: EDNS },
      { maxSize: 512 },
    );
    const message = decodeMessage(bytes);
    assert.ok(bytes.length <= 512 && bytes.length > 490);
    assert.ok(message.truncated);
    assert.deepEqual(message.answers, answers.slice(0, message.answers.length));
    assert.equal(message.authorities.length, 0);
    assert.deepEqual(message.edns, EDNS);
  });

  it('sets TC for left-out glue, not for left-out extras', () => {
    const additionals = Array.from({ length: 100 }, (_, i) => a('ns.example.test', i));
    const extras = decodeMessage(
      encodeMessage({ ...EMPTY, answers: [a('x.test', 1)], additionals }, { maxSize: 512 }),
    );
    assert.equal(extras.truncated, false);
    assert.ok(extras.additionals.length > 0 && extras.additionals.length < 100);
    const glue = decodeMessage(
      encodeMessage({ ...EMPTY, authorities: [a('x.test', 1)], additionals }, { maxSize: 512 }),
    );
    assert.equal(glue.truncated, true);
  });

  it('carries rcodes above 15 in EDNS only', () => {
    const message = { ...EMPTY, rcode: RCODE.BADVERS };
    assert.equal(decodeMessage(encodeMessage({ ...message, edns: EDNS })).rcode, RCODE.BADVERS);
    assert.throws(() => encodeMessage(message), refuses('range'));
    assert.equal(rcodeText(RCODE.BADVERS), 'BADVERS');
    assert.equal(rcodeText(24), 'RCODE24');
    assert.equal(typeText(TYPE.CAA), 'CAA');
    assert.equal(typeText(65280), 'TYPE65280');
  });

  it('reads and writes extended errors (RFC 8914), cleaned', () => {
    const options = [
      extendedErrorOption({ code: 6, text: 'bad\u0000\u001b[31m\nsignature' }),
      { code: 15, data: Uint8Array.of(0) },
      extendedErrorOption({ code: 24, text: 'x'.repeat(5000) }),
    ];
    const errors = extendedErrors(decodeMessage(encodeMessage({ ...EMPTY, edns: { ...EDNS, options } })));
    assert.equal(errors.length, 2);
    assert.deepEqual(errors[0], { code: 6, text: 'bad  [31m signature' });
    assert.equal(errors[1]?.text.length, 256);
    assert.equal(EDE_NAMES[6], 'DNSSEC Bogus');
    assert.equal(EDE_NAMES[22], 'No Reachable Authority');
  });

  it('keeps unknown types (RFC 3597) and data-less records of UPDATE (RFC 2136)', () => {
    const unknown = record('x.test', 65280, { kind: 'unknown', bytes: Uint8Array.of(1, 2, 3) });
    const empty: ResourceRecord = {
      ...a('x.test', 1),
      class: CLASS.ANY,
      data: { kind: 'unknown', bytes: new Uint8Array() },
    };
    const message = { ...EMPTY, opcode: OPCODE.UPDATE, authorities: [unknown, empty] };
    assert.deepEqual(decodeMessage(encodeMessage(message)), message);
  });

  it('refuses values outside their fields', () => {
    const long = [new Uint8Array(64)];
    const cases: [string, Message][] = [
      ['range', { ...EMPTY, id: 65_536 }],
      ['range', { ...EMPTY, opcode: 16 }],
      ['range', { ...EMPTY, answers: [{ ...a('x', 1), ttl: -1 }] }],
      [
        'range',
        {
          ...EMPTY,
          answers: [{ ...a('x', 1), type: 70_000, data: { kind: 'unknown', bytes: new Uint8Array() } }],
        },
      ],
      ['label', { ...EMPTY, answers: [{ ...a('x', 1), name: long }] }],
      ['label', { ...EMPTY, answers: [{ ...a('x', 1), name: [new Uint8Array()] }] }],
      [
        'opt',
        { ...EMPTY, additionals: [record('x', TYPE.OPT, { kind: 'unknown', bytes: new Uint8Array() })] },
      ],
      ['rdata', { ...EMPTY, answers: [record('x', TYPE.AAAA, { kind: 'A', address: new Uint8Array(4) })] }],
      ['rdata', { ...EMPTY, answers: [record('x', TYPE.A, { kind: 'A', address: new Uint8Array(5) })] }],
      ['rdata', { ...EMPTY, answers: [record('x', TYPE.TXT, { kind: 'TXT', strings: [] })] }],
      [
        'rdata',
        { ...EMPTY, answers: [record('x', TYPE.TXT, { kind: 'TXT', strings: [new Uint8Array(256)] })] },
      ],
      [
        'too-large',
        { ...EMPTY, answers: [record('x', 65_280, { kind: 'unknown', bytes: new Uint8Array(65_536) })] },
      ],
      ['too-large', { ...EMPTY, edns: { ...EDNS, options: [{ code: 1, data: new Uint8Array(65_535) }] } }],
    ];
    for (const [code, message] of cases) assert.throws(() => encodeMessage(message), refuses(code), code);
    assert.throws(() => encodeMessage(EMPTY, { maxSize: 11 }), refuses('too-large'));
  });

  it('refuses malformed bytes, each with its own code', () => {
    const head = [0, 0, 1, 0, 1]; // root, A, IN
    const rr = [...head, 0, 0, 0, 60];
    const opt = [0, 0, 41, 4, 0xd0, 0, 0, 0, 0, 0, 0];
    const cases: [string, string, Uint8Array][] = [
      ['empty', 'short', new Uint8Array()],
      ['header cut', 'short', new Uint8Array(11)],
      ['counts beyond the packet', 'counts', raw([0xffff, 0xffff, 0xffff, 0xffff])],
      ['one record promised, none there', 'counts', raw([0, 1, 0, 0])],
      ['trailing bytes', 'trailing', raw([0, 0, 0, 0], 1)],
      ['pointer to itself', 'pointer', raw([1, 0, 0, 0], 0xc0, 12, 0, 1, 0, 1)],
      ['pointer forwards', 'pointer', raw([1, 0, 0, 0], 0xc0, 14, 0, 0, 1, 0, 1)],
      ['pointer into the header', 'pointer', raw([1, 0, 0, 0], 0xc0, 4, 0, 1, 0, 1)],
      ['pointer loop through a label', 'pointer', raw([1, 0, 0, 0], 1, 97, 0xc0, 12, 0, 1, 0, 1)],
      ['pointer cut', 'short', raw([0, 0, 0, 1], ...rr, 0, 1).subarray(0, 23)],
      ['label type 01', 'label', raw([1, 0, 0, 0], 0x41, 0, 0, 1, 0, 1)],
      ['label type 10', 'label', raw([1, 0, 0, 0], 0x80, 0, 0, 1, 0, 1)],
      ['label beyond the packet', 'short', raw([1, 0, 0, 0], 63, 97, 0, 1, 0, 1)],
      ['rdlength beyond the packet', 'short', raw([0, 1, 0, 0], ...rr, 0, 5, 1, 2, 3, 4)],
      ['A of 3 bytes', 'rdata', raw([0, 1, 0, 0], ...rr, 0, 3, 1, 2, 3)],
      ['A of no bytes', 'rdata', raw([0, 1, 0, 0], ...rr, 0, 0)],
      [
        'TXT string beyond its record',
        'short',
        raw([0, 1, 0, 0], 0, 0, 16, 0, 1, 0, 0, 0, 0, 0, 2, 5, 97, 97),
      ],
      ['TXT empty', 'short', raw([0, 1, 0, 0], 0, 0, 16, 0, 1, 0, 0, 0, 0, 0, 0)],
      ['NS with bytes after its name', 'trailing', raw([0, 1, 0, 0], 0, 0, 2, 0, 1, 0, 0, 0, 0, 0, 2, 0, 0)],
      ['CAA without a tag', 'rdata', raw([0, 1, 0, 0], 0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 2, 0, 0)],
      ['OPT twice', 'opt', raw([0, 0, 0, 2], ...opt, ...opt)],
      ['OPT as an answer', 'opt', raw([0, 1, 0, 0], ...opt)],
      ['OPT with a name', 'opt', raw([0, 0, 0, 1], 1, 97, ...opt)],
      ['EDNS option beyond OPT', 'short', raw([0, 0, 0, 1], ...opt.slice(0, 9), 0, 4, 0, 1, 0, 9)],
    ];
    for (const [title, code, bytes] of cases) assert.throws(() => decodeMessage(bytes), refuses(code), title);
    assert.equal(cases.length, 24);
  });

  it('bounds names: 255 bytes pass, 256 do not, also through pointers', () => {
    const long = [...label(63), ...label(63), ...label(63)];
    const tail = [0, 0, 1, 0, 1];
    assert.equal(decodeMessage(raw([1, 0, 0, 0], ...long, ...label(61), ...tail)).questions.length, 1);
    assert.throws(
      () => decodeMessage(raw([1, 0, 0, 0], ...long, ...label(62), ...tail)),
      refuses('name-length'),
    );
    const viaPointer = raw([2, 0, 0, 0], ...long, ...tail, ...label(62), 0xc0, 12, 0, 1, 0, 1);
    assert.throws(() => decodeMessage(viaPointer), refuses('name-length'));
  });

  it('bounds the labels that crafted pointers make', () => {
    // one record of 60,000 bytes full of one-byte labels, then questions' worth of records pointing into it everywhere
    const body = Array.from({ length: 8000 }, () => [1, 97]).flat();
    const owner = [0, 0xff, 0, 0, 1, 0, 0, 0, 0, body.length >> 8, body.length & 0xff, ...body];
    const start = 12 + owner.length - body.length;
    const count = 3500;
    const pointers = Array.from({ length: count }, (_, i) => {
      const target = start + 2 * (i % 7000);
      return [0xc0 | (target >> 8), target & 0xff, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    }).flat();
    assert.throws(() => decodeMessage(raw([0, count + 1, 0, 0], ...owner, ...pointers)), DnsError);
  });

  it('shares no memory with the packet', () => {
    const message = {
      ...EMPTY,
      answers: [record('x.test', TYPE.TXT, { kind: 'TXT', strings: [Uint8Array.of(1)] })],
    };
    const bytes = encodeMessage(message);
    const decoded = decodeMessage(bytes);
    bytes.fill(0);
    assert.equal(nameToText(decoded.answers[0]?.name ?? []), 'x.test');
    assert.deepEqual(decoded, message);
  });

  it('throws nothing but its own error on mutated messages', () => {
    let seed = 20_261_120;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const corpus = fc
      .sample(arbitraryMessage, { numRuns: 60, seed: 1 })
      .map((message) => encodeMessage(message));
    let refused = 0;
    for (let round = 0; round < 6_000; round++) {
      const bytes = Uint8Array.from(corpus[random(corpus.length)] ?? []);
      for (let i = random(4); i >= 0; i--) bytes[random(bytes.length)] = random(256);
      const cut = random(3) === 0 ? bytes.subarray(0, random(bytes.length + 1)) : bytes;
      try {
        const message = decodeMessage(cut);
        assert.deepEqual(decodeMessage(encodeMessage(message)), message);
      } catch (error) {
        // what cannot be encoded again either: only a decoded record that grew without compression, none is expected
        assert.ok(error instanceof DnsError, String(error));
        refused++;
      }
    }
    assert.ok(refused > 1000 && refused < 6_000, `${refused} refused`);
  });
});
