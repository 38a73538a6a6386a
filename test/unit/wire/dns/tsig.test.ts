import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import packet from 'dns-packet';
import * as fc from 'fast-check';
import {
  CLASS,
  DnsError,
  OPCODE,
  RCODE,
  TSIG_ERROR,
  TYPE,
  decodeMessage,
  encodeMessage,
  nameFromText,
  nameToText,
  signTsig,
  signTsigReply,
  tsigAlgorithm,
  tsigRoom,
  updateMessage,
  updateSections,
  verifyTsig,
} from '../../../../src/wire/dns/index.ts';
import type {
  Message,
  ResourceRecord,
  Tsig,
  TsigAlgorithm,
  TsigCheck,
  TsigKey,
  TsigSettings,
} from '../../../../src/wire/dns/index.ts';
import { arbitraryMessage, arbitraryName } from './arbitraries.ts';

const NOW = 1_800_000_000;
const ALGORITHMS: readonly TsigAlgorithm[] = ['hmac-sha1', 'hmac-sha256', 'hmac-sha384', 'hmac-sha512'];
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const base64 = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'));
const refuses = (code: string) => (error: unknown) => error instanceof DnsError && error.code === code;

const KEY: TsigKey = {
  name: nameFromText('Client.key'),
  algorithm: 'hmac-sha256',
  secret: Uint8Array.from({ length: 32 }, (_, i) => i),
};

const QUERY: Message = {
  id: 0x2d65,
  response: false,
  opcode: OPCODE.QUERY,
  authoritative: false,
  truncated: false,
  recursionDesired: true,
  recursionAvailable: false,
  authenticData: false,
  checkingDisabled: false,
  rcode: RCODE.NOERROR,
  questions: [{ name: nameFromText('www.example.com'), type: TYPE.A, class: CLASS.IN }],
  answers: [],
  authorities: [],
  additionals: [],
};

function check(bytes: Uint8Array, key: TsigKey, settings: Partial<TsigSettings> = {}): TsigCheck {
  return verifyTsig(bytes, decodeMessage(bytes), {
    keyOf: () => key,
    now: NOW,
    allowSha1: true,
    ...settings,
  });
}

function tsigOf(bytes: Uint8Array): Tsig {
  const { tsig } = decodeMessage(bytes);
  assert.ok(tsig !== undefined);
  return tsig;
}

/** What was said of a refusal: on the wire, and to people. */
function said(found: TsigCheck): readonly unknown[] {
  return found.outcome === 'refused' ? [found.reason, found.rcode, found.error] : [found.outcome];
}

/** Written as it stands, whatever a signature would be. */
function withTsig(tsig: Partial<Tsig>): Uint8Array {
  const signed = tsigOf(signTsig(encodeMessage(QUERY), KEY, { now: NOW }));
  return encodeMessage({ ...QUERY, tsig: { ...signed, ...tsig } });
}

