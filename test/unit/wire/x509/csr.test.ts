import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import {
  context,
  type Der,
  encodeDer,
  integer,
  NULL,
  oid,
  sequence,
} from '../../../../src/wire/der/index.ts';
import { setOf, utf8String } from '../../../../src/wire/der/index.ts';
import {
  assembleSigned,
  buildCsrInfo,
  decodeCsr,
  decodeName,
  decodeSubjectAltName,
  encodeName,
  keyUsage,
  OID,
  verifySigned,
} from '../../../../src/wire/x509/index.ts';
import { KEYS, P256, refusal, signedCsr, vector } from './samples.ts';

describe('CSRs that we build are read back', () => {
  for (const key of KEYS) {
    test(`signed and verified with ${key.algorithm}`, () => {
      const csr = decodeCsr(signedCsr({ commonName: 'a.example.org' }, ['a.example.org'], key));
      assert.deepEqual(csr.commonNames, ['a.example.org']);
      assert.deepEqual(csr.spki, key.spki);
      assert.equal(csr.signatureAlgorithm, key.algorithm);
      const { info: tbs, signatureAlgorithm: algorithm, signature } = csr;
      assert.equal(verifySigned({ tbs, algorithm, signature }, csr.spki), true);
      assert.equal(verifySigned({ tbs: tbs.subarray(1), algorithm, signature }, csr.spki), false);
    });
  }

  test('names and subject', () => {
    const names = fc.array(fc.domain(), { maxLength: 20 });
    const subject = fc.record(
      { organization: word(), commonName: word() },
      { requiredKeys: [], noNullPrototype: true },
    );
    fc.assert(
      fc.property(subject, names, (dn, wanted) => {
        const info = buildCsrInfo({ subject: dn, names: wanted, spki: P256.spki });
        const csr = decodeCsr(assembleSigned(info, 'ecdsa-sha256', Uint8Array.of(1)));
        assert.deepEqual(csr.info, info);
        assert.deepEqual(decodeName(csr.subject).dn, dn);
        assert.deepEqual(csr.commonNames, dn.commonName === undefined ? [] : [dn.commonName]);
        assert.deepEqual(csr.attributeOids, wanted.length === 0 ? [] : [OID.extensionRequest]);
        const found = csr.requestedExtensions.flatMap((extension) => decodeSubjectAltName(extension.value));
        assert.deepEqual(
          found,
          wanted.map((value) => ({ kind: 'dns', value })),
        );
      }),
    );
  });
});

test('CSRs that OpenSSL built: attributes by OID, extensions taken apart', () => {
  const rich = decodeCsr(vector('csr-rsa-attributes.der'));
  assert.deepEqual(rich.commonNames, ['csr.example.org']);
  assert.deepEqual(
    rich.requestedExtensions.map((extension) => extension.oid),
    [OID.subjectAltName, OID.keyUsage, OID.basicConstraints],
  );
  assert.deepEqual(rich.attributeOids.toSorted(), [
    OID.extensionRequest,
    '1.2.840.113549.1.9.2',
    OID.challengePassword,
  ]);
  for (const name of ['csr-rsa-attributes.der', 'csr-p256-names.der', 'csr-p521-bare.der']) {
    const { info: tbs, signatureAlgorithm: algorithm, signature, spki } = decodeCsr(vector(name));
    assert.equal(verifySigned({ tbs, algorithm, signature }, spki), true, name);
  }
});

describe('CSRs that are not right are refused by name', () => {
  const subject = encodeName({});
  const usage = keyUsage(['digitalSignature']);
  const extension = sequence(oid(usage.oid), Uint8Array.of(4, usage.value.length, ...usage.value));
  const request = attribute(OID.extensionRequest, sequence(extension));
  const table: [what: string, code: string, fields: Der[]][] = [
    ['version 2', 'version', [integer(1), subject, P256.spki, context(0)]],
    ['no attributes', 'truncated', [integer(0), subject, P256.spki]],
    ['attributes twice', 'trailing-bytes', [integer(0), subject, P256.spki, context(0), context(0)]],
    [
      'a request for nothing',
      'empty',
      [integer(0), subject, P256.spki, context(0, attribute(OID.extensionRequest, sequence()))],
    ],
    [
      'a request without a value',
      'truncated',
      [integer(0), subject, P256.spki, context(0, attribute(OID.extensionRequest))],
    ],
    [
      'a request with two values',
      'trailing-bytes',
      [
        integer(0),
        subject,
        P256.spki,
        context(0, attribute(OID.extensionRequest, sequence(extension), sequence(extension, extension))),
      ],
    ],
    ['two requests', 'duplicate', [integer(0), subject, P256.spki, context(0, request, request)]],
    [
      'an extension twice',
      'duplicate',
      [
        integer(0),
        subject,
        P256.spki,
        context(0, attribute(OID.extensionRequest, sequence(extension, extension))),
      ],
    ],
    [
      'attributes out of order',
      'set-order',
      [integer(0), subject, P256.spki, context(0, attribute('1.2.4', NULL), attribute('1.2.3', NULL))],
    ],
    [
      '17 attributes',
      'too-many',
      [
        integer(0),
        subject,
        P256.spki,
        context(0, ...Array.from({ length: 17 }, (_, i) => attribute(`1.2.${i}`, utf8String('x')))),
      ],
    ],
    [
      'an attribute value that is not DER',
      'indefinite-length',
      [integer(0), subject, P256.spki, context(0, attribute('1.2.3', Uint8Array.of(0x24, 0x80, 0, 0)))],
    ],
  ];
  for (const [what, code, fields] of table) {
    test(`${what}: ${code}`, () => {
      const der = assembleSigned(encodeDer(sequence(...fields)), 'ecdsa-sha256', Uint8Array.of(1));
      assert.equal(
        refusal(() => decodeCsr(der)),
        code,
      );
    });
  }
});

function word(): fc.Arbitrary<string> {
  return fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }).filter((text) => !text.includes('\0'));
}

function attribute(type: string, ...values: Der[]): Der {
  return sequence(oid(type), setOf(...values));
}
