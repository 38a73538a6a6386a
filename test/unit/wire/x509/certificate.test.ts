import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { context, encodeDer, integer, NULL, oid, type Der } from '../../../../src/wire/der/index.ts';
import { bitString, octetString, sequence, setOf, time, utf8String } from '../../../../src/wire/der/index.ts';
import {
  algorithmIdentifier,
  assembleSigned,
  buildTbsCertificate,
  decodeCertificate,
  decodeTbs,
  encodeName,
  findExtension,
  keyIdentifier,
  keyUsage,
  OID,
  subjectKeyIdentifier,
  verifySigned,
} from '../../../../src/wire/x509/index.ts';
import {
  corpus,
  KEYS,
  NOT_AFTER,
  NOT_BEFORE,
  P256,
  refusal,
  RSA,
  signedCertificate,
  tbsInput,
  vector,
} from './samples.ts';

describe('certificates that we build are read back', () => {
  const dotted = fc.tuple(fc.nat(39), fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 5 }));
  const extension = fc.record(
    {
      oid: dotted.map(([second, rest]) => `1.${second}.${rest.join('.')}`),
      critical: fc.boolean(),
      value: fc.uint8Array({ maxLength: 300 }),
    },
    { noNullPrototype: true },
  );
  const second = fc.integer({ min: Date.UTC(1950, 0, 1) / 1000, max: Date.UTC(9999, 11, 31) / 1000 });
  const word = fc.string({ minLength: 1, maxLength: 20 });
  const input = fc.record(
    {
      serial: fc.uint8Array({ minLength: 1, maxLength: 19 }).filter((bytes) => bytes[0] !== 0),
      signatureAlgorithm: fc.constantFrom(...KEYS.map((key) => key.algorithm)),
      issuer: fc.record({ organization: word, commonName: word }).map(encodeName),
      notBefore: second.map((value) => value * 1000),
      notAfter: second.map((value) => value * 1000),
      subject: fc.record({ commonName: word }, { requiredKeys: [], noNullPrototype: true }).map(encodeName),
      spki: fc.constantFrom(...KEYS.map((key) => key.spki)),
      extensions: fc.uniqueArray(extension, { maxLength: 12, selector: (one) => one.oid }),
    },
    { noNullPrototype: true },
  );

  test('every field', () => {
    fc.assert(
      fc.property(input, (wanted) => {
        const decoded = decodeTbs(buildTbsCertificate(wanted));
        const { tbs, version, hasUniqueIds, tbsSignatureAlgorithm, ...fields } = decoded;
        assert.deepEqual(fields, wanted);
        assert.equal(version, 3);
        assert.equal(hasUniqueIds, false);
        assert.deepEqual(tbsSignatureAlgorithm, algorithmIdentifier(wanted.signatureAlgorithm));
        assert.deepEqual(buildTbsCertificate(wanted), tbs);
      }),
    );
  });

  for (const key of KEYS) {
    test(`signed and verified with ${key.algorithm}`, () => {
      const der = signedCertificate(tbsInput({ spki: key.spki }), key);
      const { tbs, signatureAlgorithm: algorithm, signature, ...rest } = decodeCertificate(der);
      assert.equal(algorithm, key.algorithm);
      assert.deepEqual(rest.outerSignatureAlgorithm, rest.tbsSignatureAlgorithm);
      assert.equal(verifySigned({ tbs, algorithm, signature }, key.spki), true);
      assert.deepEqual(assembleSigned(tbs, key.algorithm, signature), der);
      const changed = Uint8Array.from(tbs);
      changed[20] = (changed[20] ?? 0) ^ 1;
      assert.equal(verifySigned({ tbs: changed, algorithm, signature }, key.spki), false);
    });
  }

  test('a signature does not verify under another algorithm, key or kind of key', () => {
    const { tbs, signature } = decodeCertificate(signedCertificate(tbsInput(), RSA));
    assert.equal(verifySigned({ tbs, algorithm: 'rsa-sha256', signature }, RSA.spki), true);
    assert.equal(verifySigned({ tbs, algorithm: 'ecdsa-sha256', signature }, RSA.spki), false);
    assert.equal(verifySigned({ tbs, algorithm: 'rsa-sha384', signature }, RSA.spki), false);
    assert.equal(verifySigned({ tbs, algorithm: 'rsa-sha256', signature }, P256.spki), false);
    assert.equal(verifySigned({ tbs, algorithm: 'unknown', signature }, RSA.spki), false);
    assert.equal(verifySigned({ tbs, algorithm: 'rsa-sha256', signature }, Uint8Array.of(1)), false);
  });

  test('a serial number keeps its sign octet out of sight, and its bound', () => {
    const high = Uint8Array.of(0x80, 1);
    assert.deepEqual(decodeTbs(buildTbsCertificate(tbsInput({ serial: high }))).serial, high);
    const longest = new Uint8Array(20).fill(0x7f);
    assert.deepEqual(decodeTbs(buildTbsCertificate(tbsInput({ serial: longest }))).serial, longest);
    for (const serial of [new Uint8Array(20).fill(0x80), new Uint8Array(21).fill(1), new Uint8Array(0)])
      assert.equal(
        refusal(() => buildTbsCertificate(tbsInput({ serial }))),
        'not-encodable',
      );
  });
});

