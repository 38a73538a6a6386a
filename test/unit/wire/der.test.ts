import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import {
  attempt,
  bitString,
  contextConstructed,
  contextTag,
  decodeWhole,
  DER_BYTES_MAX,
  DER_DEPTH_MAX,
  DerError,
  encodeDer,
  enter,
  integer,
  namedBits,
  octetString,
  oid,
  openDer,
  printableString,
  type Reader,
  readAny,
  readBitStringOctets,
  readBoolean,
  readBooleanDefaultFalse,
  readContents,
  readNamedBits,
  readNull,
  readOctetString,
  readOid,
  readSmallInteger,
  readString,
  readTime,
  readUnsigned,
  sequence,
  setOf,
  TAG,
  time,
  utf8String,
} from '../../../src/wire/der/index.ts';

const whole = <T>(hex: string, read: (reader: Reader) => T): T =>
  decodeWhole(Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')), DER_BYTES_MAX, read);
const written = <T>(der: Parameters<typeof encodeDer>[0], read: (reader: Reader) => T): T =>
  decodeWhole(encodeDer(der), DER_BYTES_MAX, read);
const utc = (text: string) => `17${byte(text.length)}${Buffer.from(text).toString('hex')}`;
const generalized = (text: string) => `18${byte(text.length)}${Buffer.from(text).toString('hex')}`;
const byte = (value: number) => value.toString(16).padStart(2, '0');
const unsigned = (reader: Reader) => readUnsigned(reader, 20);

describe('encodings that are not DER are refused by name', () => {
  const table: [what: string, code: string, hex: string, read: (reader: Reader) => unknown][] = [
    ['nothing at all', 'truncated', '', readOctetString],
    ['a tag without a length', 'truncated', '04', readOctetString],
    ['a length beyond the end', 'truncated', '04 03 0102', readOctetString],
    ['a length of 4 GiB', 'truncated', '04 84 ffffffff 00', readOctetString],
    ['a length of nine octets', 'truncated', '04 89 010000000000000000 00', readOctetString],
    ['length octets beyond the end', 'truncated', '04 82 01', readOctetString],
    ['a length beyond the enclosing element', 'truncated', '30 03 04 03 01 0203', nested(readOctetString)],
    ['bytes after the element', 'trailing-bytes', '04 01 00 00', readOctetString],
    ['an indefinite length', 'indefinite-length', '24 80 04 01 00 00 00', readAny],
    ['a short length in long form', 'length-not-minimal', '04 81 01 00', readOctetString],
    ['a length with a leading zero', 'length-not-minimal', `04 82 0080 ${'00'.repeat(128)}`, readOctetString],
    ['the reserved length octet', 'truncated', '04 ff 00', readOctetString],
    ['a tag number from 31', 'high-tag', '1f 81 01 00', readAny],
    ['another type', 'wrong-tag', '02 01 00', readOctetString],
    ['an OCTET STRING in pieces', 'wrong-tag', '24 04 04 02 0102', readOctetString],
    ['a primitive SEQUENCE', 'wrong-tag', '10 00', nested(readOctetString)],
    ['BOOLEAN true as 01', 'boolean-not-canonical', '01 01 01', readBoolean],
    ['BOOLEAN of two octets', 'boolean-length', '01 02 ffff', readBoolean],
    ['BOOLEAN of no octet', 'boolean-length', '01 00', readBoolean],
    ['FALSE where it is the default', 'default-encoded', '01 01 00', readBooleanDefaultFalse],
    ['INTEGER without contents', 'integer-empty', '02 00', unsigned],
    ['INTEGER with a needless 00', 'integer-not-minimal', '02 02 007f', unsigned],
    ['INTEGER with a needless ff', 'integer-not-minimal', '02 02 ff80', unsigned],
    ['a negative INTEGER', 'integer-negative', '02 01 80', unsigned],
    ['INTEGER above its octets', 'integer-too-large', `02 15 ${'01'.repeat(21)}`, unsigned],
    ['INTEGER above its value', 'integer-too-large', '02 01 06', (reader) => readSmallInteger(reader, 5)],
    ['NULL with contents', 'null-not-empty', '05 01 00', readNull],
    ['OID without contents', 'oid-empty', '06 00', readOid],
    ['OID arc with a leading 80', 'oid-not-minimal', '06 03 2a 80 01', readOid],
    ['OID that begins with 80', 'oid-not-minimal', '06 02 80 01', readOid],
    ['OID whose last arc is unfinished', 'oid-truncated', '06 02 2a 81', readOid],
    ['OID arc of 56 bits', 'oid-too-large', '06 09 2a ff ff ff ff ff ff ff 7f', readOid],
    ['OID of 33 octets', 'oid-too-large', `06 21 ${'01'.repeat(33)}`, readOid],
    ['BIT STRING without its count', 'bit-string-empty', '03 00', readBitStringOctets],
    ['BIT STRING that is not whole octets', 'bit-string-unused-bits', '03 02 01 80', readBitStringOctets],
    ['BIT STRING with 8 unused bits', 'bit-string-unused-bits', '03 02 08 00', readNamedBits],
    ['BIT STRING with unused bits of nothing', 'bit-string-unused-bits', '03 01 01', readNamedBits],
    ['BIT STRING with unused bits set', 'bit-string-padding', '03 02 07 81', readNamedBits],
    ['named bits with trailing zeros', 'bit-string-trailing-zeros', '03 02 06 80', readNamedBits],
    ['named bits with a zero octet', 'bit-string-trailing-zeros', '03 03 00 80 00', readNamedBits],
    ['named bits of five octets', 'too-large', '03 06 00 0000000001', readNamedBits],
    ['TeletexString', 'string-type', '14 01 41', readString],
    ['BMPString', 'string-type', '1e 02 0041', readString],
    ['UniversalString', 'string-type', '1c 04 00000041', readString],
    ['no string', 'truncated', '', readString],
    ['PrintableString with @', 'string-charset', '13 01 40', readString],
    ['NumericString with a letter', 'string-charset', '12 01 41', readString],
    ['IA5String with the eighth bit', 'string-charset', '16 01 e9', readString],
    ['IA5String with NUL', 'string-charset', '16 02 6100', readString],
    ['UTF8String with NUL', 'string-charset', '0c 02 6100', readString],
    ['UTF8String cut short', 'string-utf8', '0c 01 c3', readString],
    ['UTF8String overlong', 'string-utf8', '0c 02 c1a1', readString],
    ['UTF8String surrogate', 'string-utf8', '0c 03 eda080', readString],
    ['UTCTime without seconds', 'time-form', utc('2611201200Z'), readTime],
    ['UTCTime with an offset', 'time-form', utc('261120120000+0000'), readTime],
    ['UTCTime without Z', 'time-form', utc('261120120000'), readTime],
    ['UTCTime with a sign in it', 'time-form', utc('26+120120000Z'), readTime],
    ['UTCTime of month 13', 'time-range', utc('261320120000Z'), readTime],
    ['UTCTime of month 0', 'time-range', utc('260020120000Z'), readTime],
    ['UTCTime of 29 February 2026', 'time-range', utc('260229120000Z'), readTime],
    ['UTCTime of 31 April', 'time-range', utc('260431120000Z'), readTime],
    ['UTCTime of hour 24', 'time-range', utc('261120240000Z'), readTime],
    ['UTCTime of a leap second', 'time-range', utc('261231235960Z'), readTime],
    ['GeneralizedTime before 2050', 'time-form', generalized('20491231235959Z'), readTime],
    ['GeneralizedTime with a fraction', 'time-form', generalized('20501231235959.5Z'), readTime],
    ['GeneralizedTime of 29 February 2100', 'time-range', generalized('21000229000000Z'), readTime],
    ['another type for a time', 'wrong-tag', '0c 01 41', readTime],
    ['nesting without end', 'too-deep', nest(DER_DEPTH_MAX + 1), readAny],
  ];
  for (const [what, code, hex, read] of table) {
    test(`${what}: ${code}`, () => {
      const result = attempt(() => whole(hex, read));
      assert.equal(result.ok ? 'accepted' : result.fault.code, code);
    });
  }
});

describe('what is DER is read', () => {
  test('elements next to the refused ones', () => {
    assert.equal(whole('01 01 ff', readBoolean), true);
    assert.equal(whole('01 01 00', readBoolean), false);
    assert.deepEqual(whole('02 02 0080', unsigned), Uint8Array.of(0x80));
    assert.deepEqual(whole('02 01 00', unsigned), Uint8Array.of(0));
    assert.deepEqual(whole('03 01 00', readNamedBits), []);
    assert.deepEqual(whole('03 03 07 0680', readNamedBits), [5, 6, 8]);
    assert.equal(whole('06 03 813403', readOid), '2.100.3');
    assert.equal(whole('06 09 2a864886f70d01010b', readOid), '1.2.840.113549.1.1.11');
    assert.equal(whole(utc('491231235959Z'), readTime), Date.UTC(2049, 11, 31, 23, 59, 59));
    assert.equal(whole(utc('500101000000Z'), readTime), Date.UTC(1950, 0, 1));
    assert.equal(whole(generalized('20500101000000Z'), readTime), Date.UTC(2050, 0, 1));
    assert.equal(whole(utc('000229000000Z'), readTime), Date.UTC(2000, 1, 29));
    assert.equal(whole(nest(DER_DEPTH_MAX), readAny).length, DER_DEPTH_MAX * 2);
    assert.equal(contextTag(2), 0x82);
    assert.equal(contextConstructed(3), 0xa3);
  });

  test('nothing is copied: what is read are views of the input', () => {
    const input = encodeDer(octetString(Uint8Array.of(1, 2, 3)));
    const view = readOctetString(openDer(input));
    assert.equal(view.buffer, input.buffer);
    assert.deepEqual(view, Uint8Array.of(1, 2, 3));
  });

  test('views of a Buffer are Uint8Arrays, as callers compare them', () => {
    const view = readOctetString(openDer(Buffer.from('0401aa', 'hex')));
    assert.deepEqual(view, Uint8Array.of(0xaa));
  });

  test('an input above its bound is refused before it is looked at', () => {
    const result = attempt(() => openDer(new Uint8Array(101), 100));
    assert.equal(result.ok ? '' : result.fault.code, 'too-large');
  });

  test('the offset of an error counts from the start of the input', () => {
    const result = attempt(() =>
      whole(
        '30 05 04 01 00 01 00',
        nested((inner) => [readOctetString(inner), readBoolean(inner)]),
      ),
    );
    assert.equal(result.ok ? '' : result.fault.message, 'boolean-length at byte 5');
  });

  test('attempt lets everything but DerError pass', () => {
    assert.throws(
      () =>
        attempt(() => {
          throw new RangeError('a bug');
        }),
      RangeError,
    );
  });
});

describe('what is written is read back', () => {
  test('INTEGER from bigint, number and bytes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 159n) - 1n }), (value) => {
        const magnitude = written(integer(value), unsigned);
        assert.equal(BigInt(`0x${Buffer.from(magnitude).toString('hex')}`), value);
        assert.deepEqual(encodeDer(integer(magnitude)), encodeDer(integer(value)));
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (value) => {
        assert.equal(
          written(integer(value), (reader) => readSmallInteger(reader, 2 ** 31)),
          value,
        );
      }),
    );
  });

  test('OID', () => {
    const arcs = fc.array(fc.integer({ min: 0, max: 2 ** 31 - 1 }), { maxLength: 5 });
    const root = fc.oneof(
      fc.tuple(fc.constantFrom(0, 1), fc.nat(39)),
      fc.tuple(fc.constant(2), fc.nat(100_000)),
    );
    fc.assert(
      fc.property(root, arcs, (start, rest) => {
        const dotted = [...start, ...rest].join('.');
        assert.equal(written(oid(dotted), readOid), dotted);
      }),
    );
  });

  test('strings, bits, octets and times', () => {
    const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', ''));
    fc.assert(fc.property(text, (value) => assert.equal(written(utf8String(value), readString), value)));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000 }), (value) => {
        assert.deepEqual(written(octetString(value), readOctetString), value);
        assert.deepEqual(written(bitString(value), readBitStringOctets), value);
      }),
      { numRuns: 40 },
    );
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(31)), (bits) => {
        assert.deepEqual(
          written(namedBits(bits), readNamedBits),
          bits.toSorted((a, b) => a - b),
        );
      }),
    );
    const seconds = fc.integer({ min: Date.UTC(1950, 0, 1) / 1000, max: Date.UTC(9999, 11, 31) / 1000 });
    fc.assert(
      fc.property(seconds, fc.nat(999), (second, millisecond) => {
        assert.equal(written(time(second * 1000 + millisecond), readTime), second * 1000);
      }),
    );
  });

  test('lengths of one to four octets', () => {
    for (const length of [0, 1, 127, 128, 255, 256, 65_535, 65_536, 1_000_000]) {
      const value = new Uint8Array(length).fill(7);
      assert.equal(written(sequence(octetString(value)), nested(readOctetString)).length, length);
    }
  });

  test('SET OF is put into order', () => {
    const set = encodeDer(setOf(integer(300), integer(2), octetString(Uint8Array.of()), integer(1)));
    const first = readContents(openDer(set), TAG.set);
    assert.equal(Buffer.from(first).toString('hex'), '0201010201020202012c0400');
  });

  test('what has no encoding is not written', () => {
    const impossible: (() => unknown)[] = [
      () => integer(-1),
      () => integer(1.5),
      () => integer(new Uint8Array(0)),
      () => oid('3.1'),
      () => oid('1.40'),
      () => oid('1'),
      () => oid('1.2.03'),
      () => printableString('a@b'),
      () => utf8String('\ud800'),
      () => utf8String('a\0b'),
      () => time(Date.UTC(1949, 11, 31)),
      () => time(Date.UTC(10_000, 0, 1)),
      () => time(Number.NaN),
    ];
    for (const write of impossible)
      assert.throws(write, (error) => error instanceof DerError && error.code === 'not-encodable');
  });
});

/** Reads a SEQUENCE's contents with `read`. */
function nested<T>(read: (reader: Reader) => T): (reader: Reader) => T {
  return (reader) => read(enter(reader, TAG.sequence));
}

/** SEQUENCEs inside each other, as hex. */
function nest(levels: number): string {
  let hex = '';
  for (let i = 0; i < levels; i++) hex = `30${byte(hex.length / 2)}${hex}`;
  return hex;
}
