// OpenSSL reads and verifies what we build, and we read and verify what OpenSSL builds, each with keys of its own.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import {
  assembleSigned,
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  buildCsrInfo,
  buildTbsCertificate,
  buildTbsCrl,
  certificatePolicies,
  crlDistributionPoints,
  decodeCertificate,
  decodeCrl,
  decodeCsr,
  decodeName,
  decodeSubjectAltName,
  encodeName,
  type Extension,
  extendedKeyUsage,
  findExtension,
  keyIdentifier,
  keyUsage,
  nameConstraints,
  OID,
  pemDecode,
  pemEncode,
  type SignatureAlgorithm,
  subjectAltName,
  subjectKeyIdentifier,
  verifySigned,
} from '../../src/wire/x509/index.ts';

const COMMAND_TIMEOUT_MS = 20_000;
const DAY_MS = 86_400_000;
const present = spawnSync('openssl', ['version']).status === 0;
const skip = present ? false : 'openssl is not installed';
const folder = mkdtempSync(join(tmpdir(), 'sixfour-openssl-'));
after(() => rmSync(folder, { recursive: true, force: true }));

describe('OpenSSL reads what we build', { skip }, () => {
  test('a chain of root, issuing CA and leaf verifies, with its CRL', () => {
    const chain = buildChain();
    writeFileSync(path('root.pem'), pemEncode('CERTIFICATE', chain.root));
    writeFileSync(path('issuing.pem'), pemEncode('CERTIFICATE', chain.issuing));
    writeFileSync(path('leaf.pem'), pemEncode('CERTIFICATE', chain.leaf));
    writeFileSync(path('crl.pem'), pemEncode('X509 CRL', buildCrl([Uint8Array.of(0x44, 1)])));
    const args = [
      '-x509_strict',
      '-purpose',
      'sslserver',
      '-CAfile',
      path('root.pem'),
      '-untrusted',
      path('issuing.pem'),
    ];
    const verify = (...more: string[]) => openssl('verify', ...args, ...more, path('leaf.pem'));
    assert.match(verify('-verify_hostname', 'www.example.org'), /OK/);
    assert.match(verify('-crl_check', '-CRLfile', path('crl.pem')), /OK/);
    assert.throws(() => verify('-verify_hostname', 'www.example.net'));
    // the same chain, the leaf now on the list
    writeFileSync(path('crl.pem'), pemEncode('X509 CRL', buildCrl([Uint8Array.of(0x43)])));
    assert.throws(() => verify('-crl_check', '-CRLfile', path('crl.pem')), /certificate revoked/);
  });

  test("a leaf outside the issuing CA's name constraints does not verify", () => {
    writeFileSync(path('other.pem'), pemEncode('CERTIFICATE', buildChain('www.example.net').leaf));
    const args = ['-CAfile', path('root.pem'), '-untrusted', path('issuing.pem'), path('other.pem')];
    assert.throws(() => openssl('verify', ...args), /permitted subtree violation/);
  });

  test('every field of the leaf is as we meant it', () => {
    const text = openssl(
      'x509',
      '-in',
      path('leaf.pem'),
      '-noout',
      '-text',
      '-nameopt',
      'RFC2253,utf8,-esc_msb',
    );
    for (const expected of [
      /Version: 3 \(0x2\)/,
      /Serial Number: 67 \(0x43\)/,
      /Issuer: CN=Example Issuing,O=Bücher GmbH,C=DE/,
      /Subject: *\n/,
      /Subject Alternative Name: critical\n\s+DNS:www.example.org, DNS:\*.example.org, IP Address:2001:DB8:/,
      /Key Usage: critical\n\s+Digital Signature\n/,
      /Extended Key Usage: *\n\s+TLS Web Server Authentication\n/,
      /CA Issuers - URI:http:\/\/ca.example.org\/ca.der\n/,
      /URI:http:\/\/ca.example.org\/1.crl\n/,
      /Policy: 2.23.140.1.2.1\n/,
      /Signature Algorithm: ecdsa-with-SHA256/,
    ])
      assert.match(text, expected);
  });

  test('CSRs of each kind of key verify', () => {
    for (const key of [newKey('P-256'), newKey('P-384'), newKey('P-521'), newKey('rsa')]) {
      const info = buildCsrInfo({ subject: { commonName: 'é' }, names: ['a.example.org'], spki: key.spki });
      writeFileSync(path('ours.csr'), pemEncode('CERTIFICATE REQUEST', signed(info, key)));
      const result = spawnSync('openssl', ['req', '-in', path('ours.csr'), '-noout', '-text', '-verify'], {
        encoding: 'utf8',
        timeout: COMMAND_TIMEOUT_MS,
      });
      assert.equal(result.status, 0, result.stderr);
      assert.match(result.stderr + result.stdout, /verify OK/);
      assert.match(result.stdout, /DNS:a\.example\.org/);
    }
  });

  test('a CRL with entries: number, reasons, dates', () => {
    writeFileSync(path('crl.pem'), pemEncode('X509 CRL', buildCrl([Uint8Array.of(0x81, 5)])));
    const text = openssl('crl', '-in', path('crl.pem'), '-noout', '-text');
    for (const expected of [/X509v3 CRL Number: *\n\s+300\n/, /Serial Number: 8105\n/, /Key Compromise/])
      assert.match(text, expected);
    writeFileSync(path('crl.pem'), pemEncode('X509 CRL', buildCrl([])));
    assert.match(openssl('crl', '-in', path('crl.pem'), '-noout', '-text'), /No Revoked Certificates/);
  });
});