describe('certificates that OpenSSL built', () => {
  test('the root reads and verifies with its own key', () => {
    const root = decodeCertificate(vector('certificate-rsa-root.der'));
    assert.equal(root.version, 3);
    assert.deepEqual(root.issuer, root.subject);
    assert.equal(root.signatureAlgorithmOid, OID.sha256WithRsa);
    assert.equal(root.notAfter - root.notBefore, 3650 * 86_400_000);
    const { tbs, signatureAlgorithm: algorithm, signature } = root;
    assert.equal(verifySigned({ tbs, algorithm, signature }, root.spki), true);
    assert.equal(findExtension(root.extensions, OID.keyUsage)?.critical, true);
  });

  test('one beyond 2050 has a GeneralizedTime, a version 1 certificate no extensions', () => {
    const far = decodeCertificate(vector('certificate-p256-until-2081.der'));
    assert.equal(new Date(far.notAfter).getUTCFullYear(), 2081);
    const old = decodeCertificate(vector('certificate-v1.der'));
    assert.equal(old.version, 1);
    assert.deepEqual(old.extensions, []);
  });

  test('algorithms that are not ours have a name of their own', () => {
    const edwards = decodeCertificate(vector('certificate-ed25519.der'));
    assert.equal(edwards.signatureAlgorithm, 'unknown');
    assert.equal(edwards.signatureAlgorithmOid, OID.ed25519);
    const pss = decodeCertificate(vector('certificate-rsa-pss.der'));
    assert.equal(pss.signatureAlgorithmOid, '1.2.840.113549.1.1.10');
    assert.equal(pss.signatureAlgorithm, 'unknown');
  });

  test('views only: every array lies inside the input', () => {
    for (const { name, der } of corpus().filter((file) => file.name.startsWith('certificate'))) {
      const { tbs, spki, serial, signature } = decodeCertificate(der);
      for (const view of [tbs, spki, serial, signature]) assert.equal(view.buffer, der.buffer, name);
    }
  });
});

