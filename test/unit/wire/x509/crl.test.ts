import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import {
  context,
  type Der,
  encodeDer,
  integer,
  octetString,
  oid,
  sequence,
  time,
  TRUE,
} from '../../../../src/wire/der/index.ts';
import {
  algorithmIdentifier,
  assembleSigned,
  authorityKeyIdentifier,
  buildTbsCrl,
  crlNumber,
  decodeCertificate,
  decodeCrl,
  encodeName,
  OID,
  reasonCode,
  verifySigned,
} from '../../../../src/wire/x509/index.ts';
import { KEYS, NOT_AFTER, NOT_BEFORE, P256, refusal, signedCrl, vector } from './samples.ts';

describe('CRLs that we build are read back', () => {
  const second = fc.integer({ min: Date.UTC(1950, 0, 1) / 1000, max: Date.UTC(9999, 11, 31) / 1000 });
  const ms = second.map((value) => value * 1000);
  const entry = fc.record(
    {
      serial: fc.uint8Array({ minLength: 1, maxLength: 19 }).filter((bytes) => bytes[0] !== 0),
      revokedAt: ms,
      reason: fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 8, 9, 10),
    },
    { noNullPrototype: true },
  );
  const input = fc.record(
    {
      signatureAlgorithm: fc.constantFrom(...KEYS.map((key) => key.algorithm)),
      issuer: fc.constant(encodeName({ country: 'DE', organization: 'Example', commonName: 'CA' })),
      thisUpdate: ms,
      nextUpdate: ms,
      crlNumber: fc.bigInt({ min: 0n, max: (1n << 159n) - 1n }),
      authorityKeyId: fc.uint8Array({ minLength: 1, maxLength: 32 }),
      revoked: fc.array(entry, { maxLength: 30 }),
    },
    { noNullPrototype: true },
  );

  test('every field', () => {
    fc.assert(
      fc.property(input, (wanted) => {
        const tbs = buildTbsCrl(wanted);
        const decoded = decodeCrl(assembleSigned(tbs, wanted.signatureAlgorithm, Uint8Array.of(1)));
        const { tbs: again, signature, extensions, ...fields } = decoded;
        assert.deepEqual(fields, wanted);
        assert.deepEqual(again, tbs);
        assert.deepEqual(signature, Uint8Array.of(1));
        assert.deepEqual(
          extensions.map((extension) => extension.oid),
          [OID.authorityKeyIdentifier, OID.crlNumber],
        );
      }),
    );
  });

  test('20,000 entries', () => {
    const revoked = Array.from({ length: 20_000 }, (_, i) => ({
      serial: Uint8Array.of(1, i >> 8, i & 255),
      revokedAt: NOT_BEFORE,
      reason: i % 2 === 0 ? 1 : 0,
    }));
    assert.deepEqual(decodeCrl(signedCrl({ revoked }, P256)).revoked, revoked);
  });

  test('signed and verified', () => {
    for (const key of KEYS) {
      const { tbs, signatureAlgorithm: algorithm, signature } = decodeCrl(signedCrl({}, key));
      assert.equal(verifySigned({ tbs, algorithm, signature }, key.spki), true);
    }
  });

  test('what has no encoding is not written', () => {
    const revoked = { serial: Uint8Array.of(1), revokedAt: NOT_BEFORE, reason: 1 };
    const impossible = [
      { revoked: [{ ...revoked, reason: 7 }] },
      { revoked: [{ ...revoked, reason: 11 }] },
      { revoked: [{ ...revoked, serial: new Uint8Array(20).fill(255) }] },
      { crlNumber: -1n },
      { crlNumber: 1n << 159n },
    ];
    for (const changes of impossible)
      assert.equal(
        refusal(() => signedCrl(changes, P256)),
        'not-encodable',
      );
  });
});

test('CRLs that OpenSSL built', () => {
  const root = decodeCertificate(vector('certificate-rsa-root.der'));
  const empty = decodeCrl(vector('crl-empty.der'));
  assert.equal(empty.crlNumber, 1n);
  assert.deepEqual(empty.revoked, []);
  assert.deepEqual(empty.issuer, root.subject);
  const full = decodeCrl(vector('crl-entries.der'));
  assert.deepEqual(
    full.revoked.map((entry) => [Buffer.from(entry.serial).toString('hex'), entry.reason]),
    [
      ['1000', 1],
      ['1001', 0],
      ['1002', 4],
    ],
  );
  for (const { tbs, signatureAlgorithm: algorithm, signature } of [empty, full])
    assert.equal(verifySigned({ tbs, algorithm, signature }, root.spki), true);
});

describe('CRLs that are not right are refused by name', () => {
  const algorithm = algorithmIdentifier('ecdsa-sha256');
  const issuer = encodeName({ commonName: 'x' });
  const updates = [time(NOT_BEFORE), time(NOT_AFTER)];
  const number = crlNumber(1n);
  const keyId = authorityKeyIdentifier(Uint8Array.of(1));
  const noKeyId = { ...keyId, value: Uint8Array.of(0x30, 0) };
  const extensions = context(0, sequence(extension(keyId), extension(number)));
  const head = [integer(1), algorithm, issuer, ...updates];
  const unused = { oid: OID.reasonCode, value: Uint8Array.of(0x0a, 1, 7) };
  const table: [what: string, code: string, fields: Der[]][] = [
    ['as it should be', 'accepted', [...head, sequence(entry()), extensions]],
    ['version 1 by absence', 'wrong-tag', [algorithm, issuer, ...updates, extensions]],
    ['version 3', 'version', [integer(2), algorithm, issuer, ...updates, extensions]],
    [
      'another algorithm inside',
      'algorithm',
      [integer(1), algorithmIdentifier('ecdsa-sha384'), issuer, ...updates, extensions],
    ],
    [
      'an unknown algorithm',
      'algorithm',
      [integer(1), sequence(oid('1.2.3')), issuer, ...updates, extensions],
    ],
    ['no nextUpdate', 'wrong-tag', [integer(1), algorithm, issuer, time(NOT_BEFORE), extensions]],
    ['an empty list', 'empty', [...head, sequence(), extensions]],
    ['no extensions', 'truncated', head],
    ['no number', 'missing', [...head, context(0, sequence(extension(keyId)))]],
    ['no key identifier', 'missing', [...head, context(0, sequence(extension(number)))]],
    [
      'a key identifier without one',
      'missing',
      [...head, context(0, sequence(extension(noKeyId), extension(number)))],
    ],
    [
      'an entry with a tail',
      'trailing-bytes',
      [...head, sequence(entry(sequence(extension(reasonCode(1))), TRUE)), extensions],
    ],
    [
      'a critical extension of an entry',
      'unexpected',
      [...head, sequence(entry(sequence(extension(reasonCode(1), TRUE)))), extensions],
    ],
    ['the unused reason 7', 'value', [...head, sequence(entry(sequence(extension(unused)))), extensions]],
  ];
  for (const [what, code, fields] of table) {
    test(`${what}: ${code}`, () => {
      const der = assembleSigned(encodeDer(sequence(...fields)), 'ecdsa-sha256', Uint8Array.of(1));
      assert.equal(
        refusal(() => decodeCrl(der)),
        code,
      );
    });
  }
});

function extension({ oid: id, value }: { oid: string; value: Uint8Array }, ...flag: Der[]): Der {
  return sequence(oid(id), ...flag, octetString(value));
}

function entry(...list: Der[]): Der {
  return sequence(integer(1), time(NOT_BEFORE), ...list);
}
