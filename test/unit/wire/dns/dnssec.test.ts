import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { base32hex } from '../../../../src/core/index.ts';
import {
  CLASS,
  DIGEST_TYPE,
  DnsError,
  TYPE,
  bitmapHas,
  bitmapTypes,
  canonicalData,
  compareNames,
  decodeMessage,
  digestKey,
  encodeMessage,
  newMessage,
  hashName,
  keyTag,
  nameEquals,
  nameFromText,
  nameToText,
  signedBytes,
  typeBitmap,
} from '../../../../src/wire/dns/index.ts';
import type { Dnskey, RecordData, ResourceRecord, Rrsig } from '../../../../src/wire/dns/index.ts';
import { arbitraryMessage, arbitraryName } from './arbitraries.ts';

/** `example.com` on the wire. */
const EXAMPLE_COM = '076578616d706c6503636f6d00';
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const base64 = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'));
const refuses = (code: string) => (error: unknown) => error instanceof DnsError && error.code === code;

describe('type bitmaps', () => {
  it('are those of RFC 4034 section 4.3', () => {
    const bitmap = typeBitmap([TYPE.NSEC, 1234, TYPE.A, TYPE.RRSIG, TYPE.MX]);
    assert.equal(hex(bitmap), `0006400100000003041b${'00'.repeat(26)}20`);
    assert.deepEqual(bitmapTypes(bitmap), [TYPE.A, TYPE.MX, TYPE.RRSIG, TYPE.NSEC, 1234]);
  });

  it('name the types that they were made of, and no other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(0xffff), { maxLength: 20 }), fc.nat(0xffff), (types, other) => {
        const bitmap = typeBitmap(types);
        assert.deepEqual(
          bitmapTypes(bitmap),
          types.toSorted((a, b) => a - b),
        );
        for (const type of types) assert.ok(bitmapHas(bitmap, type));
        assert.equal(bitmapHas(bitmap, other), types.includes(other));
      }),
    );
  });

  it('are refused where one set of types would have a second encoding', () => {
    const broken = [
      [0, 0],
      [0, 33, ...Array.from({ length: 33 }, () => 1)],
      [0, 2, 1, 0],
      [1, 1, 1, 0, 1, 1],
      [1, 1, 1, 1, 1, 1],
      [0, 2, 1],
      [0],
    ];
    for (const bitmap of broken) {
      assert.throws(() => canonicalData(TYPE.NSEC, nsec(bitmap)), refuses('rdata'));
      assert.throws(() => decodeMessage(answerWith(TYPE.NSEC, [0, ...bitmap])), refuses('rdata'));
    }
    assert.throws(() => decodeMessage(answerWith(TYPE.NSEC, [0])), refuses('rdata'));
    assert.doesNotThrow(() => decodeMessage(answerWith(TYPE.NSEC3, [1, 0, 0, 0, 0, 1, 7])));
    assert.throws(() => decodeMessage(answerWith(TYPE.NSEC3, [1, 0, 0, 0, 0, 0])), refuses('rdata'));
  });
});

describe('names that must stay whole', () => {
  it('are refused as pointers in RRSIG and NSEC', () => {
    const signer = [0xc0, 12];
    const rrsig = [0, 1, 13, 2, ...Array.from({ length: 14 }, () => 0), ...signer, 1];
    assert.throws(() => decodeMessage(answerWith(TYPE.RRSIG, rrsig)), refuses('pointer'));
    assert.throws(() => decodeMessage(answerWith(TYPE.NSEC, [...signer, 0, 1, 0x40])), refuses('pointer'));
  });
});

describe('canonical order of names', () => {
  it('is that of RFC 4034 section 6.1', () => {
    const names = [
      'example',
      'a.example',
      'yljkjljk.a.example',
      'Z.a.example',
      'zABC.a.EXAMPLE',
      'z.example',
      '\\001.z.example',
      '*.z.example',
      '\\200.z.example',
    ];
    const shuffled = names.toReversed().map(nameFromText).toSorted(compareNames);
    assert.deepEqual(shuffled.map(nameToText), names);
  });

  it('is total, and zero for equal names only', () => {
    fc.assert(
      fc.property(arbitraryName, arbitraryName, arbitraryName, (a, b, c) => {
        assert.equal(Math.sign(compareNames(a, b)) + Math.sign(compareNames(b, a)), 0);
        assert.equal(compareNames(a, b) === 0, nameEquals(a, b));
        if (compareNames(a, b) <= 0 && compareNames(b, c) <= 0) assert.ok(compareNames(a, c) <= 0);
      }),
    );
  });
});

