// Two other libraries read what we build, and we read what they build.
// oxlint-disable-next-line import/no-unassigned-import -- @peculiar/x509 needs it loaded first
import 'reflect-metadata';
import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { describe, test } from 'node:test';
import * as peculiar from '@peculiar/x509';
import * as pkijs from 'pkijs';
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoints,
  decodeBasicConstraints,
  decodeCertificate,
  decodeCrl,
  decodeCsr,
  decodeKeyUsage,
  decodeName,
  decodeSubjectAltName,
  encodeName,
  extendedKeyUsage,
  findExtension,
  keyIdentifier,
  keyUsage,
  nameConstraints,
  OID,
  subjectAltName,
  subjectKeyIdentifier,
  verifySigned,
} from '../../../../src/wire/x509/index.ts';
import {
  corpus,
  NOT_AFTER,
  NOT_BEFORE,
  P256,
  P384,
  RSA,
  signedCertificate,
  signedCrl,
  signedCsr,
  tbsInput,
} from './samples.ts';

const NAMES = ['example.org', '*.example.org'];
const leaf = signedCertificate(
  tbsInput({
    extensions: [
      subjectAltName([...NAMES.map((value) => ({ kind: 'dns', value }) as const), ip(192, 0, 2, 1)], true),
      keyUsage(['digitalSignature']),
      extendedKeyUsage([OID.serverAuth]),
      authorityKeyIdentifier(keyIdentifier(P384.spki)),
      authorityInfoAccess('http://ca.example.org/ca.der'),
      crlDistributionPoints('http://ca.example.org/1.crl'),
      certificatePolicies([OID.domainValidated]),
    ],
  }),
  P384,
);
const subject = encodeName({ country: 'DE', organization: 'Bücher GmbH', commonName: 'Example CA' });
const authority = signedCertificate(
  tbsInput({
    issuer: subject,
    subject,
    spki: P384.spki,
    extensions: [
      basicConstraints({ ca: true, pathLength: 0 }),
      keyUsage(['keyCertSign', 'cRLSign']),
      subjectKeyIdentifier(keyIdentifier(P384.spki)),
      nameConstraints({ permittedDns: ['example.org'], excludedIp: [new Uint8Array(8), new Uint8Array(32)] }),
    ],
  }),
  P384,
);
const crl = signedCrl(
  { revoked: [{ serial: Uint8Array.of(0x81, 2), revokedAt: NOT_BEFORE, reason: 4 }] },
  P384,
);

