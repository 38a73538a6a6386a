import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { encodeDer, NULL, oid, sequence } from '../../../../src/wire/der/index.ts';
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoints,
  crlNumber,
  decodeAuthorityInfoAccess,
  decodeAuthorityKeyIdentifier,
  decodeBasicConstraints,
  decodeCertificate,
  decodeCertificatePolicies,
  decodeCrlDistributionPoints,
  decodeCrlNumber,
  decodeExtendedKeyUsage,
  decodeKeyUsage,
  decodeNameConstraints,
  decodeReasonCode,
  decodeSubjectAltName,
  decodeSubjectKeyIdentifier,
  extendedKeyUsage,
  findExtension,
  type GeneralName,
  type KeyUsage,
  keyUsage,
  nameConstraints,
  OID,
  reasonCode,
  subjectAltName,
  subjectKeyIdentifier,
} from '../../../../src/wire/x509/index.ts';
import { refusal, vector } from './samples.ts';

const USAGES: readonly KeyUsage[] = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

describe('extensions that we build are read back', () => {
  const options = { noNullPrototype: true };
  const dns = fc.record({ kind: fc.constant('dns' as const), value: fc.domain() }, options);
  const ip = fc.record({ kind: fc.constant('ip' as const), bytes: bytes([4, 16]) }, options);
  const uri = fc.record({ kind: fc.constant('uri' as const), value: fc.webUrl() }, options);
  const mail = fc.record(
    { kind: fc.constant('other' as const), tag: fc.constantFrom(0x81, 0x88), bytes: bytes([0, 5, 200]) },
    options,
  );
  const name: fc.Arbitrary<GeneralName> = fc.oneof(dns, ip, uri, mail);

  test('subjectAltName', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 40 }), fc.boolean(), (names, critical) => {
        const extension = subjectAltName(names, critical);
        assert.equal(extension.critical, critical);
        assert.deepEqual(decodeSubjectAltName(extension.value), names);
      }),
    );
  });

  test('basicConstraints', () => {
    for (const ca of [true, false])
      for (const constraints of [{ ca }, { ca, pathLength: 0 }, { ca, pathLength: 255 }])
        assert.deepEqual(decodeBasicConstraints(basicConstraints(constraints).value), constraints);
  });

  test('keyUsage and extKeyUsage', () => {
    fc.assert(
      fc.property(fc.subarray([...USAGES], { minLength: 1 }), (usages) => {
        assert.deepEqual(decodeKeyUsage(keyUsage(usages).value), usages);
      }),
    );
    const purposes = [OID.serverAuth, OID.clientAuth];
    assert.deepEqual(decodeExtendedKeyUsage(extendedKeyUsage(purposes).value), purposes);
  });

  test('identifiers of keys', () => {
    const keyId = Uint8Array.from({ length: 20 }, (_, i) => i);
    assert.deepEqual(decodeSubjectKeyIdentifier(subjectKeyIdentifier(keyId).value), keyId);
    const authority = decodeAuthorityKeyIdentifier(authorityKeyIdentifier(keyId).value);
    assert.deepEqual(authority, { keyId, hasIssuerAndSerial: false });
  });

  test('places to fetch from', () => {
    const location = { kind: 'uri', value: 'http://ca.example.org/ca.der' } as const;
    assert.deepEqual(decodeAuthorityInfoAccess(authorityInfoAccess(location.value).value), [
      { method: OID.caIssuers, location },
    ]);
    assert.deepEqual(decodeCrlDistributionPoints(crlDistributionPoints(location.value).value), [
      { fullName: [location], hasOther: false },
    ]);
  });

  test('policies', () => {
    const extension = certificatePolicies([OID.domainValidated, OID.anyPolicy]);
    assert.deepEqual(decodeCertificatePolicies(extension.value), [
      { oid: OID.domainValidated, hasQualifiers: false },
      { oid: OID.anyPolicy, hasQualifiers: false },
    ]);
  });

  test('nameConstraints', () => {
    const constraints = fc.record(
      {
        permittedDns: fc.array(fc.domain(), { maxLength: 5 }),
        excludedDns: fc.array(fc.domain(), { maxLength: 5 }),
        permittedIp: fc.array(bytes([8, 32]), { maxLength: 3 }),
        excludedIp: fc.array(bytes([8, 32]), { maxLength: 3 }),
      },
      options,
    );
    const some = constraints.filter((one) => Object.values(one).some((list) => list.length > 0));
    fc.assert(
      fc.property(some, (wanted) => {
        const extension = nameConstraints(wanted);
        assert.equal(extension.critical, true);
        assert.deepEqual(decodeNameConstraints(extension.value), { ...wanted, hasOther: false });
      }),
    );
  });

  test('cRLNumber and reasonCode', () => {
    for (const number of [0n, 127n, 128n, (1n << 159n) - 1n])
      assert.equal(decodeCrlNumber(crlNumber(number).value), number);
    for (const reason of [1, 2, 3, 4, 5, 6, 8, 9, 10])
      assert.equal(decodeReasonCode(reasonCode(reason).value), reason);
    assert.equal(decodeReasonCode(Uint8Array.of(0x0a, 1, 0)), 0);
  });

  test('what has no encoding is not written', () => {
    const impossible: (() => unknown)[] = [
      () => keyUsage([]),
      () => extendedKeyUsage([]),
      () => certificatePolicies([]),
      () => nameConstraints({}),
      () => nameConstraints({ permittedIp: [new Uint8Array(4)] }),
      () => reasonCode(0),
      () => reasonCode(7),
      () => subjectAltName([{ kind: 'dns', value: 'bücher.example' }], true),
      () => authorityInfoAccess('http://bücher.example/'),
    ];
    for (const build of impossible) assert.equal(refusal(build), 'not-encodable');
  });
});