describe('what is signed', () => {
  const fields: Omit<Rrsig, 'signature'> = {
    kind: 'RRSIG',
    typeCovered: TYPE.MX,
    algorithm: 15,
    labels: 2,
    originalTtl: 3600,
    expiration: 1_440_021_600,
    inception: 1_438_207_200,
    keyTag: 3613,
    signer: nameFromText('Example.com'),
  };

  it('is the fields, then the records in canonical form (RFC 4034 section 3.1.8.1)', () => {
    const head = `000f0f0200000e1055d4fc6055b94ce00e1d${EXAMPLE_COM}`;
    const one = (preference: string) =>
      `${EXAMPLE_COM}000f000100000e100014${preference}046d61696c${EXAMPLE_COM}`;
    const bytes = signedBytes(fields, [
      mx('EXAMPLE.com', 20, 'Mail.example.COM'),
      mx('example.com', 10, 'mail.example.com'),
    ]);
    assert.equal(hex(bytes), head + one('000a') + one('0014'));
  });

  it('does not depend on order, case, TTL or repetition', () => {
    const records = [
      mx('example.com', 1, 'b.test'),
      mx('example.com', 1, 'a.test'),
      mx('example.com', 2, 'a.test'),
    ];
    const [first = mx('', 0, '')] = records;
    const other = [...records.toReversed(), first, mx('eXample.com', 2, 'A.test', 7)];
    assert.equal(hex(signedBytes(fields, other)), hex(signedBytes(fields, records)));
  });

  it('names the wildcard that the owner came from (RFC 4035 section 5.3.2)', () => {
    const expanded = signedBytes(fields, [mx('a.b.example.com', 1, 'm.test')]);
    const asWritten = signedBytes(fields, [mx('*.example.com', 1, 'm.test')]);
    assert.equal(hex(expanded), hex(asWritten));
    assert.throws(
      () => signedBytes({ ...fields, labels: 3 }, [mx('*.example.com', 1, 'm.test')]),
      refuses('rdata'),
    );
    assert.throws(
      () => signedBytes({ ...fields, labels: 3 }, [mx('example.com', 1, 'm.test')]),
      refuses('rdata'),
    );
  });

  it('is one record set', () => {
    const stranger = mx('other.com', 1, 'm.test');
    assert.throws(() => signedBytes(fields, []), refuses('rdata'));
    assert.throws(() => signedBytes(fields, [mx('example.com', 1, 'm.test'), stranger]), refuses('rdata'));
    assert.throws(() => signedBytes({ ...fields, typeCovered: TYPE.A }, [stranger]), refuses('rdata'));
  });

  it('keeps the case of the name in NSEC (RFC 6840 section 5.1)', () => {
    const data: RecordData = { kind: 'NSEC', next: nameFromText('B.Test'), bitmap: typeBitmap([TYPE.A]) };
    assert.equal(hex(canonicalData(TYPE.NSEC, data)), '0142045465737400000140');
  });

  it('is the data as decoded, for records whose names are in lower case', () => {
    fc.assert(
      fc.property(arbitraryMessage, (message) => {
        for (const { type, data } of [...message.answers, ...message.authorities]) {
          const canonical = canonicalData(type, data);
          const again = decodeMessage(answerWith(type, [...canonical])).answers[0];
          assert.deepEqual(canonicalData(type, again?.data ?? data), canonical);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('key tags and digests', () => {
  it('are those of RFC 4034 section 5.4 and RFC 4509 section 2.3', () => {
    const one = key(
      5,
      'AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==',
      256,
    );
    const owner = nameFromText('dskey.example.com');
    assert.equal(keyTag(one), 60_485);
    assert.equal(
      hex(digestKey(owner, one, DIGEST_TYPE.SHA1) ?? one.publicKey),
      '2bb183af5f22588179a53b0a98631fad1a292118',
    );
    assert.equal(
      hex(digestKey(nameFromText('DSKEY.Example.com'), one, DIGEST_TYPE.SHA256) ?? one.publicKey),
      'd4b7d520e7bb5f0f67674a0cceb1e3e0614b93c4f9e99b8383f6a1e4469da50a',
    );
    assert.equal(digestKey(owner, one, 3), undefined);
  });

  it('are those of RFC 6605 section 6 and RFC 8080 section 6', () => {
    const cases = [
      [
        key(13, 'GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA=='),
        55_648,
        'example.net',
        DIGEST_TYPE.SHA256,
        'b4c8c1fe2e7477127b27115656ad6256f424625bf5c1e2770ce6d6e37df61d17',
      ],
      [
        key(
          14,
          'xKYaNhWdGOfJ+nPrL8/arkwf2EY3MDJ+SErKivBVSum1w/egsXvSADtNJhyem5RCOpgQ6K8X1DRSEkrbYQ+OB+v8/uX45NBwY8rp65F6Glur8I/mlVNgF6W/qTI37m40',
        ),
        10_771,
        'example.net',
        DIGEST_TYPE.SHA384,
        '72d7b62976ce06438e9c0bf319013cf801f09ecc84b8d7e9495f27e305c6a9b0563a9b5f4d288405c3008a946df983d6',
      ],
      [
        key(15, 'l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4='),
        3613,
        'example.com',
        DIGEST_TYPE.SHA256,
        '3aa5ab37efce57f737fc1627013fee07bdf241bd10f3b1964ab55c78e79a304b',
      ],
    ] as const;
    for (const [one, tag, owner, type, digest] of cases) {
      assert.equal(keyTag(one), tag);
      assert.equal(hex(digestKey(nameFromText(owner), one, type) ?? one.publicKey), digest);
    }
  });
});

describe('hashed owner names', () => {
  it('are those of RFC 5155 appendix A', () => {
    const salt = Uint8Array.of(0xaa, 0xbb, 0xcc, 0xdd);
    const cases = {
      example: '0p9mhaveqvm6t7vbl5lop2u3t2rp3tom',
      'a.example': '35mthgpgcu1qg68fab165klnsnk3dpvl',
      'AI.example': 'gjeqe526plbf1g8mklp59enfd789njgi',
      'ns1.example': '2t7b4g4vsa5smi47k61mv5bv1a22bojr',
      'x.y.w.example': '2vptu5timamqttgl4luu9kg21e0aor3s',
      '*.w.example': 'r53bq7cc2uvmubfu5ocmm6pers9tk9en',
    };
    for (const [name, hash] of Object.entries(cases))
      assert.equal(base32hex(hashName(nameFromText(name), salt, 12)), hash);
  });
});

/** A response whose one answer, under the root, holds these bytes. */
function answerWith(type: number, data: readonly number[]): Uint8Array {
  const message = newMessage({
    id: 1,
    response: true,
    questions: [],
    answers: [
      {
        name: [],
        type: 65_280,
        class: CLASS.IN,
        ttl: 0,
        data: { kind: 'unknown', bytes: Uint8Array.from(data) },
      },
    ],
  });
  const bytes = encodeMessage(message);
  bytes[13] = type >> 8;
  bytes[14] = type & 0xff;
  return bytes;
}

function key(algorithm: number, publicKey: string, flags = 257): Dnskey {
  return { kind: 'DNSKEY', flags, protocol: 3, algorithm, publicKey: base64(publicKey) };
}

function nsec(bitmap: readonly number[]): RecordData {
  return { kind: 'NSEC', next: [], bitmap: Uint8Array.from(bitmap) };
}

function mx(owner: string, preference: number, exchange: string, ttl = 60): ResourceRecord {
  const data: RecordData = { kind: 'MX', preference, exchange: nameFromText(exchange) };
  return { name: nameFromText(owner), type: TYPE.MX, class: CLASS.IN, ttl, data };
}