describe('TSIG (RFC 8945)', () => {
  // RFC 8945 has no vectors. These were made with BIND's dig, and are among the tests of ISC Kea (tsig_unittest.cc,
  // tsig_verify11.spec)
  const vectors = [
    {
      algorithm: 'hmac-sha1',
      id: 0x0967,
      now: 0x4dae7d5f,
      secret: 'MA+QDhXbyqUak+qnMFyTyEirzng=',
      mac: '415340c7daf824ed684ee586f7b5a67a2febc0d3',
    },
    {
      algorithm: 'hmac-sha512',
      id: 0x2d65,
      now: 0x4da8877a,
      secret: 'jI/Pa4qRu96t76Pns5Z/Ndxbn3QCkwcxLOgt9vgvnJw5wqTRvNyk3FtD6yIMd1dWVlqZ+Y4fe6Uasc0ckctEmg==',
      mac: 'c4bc4053572d62dd1b26998111565c18056be773dedc6ecea60dff31db2f25966e5d9bafbaaed56efbd5ee2d7e2a12ede4caad630ddf69846c980409724da34e',
    },
  ] as const;
  for (const { algorithm, id, now, secret, mac } of vectors) {
    it(`signs as dig does: ${algorithm}`, () => {
      const key: TsigKey = { name: nameFromText('www.example.com'), algorithm, secret: base64(secret) };
      const signed = signTsig(encodeMessage({ ...QUERY, id }), key, { now });
      assert.equal(hex(tsigOf(signed).mac), mac);
      assert.equal(check(signed, key, { now }).outcome, 'signed');
      const half = signTsig(encodeMessage({ ...QUERY, id }), key, { now, macBytes: mac.length / 4 });
      assert.equal(hex(tsigOf(half).mac), mac.slice(0, mac.length / 2));
    });
  }

  it('verifies what it signed, for any message, key and algorithm', () => {
    const keys = fc.record({
      name: arbitraryName,
      algorithm: fc.constantFrom(...ALGORITHMS),
      secret: fc.uint8Array({ minLength: 1, maxLength: 100 }),
    });
    fc.assert(
      fc.property(arbitraryMessage, keys, ({ tsig: _tsig, ...message }, key) => {
        const bytes = encodeMessage(message);
        const signed = signTsig(bytes, key, { now: NOW });
        assert.equal(check(signed, key).outcome, 'signed');
        // the message is the same but for the record
        const { tsig, ...rest } = decodeMessage(signed);
        assert.deepEqual(rest, message);
        assert.ok(tsig !== undefined && nameToText(tsig.algorithm) === key.algorithm);
        const reply = signTsigReply(bytes, tsig, check(signed, key) as never, NOW);
        assert.equal(check(reply, key, { requestMac: tsig.mac }).outcome, 'signed');
        assert.deepEqual(said(check(reply, key)), ['mac', RCODE.NOTAUTH, TSIG_ERROR.BADSIG]);
      }),
      { numRuns: 100 },
    );
  });

  it('finds every changed bit, but those of the message ID and the case of its own names', () => {
    const message: Message = {
      ...updateMessage({ id: 7, zone: nameFromText('example.com'), updates: [txt('a.example.com', 'x')] }),
      edns: { udpSize: 1232, extendedRcode: 0, version: 0, dnssecOk: false, options: [] },
    };
    const signed = signTsig(encodeMessage(message), KEY, { now: NOW });
    const names = signed.length - tsigRoom(tsigOf(signed), KEY) + 6;
    let refusals = 0;
    for (let at = 2; at < signed.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = Uint8Array.from(signed);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        let found: TsigCheck;
        try {
          found = check(changed, KEY);
        } catch (error) {
          assert.ok(error instanceof DnsError, `bit ${bit} of ${at}: ${String(error)}`);
          continue;
        }
        // ARCOUNT is not signed, but a TSIG that is not counted is none
        const isCase = bit === 5 && ((at > names && at < names + 11) || (at > names + 22 && at < names + 34));
        if (found.outcome === 'none') continue;
        assert.ok(found.outcome === 'refused' || isCase, `bit ${bit} of ${at}: ${found.outcome}`);
        if (found.outcome === 'refused') refusals++;
      }
    }
    assert.ok(refusals > 8 * 64);
    const otherId = Uint8Array.from(signed);
    otherId[0] = 0xff;
    assert.equal(check(otherId, KEY).outcome, 'signed', 'a forwarder may change the ID (section 5.5)');
  });

  it('compares names without regard to case, and signs them in lower case', () => {
    const upper = { ...KEY, name: nameFromText('CLIENT.KEY') };
    const one = signTsig(encodeMessage(QUERY), upper, { now: NOW });
    assert.equal(nameToText(tsigOf(one).name), 'CLIENT.KEY');
    assert.equal(check(one, KEY).outcome, 'signed');
    assert.deepEqual(tsigOf(one).mac, tsigOf(signTsig(encodeMessage(QUERY), KEY, { now: NOW })).mac);
  });

  it('refuses by key, MAC, time and truncation, in this order (section 5.2)', () => {
    const signed = signTsig(encodeMessage(QUERY), KEY, { now: NOW });
    const { mac } = tsigOf(signed);
    const none = { keyOf: () => undefined };
    assert.deepEqual(said(check(signed, KEY, none)), badKey('unknown-key'));
    assert.deepEqual(said(check(signed, { ...KEY, name: [] })), badKey('unknown-key'));
    assert.deepEqual(said(check(signed, { ...KEY, algorithm: 'hmac-sha512' })), badKey('other-algorithm'));
    const md5 = { algorithm: nameFromText('HMAC-MD5.sig-alg.REG.int'), mac: mac.subarray(0, 16) };
    // of whichever key: the name of the algorithm is what the client must hear
    assert.deepEqual(said(check(withTsig(md5), KEY, none)), badKey('hmac-md5'));
    const gss = { algorithm: nameFromText('gss-tsig') };
    assert.deepEqual(said(check(withTsig(gss), KEY)), badKey('unknown-algorithm'));
    const sha1: TsigKey = { ...KEY, algorithm: 'hmac-sha1' };
    const old = signTsig(encodeMessage(QUERY), sha1, { now: NOW });
    assert.deepEqual(said(check(old, sha1, { allowSha1: false })), badKey('hmac-sha1'));

    const formErr = ['mac-size', RCODE.FORMERR, TSIG_ERROR.NOERROR];
    for (const size of [0, 1, 15, 33]) {
      const wrong = Uint8Array.from({ length: size }, (_, i) => mac[i] ?? 0);
      assert.deepEqual(said(check(withTsig({ mac: wrong }), KEY)), formErr, `${size}`);
    }
    const badSig = ['mac', RCODE.NOTAUTH, TSIG_ERROR.BADSIG];
    assert.deepEqual(said(check(signed, { ...KEY, secret: Uint8Array.of(1) })), badSig);
    assert.deepEqual(said(check(signed, KEY, { requestMac: mac })), badSig);
    // a wrong MAC says nothing of the time
    assert.deepEqual(said(check(withTsig({ timeSigned: 1 }), KEY)), badSig);

    const badTime = ['time', RCODE.NOTAUTH, TSIG_ERROR.BADTIME];
    for (const [now, expected] of [
      [NOW + 300, ['signed']],
      [NOW - 300, ['signed']],
      [NOW + 301, badTime],
      [NOW - 301, badTime],
    ] as const) {
      assert.deepEqual(said(check(signed, KEY, { now })), expected, `${now - NOW}`);
    }
    assert.deepEqual(said(check(signTsig(encodeMessage(QUERY), KEY, { now: NOW, macBytes: 16 }), KEY)), [
      'signed',
    ]);
    const short = signTsig(encodeMessage(QUERY), sha1, { now: NOW, macBytes: 10 });
    assert.deepEqual(said(check(short, sha1)), ['mac-truncated', RCODE.NOTAUTH, TSIG_ERROR.BADTRUNC]);
    assert.deepEqual(said(check(short, sha1, { now: NOW + 301 })), badTime);
  });

  it('believes no fudge beyond its own: a sender cannot make a message valid for a day', () => {
    const fudge = 65_535;
    const { mac: _, ...tsig } = { ...tsigOf(signTsig(encodeMessage(QUERY), KEY, { now: NOW })), fudge };
    // the MAC by hand, as RFC 8945 section 4.3.3 writes it down
    const variables = Buffer.concat([
      Buffer.from('\x06client\x03key\0\0\xff\0\0\0\0\x0bhmac-sha256\0', 'latin1'),
      Buffer.from([0, 0, NOW >>> 24, (NOW >> 16) & 255, (NOW >> 8) & 255, NOW & 255, 255, 255, 0, 0, 0, 0]),
    ]);
    const hmac = createHmac('sha256', KEY.secret).update(encodeMessage(QUERY)).update(variables);
    const bytes = encodeMessage({ ...QUERY, tsig: { ...tsig, mac: Uint8Array.from(hmac.digest()) } });
    assert.equal(check(bytes, KEY, { now: NOW + 300 }).outcome, 'signed');
    assert.deepEqual(said(check(bytes, KEY, { now: NOW + 301 })), [
      'time',
      RCODE.NOTAUTH,
      TSIG_ERROR.BADTIME,
    ]);
  });

  it('gives the whole MAC of a truncated one, so that copies of a message have one', () => {
    const bytes = encodeMessage(QUERY);
    const whole = check(signTsig(bytes, KEY, { now: NOW }), KEY);
    const half = check(signTsig(bytes, KEY, { now: NOW, macBytes: 16 }), KEY);
    assert.ok(whole.outcome === 'signed' && half.outcome === 'signed');
    assert.deepEqual(half.mac, whole.mac);
  });

  it('answers errors as section 5.3 says', () => {
    const bytes = encodeMessage({ ...QUERY, response: true, rcode: RCODE.NOTAUTH });
    const signed = signTsig(encodeMessage(QUERY), KEY, { now: NOW });
    const request = tsigOf(signed);
    const reply = (found: TsigCheck, now = NOW) => {
      assert.ok(found.outcome !== 'none');
      return signTsigReply(bytes, request, found, now);
    };

    const unknown = reply(check(signed, KEY, { keyOf: () => undefined }));
    assert.deepEqual(pick(tsigOf(unknown)), [TSIG_ERROR.BADKEY, NOW, 0, 0]);
    assert.deepEqual(tsigOf(unknown).name, request.name);
    assert.deepEqual(tsigOf(unknown).algorithm, request.algorithm);
    const forged = reply(check(signed, { ...KEY, secret: Uint8Array.of(1) }));
    assert.deepEqual(pick(tsigOf(forged)), [TSIG_ERROR.BADSIG, NOW, 0, 0]);

    const late = reply(check(signed, KEY, { now: NOW + 1000 }), NOW + 1000);
    assert.deepEqual(pick(tsigOf(late)), [TSIG_ERROR.BADTIME, NOW, 32, 6]);
    assert.equal(Buffer.from(tsigOf(late).otherData).readUIntBE(0, 6), NOW + 1000);
    // the client can check it: the time is its own
    assert.equal(check(late, KEY, { requestMac: request.mac }).outcome, 'signed');

    const sha1: TsigKey = { ...KEY, algorithm: 'hmac-sha1' };
    const short = signTsig(encodeMessage(QUERY), sha1, { now: NOW, macBytes: 12 });
    const truncated = signTsigReply(bytes, tsigOf(short), check(short, sha1) as never, NOW);
    assert.deepEqual(pick(tsigOf(truncated)), [TSIG_ERROR.BADTRUNC, NOW, 20, 0]);
    assert.equal(check(truncated, sha1, { requestMac: tsigOf(short).mac }).outcome, 'signed');

    const malformed = check(withTsig({ mac: new Uint8Array(3) }), KEY);
    assert.deepEqual(reply(malformed), bytes);
    for (const one of [unknown, forged, late]) assert.ok(one.length <= bytes.length + tsigRoom(request, KEY));
  });

  it('is read strictly: last, class ANY, TTL 0, its names whole', () => {
    const signed = signTsig(encodeMessage(QUERY), KEY, { now: NOW });
    const at = signed.length - (tsigRoom(tsigOf(signed), KEY) - 6);
    const record = signed.subarray(at);
    const counts = (answers: number, additionals: number, ...records: Uint8Array[]) => {
      const bytes = Uint8Array.from(Buffer.concat([signed.subarray(0, at), ...records]));
      bytes[7] = answers;
      bytes[11] = additionals;
      return bytes;
    };
    const a = encodeMessage({ ...QUERY, questions: [], additionals: [txt('x', 'y')] }).subarray(12);
    assert.doesNotThrow(() => decodeMessage(counts(0, 2, a, record)));
    for (const wrong of [
      counts(0, 2, record, a),
      counts(0, 2, record, record),
      counts(1, 0, record),
      counts(1, 1, record, record),
    ]) {
      assert.throws(() => decodeMessage(wrong), refuses('tsig'));
    }
    const nameEnd = at + 12;
    const changed = (offset: number, value: number) => {
      const bytes = Uint8Array.from(signed);
      bytes[nameEnd + offset] = value;
      return bytes;
    };
    assert.throws(() => decodeMessage(changed(3, 1)), refuses('tsig')); // class
    assert.throws(() => decodeMessage(changed(7, 1)), refuses('tsig')); // TTL
    assert.throws(() => decodeMessage(changed(9, 1)), DnsError); // length
    assert.throws(() => decodeMessage(changed(10, 0xc0)), DnsError); // a pointer for the algorithm
    const asRecord: ResourceRecord = { ...txt('x', 'y'), type: TYPE.TSIG };
    assert.throws(() => encodeMessage({ ...QUERY, additionals: [asRecord] }), refuses('tsig'));
    const time = 2 ** 48;
    assert.throws(() => withTsig({ timeSigned: time }), refuses('range'));
    assert.throws(() => withTsig({ mac: new Uint8Array(65_600) }), refuses('too-large'));
  });

  it('stays when records are left out', () => {
    const answers = Array.from({ length: 60 }, (_, i) => txt('www.example.com', `${i} ${'x'.repeat(20)}`));
    const tsig = tsigOf(signTsig(encodeMessage(QUERY), KEY, { now: NOW }));
    const bytes = encodeMessage({ ...QUERY, answers, tsig }, { maxSize: 512 });
    const message = decodeMessage(bytes);
    assert.ok(bytes.length <= 512 && bytes.length > 450 && message.truncated);
    assert.deepEqual(message.tsig, tsig);
  });

  it('is seen by dns-packet as a record of its type with our bytes', () => {
    const signed = signTsig(encodeMessage(QUERY), KEY, { now: NOW });
    const { additionals } = packet.decode(Buffer.from(signed)) as unknown as {
      additionals: { type: string; name: string; data: Buffer }[];
    };
    assert.deepEqual(
      additionals.map(({ type, name }) => [type, name]),
      [['TSIG', 'Client.key']],
    );
    assert.ok(hex(additionals[0]?.data ?? Buffer.of()).includes(hex(tsigOf(signed).mac)));
  });

  it('knows algorithms by their names, in any case', () => {
    for (const algorithm of ALGORITHMS) {
      assert.equal(tsigAlgorithm(nameFromText(algorithm.toUpperCase())), algorithm);
    }
    assert.equal(tsigAlgorithm(nameFromText('hmac-md5.sig-alg.reg.int')), 'hmac-md5');
    for (const other of ['hmac-sha224', 'hmac-md5', 'toString', 'hmac-sha256.example']) {
      assert.equal(tsigAlgorithm(nameFromText(other)), undefined);
    }
  });
});