test('every extension of a rich certificate that OpenSSL built', () => {
  const { extensions } = decodeCertificate(vector('certificate-p384-rich.der'));
  const value = (id: string) => findExtension(extensions, id)?.value ?? assert.fail(id);
  assert.deepEqual(decodeBasicConstraints(value(OID.basicConstraints)), { ca: true, pathLength: 0 });
  assert.deepEqual(decodeKeyUsage(value(OID.keyUsage)), [
    'digitalSignature',
    'keyAgreement',
    'keyCertSign',
    'cRLSign',
    'decipherOnly',
  ]);
  assert.deepEqual(decodeExtendedKeyUsage(value(OID.extendedKeyUsage)), [OID.serverAuth, OID.clientAuth]);
  const keyId = decodeSubjectKeyIdentifier(value(OID.subjectKeyIdentifier));
  assert.deepEqual(decodeAuthorityKeyIdentifier(value(OID.authorityKeyIdentifier)), {
    keyId,
    hasIssuerAndSerial: true,
  });
  const names = decodeSubjectAltName(value(OID.subjectAltName));
  assert.deepEqual(
    names.map((name) => (name.kind === 'other' ? name.tag : name.kind)),
    ['dns', 'dns', 'ip', 'ip', 'uri', 0x81, 0x88, 0xa4, 0xa0],
  );
  const constraints = decodeNameConstraints(value(OID.nameConstraints));
  assert.deepEqual(constraints.permittedDns, ['example.org']);
  assert.deepEqual(constraints.excludedDns, ['bad.example.org']);
  assert.deepEqual(constraints.permittedIp, [Uint8Array.of(192, 0, 2, 0, 255, 255, 255, 0)]);
  assert.equal(constraints.excludedIp[0]?.length, 32);
  assert.equal(constraints.hasOther, true);
  assert.deepEqual(
    decodeAuthorityInfoAccess(value(OID.authorityInfoAccess)).map((access) => access.method),
    [OID.ocsp, OID.caIssuers],
  );
  assert.deepEqual(
    decodeCrlDistributionPoints(value(OID.crlDistributionPoints)).map((point) => point.hasOther),
    [false, true],
  );
  assert.deepEqual(
    decodeCertificatePolicies(value(OID.certificatePolicies)).map((policy) => policy.hasQualifiers),
    [false, false, true],
  );
});