describe('we read what OpenSSL builds', { skip }, () => {
  const kinds: [name: string, algorithm: SignatureAlgorithm, newkey: string[]][] = [
    ['P-256', 'ecdsa-sha256', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-sha256']],
    ['P-384', 'ecdsa-sha384', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384', '-sha384']],
    ['P-521', 'ecdsa-sha512', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-521', '-sha512']],
    ['RSA', 'rsa-sha384', ['rsa:2048', '-sha384']],
  ];
  for (const [name, algorithm, newkey] of kinds) {
    test(`a certificate and a CSR with a ${name} key`, () => {
      const common = [
        '-newkey',
        ...newkey,
        '-nodes',
        '-keyout',
        path('theirs.key'),
        '-subj',
        '/C=DE/CN=a.example.org',
      ];
      const san = ['-addext', 'subjectAltName=DNS:a.example.org,IP:192.0.2.1'];
      openssl('req', '-x509', ...common, ...san, '-days', '20000', '-out', path('theirs.pem'));
      const certificate = decodeCertificate(pemDecode('CERTIFICATE', read('theirs.pem')));
      const { tbs, signature } = certificate;
      assert.equal(certificate.signatureAlgorithm, algorithm);
      assert.equal(verifySigned({ tbs, algorithm, signature }, certificate.spki), true);
      assert.equal(certificate.notAfter - certificate.notBefore, 20_000 * DAY_MS);
      assert.deepEqual(decodeName(certificate.subject).dn, { country: 'DE', commonName: 'a.example.org' });
      openssl('req', '-new', ...common, ...san, '-out', path('theirs.csr'));
      const csr = decodeCsr(pemDecode('CERTIFICATE REQUEST', read('theirs.csr')));
      assert.equal(verifySigned({ tbs: csr.info, algorithm, signature: csr.signature }, csr.spki), true);
      const value = findExtension(csr.requestedExtensions, OID.subjectAltName)?.value ?? assert.fail();
      assert.deepEqual(decodeSubjectAltName(value), [
        { kind: 'dns', value: 'a.example.org' },
        { kind: 'ip', bytes: Uint8Array.of(192, 0, 2, 1) },
      ]);
    });
  }

  test('a CRL', () => {
    const common = [
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      path('ca.key'),
    ];
    openssl('req', '-x509', ...common, '-subj', '/CN=Theirs', '-out', path('ca.pem'));
    writeFileSync(path('index.txt'), 'R\t350101000000Z\t260101000000Z,keyCompromise\t0A\tunknown\t/CN=x\n');
    writeFileSync(path('number'), '0102\n');
    const config = [
      '[ca]\ndefault_ca=c\n[c]',
      `database=${path('index.txt')}`,
      `crlnumber=${path('number')}`,
      'default_md=sha256\ndefault_crl_days=7\ncrl_extensions=e\n[e]\nauthorityKeyIdentifier=keyid\n',
    ];
    writeFileSync(path('ca.cnf'), config.join('\n'));
    const files = ['-keyfile', path('ca.key'), '-cert', path('ca.pem'), '-out', path('theirs.crl')];
    openssl('ca', '-gencrl', '-config', path('ca.cnf'), ...files);
    const crl = decodeCrl(pemDecode('X509 CRL', read('theirs.crl')));
    assert.equal(crl.crlNumber, 0x102n);
    assert.deepEqual(crl.revoked, [
      { serial: Uint8Array.of(10), revokedAt: Date.UTC(2026, 0, 1), reason: 1 },
    ]);
    const issuer = decodeCertificate(pemDecode('CERTIFICATE', read('ca.pem')));
    assert.deepEqual(crl.issuer, issuer.subject);
    const { tbs, signatureAlgorithm: algorithm, signature } = crl;
    assert.equal(verifySigned({ tbs, algorithm, signature }, issuer.spki), true);
  });
});

type Key = { spki: Uint8Array; privateKey: KeyObject; algorithm: SignatureAlgorithm };

const now = Math.floor(Date.now() / 1000) * 1000;
const rootKey = newKey('P-384');
const issuingKey = newKey('P-256');
const leafKey = newKey('P-256');
const rootName = encodeName({ country: 'DE', organization: 'Bücher GmbH', commonName: 'Example Root' });
const issuingName = encodeName({ country: 'DE', organization: 'Bücher GmbH', commonName: 'Example Issuing' });

function buildChain(name = 'www.example.org'): { root: Uint8Array; issuing: Uint8Array; leaf: Uint8Array } {
  const root = certificate(1, rootName, rootName, rootKey, rootKey, 3650, [
    basicConstraints({ ca: true }),
    keyUsage(['keyCertSign', 'cRLSign']),
    subjectKeyIdentifier(keyIdentifier(rootKey.spki)),
  ]);
  const issuing = certificate(2, rootName, issuingName, issuingKey, rootKey, 1825, [
    basicConstraints({ ca: true, pathLength: 0 }),
    keyUsage(['keyCertSign', 'cRLSign']),
    extendedKeyUsage([OID.serverAuth]),
    subjectKeyIdentifier(keyIdentifier(issuingKey.spki)),
    authorityKeyIdentifier(keyIdentifier(rootKey.spki)),
    certificatePolicies([OID.anyPolicy]),
    nameConstraints({ permittedDns: ['example.org'] }),
  ]);
  const address = Uint8Array.from([0x20, 0x01, 0x0d, 0xb8, ...new Uint8Array(11), 1]);
  const leaf = certificate(0x43, issuingName, encodeName({}), leafKey, issuingKey, 45, [
    subjectAltName(
      [
        { kind: 'dns', value: name },
        { kind: 'dns', value: '*.example.org' },
        { kind: 'ip', bytes: address },
      ],
      true,
    ),
    keyUsage(['digitalSignature']),
    extendedKeyUsage([OID.serverAuth]),
    authorityKeyIdentifier(keyIdentifier(issuingKey.spki)),
    authorityInfoAccess('http://ca.example.org/ca.der'),
    crlDistributionPoints('http://ca.example.org/1.crl'),
    certificatePolicies([OID.domainValidated]),
  ]);
  return { root, issuing, leaf };
}

function certificate(
  serial: number,
  issuer: Uint8Array,
  subject: Uint8Array,
  subjectKey: Key,
  issuerKey: Key,
  days: number,
  extensions: readonly Extension[],
): Uint8Array {
  const tbs = buildTbsCertificate({
    serial: Uint8Array.of(serial),
    signatureAlgorithm: issuerKey.algorithm,
    issuer,
    notBefore: now - 3_600_000,
    notAfter: now + days * DAY_MS - 1000,
    subject,
    spki: subjectKey.spki,
    extensions,
  });
  return signed(tbs, issuerKey);
}

function buildCrl(serials: readonly Uint8Array[]): Uint8Array {
  const tbs = buildTbsCrl({
    signatureAlgorithm: issuingKey.algorithm,
    issuer: issuingName,
    thisUpdate: now - 60_000,
    nextUpdate: now + 7 * DAY_MS,
    crlNumber: 300n,
    authorityKeyId: keyIdentifier(issuingKey.spki),
    revoked: serials.map((serial) => ({ serial, revokedAt: now - 60_000, reason: 1 })),
  });
  return signed(tbs, issuingKey);
}

/** A key pair with the algorithm it signs with. */
function newKey(kind: 'P-256' | 'P-384' | 'P-521' | 'rsa'): Key {
  const pair =
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: kind });
  const algorithms = {
    'P-256': 'ecdsa-sha256',
    'P-384': 'ecdsa-sha384',
    'P-521': 'ecdsa-sha512',
    rsa: 'rsa-sha256',
  } as const;
  const spki = new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' }));
  return { spki, privateKey: pair.privateKey, algorithm: algorithms[kind] };
}

function signed(tbs: Uint8Array, { algorithm, privateKey }: Key): Uint8Array {
  return assembleSigned(tbs, algorithm, sign(algorithm.slice(-6), tbs, privateKey));
}

function openssl(...args: string[]): string {
  return execFileSync('openssl', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: COMMAND_TIMEOUT_MS,
  });
}

function path(name: string): string {
  return join(folder, name);
}

function read(name: string): string {
  return readFileSync(path(name), 'utf8');
}