describe('certificates that are not right are refused by name', () => {
  const version = context(0, integer(2));
  const algorithm = algorithmIdentifier('ecdsa-sha256');
  const name = encodeName({ commonName: 'x' });
  const validity = sequence(time(NOT_BEFORE), time(NOT_AFTER));
  const usage = keyUsage(['digitalSignature']);
  const ski = subjectKeyIdentifier(keyIdentifier(P256.spki));
  const uniqueId = Uint8Array.of(0x81, 2, 0, 1);
  const rest = [algorithm, name, validity, name, P256.spki];
  const falseFlag = Uint8Array.of(1, 1, 0);

  const table: [what: string, code: string, tbs: Uint8Array][] = [
    ['version 1 written out', 'default-encoded', tbs(context(0, integer(0)), integer(1), ...rest)],
    ['version 4', 'version', tbs(context(0, integer(3)), integer(1), ...rest)],
    ['two versions', 'trailing-bytes', tbs(context(0, integer(2), integer(2)), integer(1), ...rest)],
    [
      'extensions in version 2',
      'version',
      tbs(context(0, integer(1)), integer(1), ...rest, extensions(one(ski.oid, ski.value))),
    ],
    ['extensions in version 1', 'version', tbs(integer(1), ...rest, extensions(one(ski.oid, ski.value)))],
    ['a unique id in version 1', 'version', tbs(integer(1), ...rest, uniqueId)],
    ['a negative serial', 'integer-negative', tbs(version, Uint8Array.of(2, 1, 0x80), ...rest)],
    ['a serial of 21 octets', 'integer-too-large', tbs(version, integer(1n << 160n), ...rest)],
    ['no public key', 'truncated', tbs(version, integer(1), ...rest.slice(0, -1))],
    ['an empty list of extensions', 'empty', tbs(version, integer(1), ...rest, extensions())],
    [
      'an extension twice',
      'duplicate',
      tbs(version, integer(1), ...rest, extensions(one(usage.oid, usage.value), one(usage.oid, usage.value))),
    ],
    [
      'critical FALSE written out',
      'default-encoded',
      tbs(version, integer(1), ...rest, extensions(one(usage.oid, usage.value, falseFlag))),
    ],
    [
      'critical TRUE as 01',
      'boolean-not-canonical',
      tbs(version, integer(1), ...rest, extensions(one(usage.oid, usage.value, Uint8Array.of(1, 1, 1)))),
    ],
    [
      'an extension with a tail',
      'trailing-bytes',
      tbs(version, integer(1), ...rest, extensions(sequence(oid(usage.oid), octetString(usage.value), NULL))),
    ],
    [
      '65 extensions',
      'too-many',
      tbs(
        version,
        integer(1),
        ...rest,
        extensions(...Array.from({ length: 65 }, (_, i) => one(`1.2.${i}`, NULL))),
      ),
    ],
    [
      'something after the extensions',
      'trailing-bytes',
      tbs(version, integer(1), ...rest, extensions(one(ski.oid, ski.value)), NULL),
    ],
    [
      'a third time',
      'trailing-bytes',
      tbs(version, integer(1), algorithm, name, sequence(time(1), time(2), time(3)), name, P256.spki),
    ],
    [
      'an RDN without attributes',
      'empty',
      tbs(version, integer(1), algorithm, sequence(setOf()), validity, name, P256.spki),
    ],
    [
      'an attribute without a value',
      'truncated',
      tbs(
        version,
        integer(1),
        algorithm,
        sequence(setOf(sequence(oid('2.5.4.3')))),
        validity,
        name,
        P256.spki,
      ),
    ],
    [
      'an RDN out of order',
      'set-order',
      tbs(version, integer(1), algorithm, unorderedName(), validity, name, P256.spki),
    ],
    ['33 RDNs', 'too-many', tbs(version, integer(1), algorithm, manyRdns(33), validity, name, P256.spki)],
    [
      'a key that is not whole octets',
      'bit-string-unused-bits',
      tbs(
        version,
        integer(1),
        algorithm,
        name,
        validity,
        name,
        sequence(algorithm, Uint8Array.of(3, 2, 1, 0)),
      ),
    ],
    [
      'an algorithm with two parameters',
      'trailing-bytes',
      tbs(version, integer(1), sequence(oid('1.2.3'), NULL, NULL), name, validity, name, P256.spki),
    ],
  ];
  for (const [what, code, bytes] of table) {
    test(`${what}: ${code}`, () => {
      assert.equal(
        refusal(() => decodeTbs(bytes)),
        code,
      );
      const signed = assembleSigned(bytes, 'ecdsa-sha256', Uint8Array.of(1));
      assert.equal(
        refusal(() => decodeCertificate(signed)),
        code,
      );
    });
  }

  test('the frame around it', () => {
    const good = buildTbsCertificate(tbsInput());
    const frames: [code: string, der: Der][] = [
      ['accepted', sequence(good, algorithm, bitString(Uint8Array.of(1)))],
      ['trailing-bytes', sequence(good, algorithm, bitString(Uint8Array.of(1)), NULL)],
      ['truncated', sequence(good, algorithm)],
      ['bit-string-empty', sequence(good, algorithm, Uint8Array.of(3, 0))],
      ['bit-string-unused-bits', sequence(good, algorithm, Uint8Array.of(3, 2, 1, 0))],
      ['wrong-tag', setOf(good)],
    ];
    for (const [code, der] of frames)
      assert.equal(
        refusal(() => decodeCertificate(encodeDer(der))),
        code,
      );
    const long = sequence(good, algorithm, bitString(new Uint8Array(65_536)));
    assert.equal(
      refusal(() => decodeCertificate(encodeDer(long))),
      'too-large',
    );
  });

  test('unique ids are shown, for a lint to refuse', () => {
    assert.equal(decodeTbs(tbs(version, integer(1), ...rest, uniqueId)).hasUniqueIds, true);
  });
});

/** An extension with any flag, or none, before its value. */
function one(id: string, value: Uint8Array, ...flag: Der[]): Der {
  return sequence(oid(id), ...flag, octetString(value));
}

function extensions(...list: Der[]): Der {
  return context(3, sequence(...list));
}

function tbs(...fields: Der[]): Uint8Array {
  return encodeDer(sequence(...fields));
}

function unorderedName(): Der {
  const attributes = ['b', 'a'].map((value) => encodeDer(sequence(oid('2.5.4.3'), utf8String(value))));
  const set = encodeDer(setOf(...attributes));
  // setOf has put them right: swap them back
  const [a, b] = [attributes[1] ?? NULL, attributes[0] ?? NULL];
  return sequence(Uint8Array.from([...set.subarray(0, 2), ...b, ...a]));
}

function manyRdns(count: number): Der {
  return sequence(...Array.from({ length: count }, () => setOf(sequence(oid('2.5.4.3'), utf8String('x')))));
}