describe('extension values that are not right are refused by name', () => {
  const policy = sequence(oid('1.2.3'));
  const table: [what: string, code: string, decode: () => unknown][] = [
    ['no names', 'empty', () => decodeSubjectAltName(hex('30 00'))],
    ['a name of five octets of address', 'value', () => decodeSubjectAltName(hex('30 07 87 05 0102030405'))],
    ['a name outside seven bits', 'string-charset', () => decodeSubjectAltName(hex('30 03 82 01 e9'))],
    ['a name with NUL', 'string-charset', () => decodeSubjectAltName(hex('30 04 82 02 6100'))],
    ['a constructed dNSName', 'wrong-tag', () => decodeSubjectAltName(hex('30 05 a2 03 16 01 61'))],
    ['an unknown kind of name', 'wrong-tag', () => decodeSubjectAltName(hex('30 03 89 01 61'))],
    [
      'two lists of names',
      'trailing-bytes',
      () => decodeSubjectAltName(hex('30 03 82 01 61 30 03 82 01 61')),
    ],
    [
      'a directoryName that is not DER',
      'length-not-minimal',
      () => decodeSubjectAltName(hex('30 05 a4 03 30 81 00')),
    ],
    ['cA FALSE written out', 'default-encoded', () => decodeBasicConstraints(hex('30 03 01 01 00'))],
    [
      'a negative path length',
      'integer-negative',
      () => decodeBasicConstraints(hex('30 06 01 01 ff 02 01 ff')),
    ],
    ['no key usage', 'empty', () => decodeKeyUsage(hex('03 01 00'))],
    ['key usage bit 9', 'value', () => decodeKeyUsage(hex('03 03 06 0040'))],
    ['key usage with trailing zeros', 'bit-string-trailing-zeros', () => decodeKeyUsage(hex('03 02 00 80'))],
    ['no purposes', 'empty', () => decodeExtendedKeyUsage(hex('30 00'))],
    [
      'an issuer without a serial',
      'missing',
      () => decodeAuthorityKeyIdentifier(hex('30 05 a1 03 82 01 61')),
    ],
    ['a serial without an issuer', 'missing', () => decodeAuthorityKeyIdentifier(hex('30 03 82 01 61'))],
    ['no access', 'empty', () => decodeAuthorityInfoAccess(hex('30 00'))],
    ['an empty distribution point', 'empty', () => decodeCrlDistributionPoints(hex('30 02 30 00'))],
    [
      'a point name of no kind',
      'wrong-tag',
      () => decodeCrlDistributionPoints(hex('30 06 30 04 a0 02 05 00')),
    ],
    ['a policy twice', 'duplicate', () => decodeCertificatePolicies(encodeDer(sequence(policy, policy)))],
    ['no policies', 'empty', () => decodeCertificatePolicies(hex('30 00'))],
    [
      'a policy with a tail',
      'trailing-bytes',
      () => decodeCertificatePolicies(encodeDer(sequence(sequence(oid('1.2.3'), NULL, NULL)))),
    ],
    ['no constraints', 'empty', () => decodeNameConstraints(hex('30 00'))],
    ['permitted nothing', 'empty', () => decodeNameConstraints(hex('30 02 a0 00'))],
    ['a minimum', 'trailing-bytes', () => decodeNameConstraints(hex('30 0a a0 08 30 06 82 01 61 80 01 00'))],
    [
      'excluded before permitted',
      'trailing-bytes',
      () => decodeNameConstraints(hex('30 0e a1 05 30 03 82 01 61 a0 05 30 03 82 01 61')),
    ],
    [
      'an address without its mask',
      'value',
      () => decodeNameConstraints(hex('30 0a a0 08 30 06 87 04 01020304')),
    ],
    [
      'a CRL number of 21 octets',
      'integer-too-large',
      () => decodeCrlNumber(hex(`02 15 ${'01'.repeat(21)}`)),
    ],
    ['the reason as INTEGER', 'wrong-tag', () => decodeReasonCode(hex('02 01 01'))],
    ['reason 7', 'value', () => decodeReasonCode(hex('0a 01 07'))],
    ['reason 11', 'integer-too-large', () => decodeReasonCode(hex('0a 01 0b'))],
  ];
  for (const [what, code, decode] of table) {
    test(`${what}: ${code}`, () => assert.equal(refusal(decode), code));
  }

  test('lists have a bound', () => {
    const names = Array.from({ length: 1025 }, () => ({ kind: 'dns', value: 'a' }) as const);
    assert.equal(
      refusal(() => decodeSubjectAltName(subjectAltName(names, true).value)),
      'too-many',
    );
  });
});

function bytes(lengths: readonly number[]): fc.Arbitrary<Uint8Array> {
  return fc
    .constantFrom(...lengths)
    .chain((length) => fc.uint8Array({ minLength: length, maxLength: length }));
}

function hex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
}