describe('UPDATE messages (RFC 2136)', () => {
  it('keep all that their sections say: records without data, of the classes ANY and NONE', () => {
    const empty = { kind: 'unknown', bytes: new Uint8Array(0) } as const;
    const bare = (type: number, klass: number): ResourceRecord => ({
      name: nameFromText('a.example.com'),
      type,
      class: klass,
      ttl: 0,
      data: empty,
    });
    const types = [TYPE.A, TYPE.AAAA, TYPE.TXT, TYPE.SOA, TYPE.NS, TYPE.CAA, TYPE.RRSIG, TYPE.ANY, 65_280];
    const prerequisites = types.flatMap((type) => [bare(type, CLASS.ANY), bare(type, CLASS.NONE)]);
    const updates = [
      txt('a.example.com', 'add'),
      { ...txt('a.example.com', 'delete'), class: CLASS.NONE, ttl: 0 },
      bare(TYPE.TXT, CLASS.ANY),
      bare(TYPE.ANY, CLASS.ANY),
    ];
    const message = updateMessage({ id: 9, zone: nameFromText('example.com'), prerequisites, updates });
    const read = decodeMessage(encodeMessage(message));
    assert.deepEqual(read, message);
    assert.equal(read.opcode, OPCODE.UPDATE);
    assert.deepEqual(updateSections(read), { zone: message.questions, prerequisites, updates });
  });

  it('never say an empty record of a type that has data, to be added', () => {
    for (const type of [TYPE.A, TYPE.TXT, TYPE.CNAME]) {
      const bytes = encodeMessage({
        ...updateMessage({ id: 9, zone: [], updates: [] }),
        authorities: [
          { name: [], type, class: CLASS.IN, ttl: 0, data: { kind: 'unknown', bytes: new Uint8Array(0) } },
        ],
      });
      assert.throws(() => decodeMessage(bytes), DnsError);
    }
  });
});

function txt(name: string, text: string): ResourceRecord {
  const strings = [Uint8Array.from(Buffer.from(text))];
  return {
    name: nameFromText(name),
    type: TYPE.TXT,
    class: CLASS.IN,
    ttl: 60,
    data: { kind: 'TXT', strings },
  };
}

function badKey(reason: string): readonly unknown[] {
  return [reason, RCODE.NOTAUTH, TSIG_ERROR.BADKEY];
}

function pick(tsig: Tsig): readonly number[] {
  return [tsig.error, tsig.timeSigned, tsig.mac.length, tsig.otherData.length];
}
