import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { TAG } from '../../../../src/wire/der/index.ts';
import { decodeCertificate, decodeName, encodeName, OID } from '../../../../src/wire/x509/index.ts';
import { refusal, vector } from './samples.ts';

test('names that we build are read back', () => {
  const word = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 64 })
    .filter((text) => !text.includes('\0'));
  const dn = fc.record(
    { country: fc.stringMatching(/^[A-Z]{2}$/), organization: word, commonName: word },
    { requiredKeys: [], noNullPrototype: true },
  );
  fc.assert(
    fc.property(dn, (wanted) => {
      const decoded = decodeName(encodeName(wanted));
      assert.deepEqual(decoded.dn, wanted);
      assert.equal(decoded.attributes.length, Object.keys(wanted).length);
      assert.ok(decoded.attributes.every((rdn) => rdn.length === 1));
    }),
  );
});

test('the country is a PrintableString, others are UTF8String only where they must', () => {
  const name = encodeName({ country: 'DE', organization: 'Bücher', commonName: 'Plain (1)' });
  const tags = decodeName(name).attributes.map((rdn) => rdn.map((one) => [one.oid, one.stringTag]));
  assert.deepEqual(tags, [
    [[OID.countryName, TAG.printableString]],
    [[OID.organizationName, TAG.utf8String]],
    [[OID.commonName, TAG.printableString]],
  ]);
  assert.equal(
    refusal(() => encodeName({ country: 'Ö' })),
    'not-encodable',
  );
});

test('all attributes of a name that OpenSSL built, several in one RDN included', () => {
  const root = decodeName(decodeCertificate(vector('certificate-rsa-root.der')).subject);
  assert.deepEqual(root.dn, { country: 'DE', organization: 'Übung GmbH', commonName: 'Example Root' });
  assert.deepEqual(
    root.attributes.flat().map((attribute) => attribute.oid),
    [OID.countryName, OID.stateOrProvinceName, OID.localityName, OID.organizationName, OID.commonName],
  );
  const rich = decodeName(decodeCertificate(vector('certificate-p384-rich.der')).subject);
  assert.deepEqual(
    rich.attributes.map((rdn) => rdn.length),
    [1, 2, 1],
  );
});