describe('@peculiar/x509', () => {
  test('reads our certificates and verifies them', async () => {
    const read = new peculiar.X509Certificate(leaf);
    assert.equal(read.subject, '');
    assert.equal(read.issuer, 'C=DE, O=Example, CN=Example CA');
    assert.equal(read.serialNumber, '7b010203040506070809');
    assert.deepEqual([read.notBefore.getTime(), read.notAfter.getTime()], [NOT_BEFORE, NOT_AFTER]);
    const names = read.getExtension(peculiar.SubjectAlternativeNameExtension)?.names.toJSON();
    assert.deepEqual(names, [
      ...NAMES.map((value) => ({ type: 'dns', value })),
      { type: 'ip', value: '192.0.2.1' },
    ]);
    assert.equal(
      read.getExtension(peculiar.KeyUsagesExtension)?.usages,
      peculiar.KeyUsageFlags.digitalSignature,
    );
    assert.deepEqual(
      [...(read.getExtension(peculiar.ExtendedKeyUsageExtension)?.usages ?? [])],
      [OID.serverAuth],
    );
    assert.deepEqual(
      [...(read.getExtension(peculiar.CertificatePolicyExtension)?.policies ?? [])],
      [OID.domainValidated],
    );
    const issuer = new peculiar.X509Certificate(authority);
    assert.equal(await read.verify({ publicKey: issuer, signatureOnly: true }), true);
    assert.equal(issuer.getExtension(peculiar.BasicConstraintsExtension)?.pathLength, 0);
    assert.equal(issuer.subject, 'C=DE, O=Bücher GmbH, CN=Example CA');
  });

  test('reads our CSRs and CRLs and verifies them', async () => {
    for (const key of [P256, RSA]) {
      const request = new peculiar.Pkcs10CertificateRequest(signedCsr({ commonName: 'a' }, NAMES, key));
      assert.equal(await request.verify(), true);
      assert.equal(request.subject, 'CN=a');
    }
    const list = new peculiar.X509Crl(crl);
    assert.equal(await list.verify({ publicKey: new peculiar.X509Certificate(authority) }), true);
    const [entry] = list.entries;
    assert.equal(entry?.serialNumber, '8102');
    assert.equal(entry?.reason, peculiar.X509CrlReason.superseded);
  });

  test('builds certificates and CSRs that we read', async () => {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const certificate = await peculiar.X509CertificateGenerator.createSelfSigned({
      serialNumber: '0a01',
      name: 'CN=Peculiar, O=Grüße',
      notBefore: new Date(NOT_BEFORE),
      notAfter: new Date(NOT_AFTER),
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new peculiar.BasicConstraintsExtension(true, 2, true),
        new peculiar.KeyUsagesExtension(
          peculiar.KeyUsageFlags.keyCertSign | peculiar.KeyUsageFlags.cRLSign,
          true,
        ),
      ],
    });
    const read = decodeCertificate(new Uint8Array(certificate.rawData));
    assert.deepEqual(decodeName(read.subject).dn, { commonName: 'Peculiar', organization: 'Grüße' });
    assert.deepEqual([read.notBefore, read.notAfter], [NOT_BEFORE, NOT_AFTER]);
    const value = (id: string) => findExtension(read.extensions, id)?.value ?? assert.fail(id);
    assert.deepEqual(decodeBasicConstraints(value(OID.basicConstraints)), { ca: true, pathLength: 2 });
    assert.deepEqual(decodeKeyUsage(value(OID.keyUsage)), ['keyCertSign', 'cRLSign']);
    const { tbs, signatureAlgorithm, signature } = read;
    assert.equal(verifySigned({ tbs, algorithm: signatureAlgorithm, signature }, read.spki), true);

    const request = await peculiar.Pkcs10CertificateRequestGenerator.create({
      name: 'CN=example.org',
      keys,
      signingAlgorithm: algorithm,
      extensions: [new peculiar.SubjectAlternativeNameExtension([{ type: 'dns', value: 'example.org' }])],
    });
    const csr = decodeCsr(new Uint8Array(request.rawData));
    assert.deepEqual(csr.commonNames, ['example.org']);
    assert.deepEqual(
      csr.requestedExtensions.map((extension) => decodeSubjectAltName(extension.value)),
      [[{ kind: 'dns', value: 'example.org' }]],
    );
    const signed = { tbs: csr.info, algorithm: csr.signatureAlgorithm, signature: csr.signature };
    assert.equal(verifySigned(signed, csr.spki), true);
  });

  test('builds CRLs that we read', async () => {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' };
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const list = await peculiar.X509CrlGenerator.create({
      issuer: 'CN=CA',
      thisUpdate: new Date(NOT_BEFORE),
      nextUpdate: new Date(NOT_AFTER),
      signingAlgorithm: algorithm,
      signingKey: keys.privateKey,
      entries: [
        {
          serialNumber: '0102',
          revocationDate: new Date(NOT_BEFORE),
          reason: peculiar.X509CrlReason.keyCompromise,
        },
      ],
      extensions: [
        await peculiar.AuthorityKeyIdentifierExtension.create(keys.publicKey),
        new peculiar.Extension(OID.crlNumber, false, Uint8Array.of(2, 1, 9)),
      ],
    });
    const read = decodeCrl(new Uint8Array(list.rawData));
    assert.equal(read.crlNumber, 9n);
    assert.deepEqual(read.revoked, [{ serial: Uint8Array.of(1, 2), revokedAt: NOT_BEFORE, reason: 1 }]);
    assert.equal(read.authorityKeyId.length, 20);
  });
});

describe('pkijs', () => {
  test('reads our certificates, CSRs and CRLs, and writes them back byte for byte', () => {
    const rewritten = [
      [leaf, pkijs.Certificate.fromBER(leaf).toSchema(true).toBER()],
      [authority, pkijs.Certificate.fromBER(authority).toSchema(true).toBER()],
      [crl, pkijs.CertificateRevocationList.fromBER(crl).toSchema(true).toBER()],
    ] as const;
    for (const [ours, theirs] of rewritten) assert.deepEqual(new Uint8Array(theirs), ours);
    const request = signedCsr({ organization: 'Bücher', commonName: 'a' }, NAMES, RSA);
    const theirs = pkijs.CertificationRequest.fromBER(request).toSchema(true).toBER();
    assert.deepEqual(new Uint8Array(theirs), request);
  });

  test("agrees with us on OpenSSL's certificates", () => {
    const files = corpus().filter((file) => file.name.startsWith('certificate'));
    assert.ok(files.length >= 6);
    for (const { name, der } of files) {
      const ours = decodeCertificate(der);
      const theirs = pkijs.Certificate.fromBER(der);
      assert.deepEqual(
        ours.extensions.map(({ oid, critical, value }) => [oid, critical, hex(value)]),
        (theirs.extensions ?? []).map(({ extnID, critical, extnValue }) => [
          extnID,
          critical,
          hex(extnValue.valueBlock.valueHexView),
        ]),
        name,
      );
      assert.equal(ours.notBefore, theirs.notBefore.value.getTime());
      assert.equal(ours.notAfter, theirs.notAfter.value.getTime());
      assert.equal(
        hex(ours.serial),
        hex(theirs.serialNumber.valueBlock.valueHexView).replace(/^00(?=.)/, ''),
      );
      assert.equal(ours.signatureAlgorithmOid, theirs.signatureAlgorithm.algorithmId);
      assert.deepEqual(
        decodeName(ours.subject)
          .attributes.flat()
          .map((attribute) => [attribute.oid, attribute.value]),
        theirs.subject.typesAndValues.map(({ type, value }) => [type, value.valueBlock.value]),
        name,
      );
    }
  });
});

function ip(...octets: number[]): { kind: 'ip'; bytes: Uint8Array } {
  return { kind: 'ip', bytes: Uint8Array.from(octets) };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
