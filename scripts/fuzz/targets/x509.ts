import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { checkCsr, checkPublicKey } from '../../../src/authority/ca/index.ts';
import { judgeByDigest } from '../../../src/validation/challenges/tls-alpn01-certificate.ts';
import { readPeer } from '../../../src/validation/perspective/transport/identity.ts';
import { decodeWhole, DER_BYTES_MAX, readAny } from '../../../src/wire/der/index.ts';
import {
  authorityKeyIdentifier,
  basicConstraints,
  buildTbsCertificate,
  buildTbsCrl,
  crlNumber,
  decodeAuthorityInfoAccess,
  decodeAuthorityKeyIdentifier,
  decodeBasicConstraints,
  decodeCertificate,
  decodeCertificatePolicies,
  decodeCrl,
  decodeCrlDistributionPoints,
  decodeCrlNumber,
  decodeCsr,
  type DecodedCrl,
  decodeExtendedKeyUsage,
  decodeKeyUsage,
  decodeName,
  decodeNameConstraints,
  decodeReasonCode,
  decodeSpki,
  decodeSubjectAltName,
  decodeSubjectKeyIdentifier,
  decodeTbs,
  DerError,
  extendedKeyUsage,
  jwkThumbprint,
  keyIdentifier,
  keyUsage,
  pemDecode,
  pemDecodeAll,
  pemEncode,
  spkiToJwk,
  subjectAltName,
  subjectKeyIdentifier,
} from '../../../src/wire/x509/index.ts';
import { checkBytes, checkSame, checkWeight, some, tried } from '../checks.ts';
import type { Target } from '../types.ts';

const DIGEST = createHash('sha256').update('token.9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI').digest();
const GOOD = ['der/good', 'tls-alpn'];
/** Values are views: an element of two bytes becomes an object or two. */
const VIEWS_WEIGH = 160;

export const X509_TARGETS: readonly Target[] = [
  { name: 'certificate', kind: 'der', bytesMax: 70_000, weight: 3, vectors: GOOD, run: runCertificate },
  { name: 'csr', kind: 'der', bytesMax: 70_000, weight: 1, vectors: ['der/good'], run: runCsr },
  { name: 'crl', kind: 'der', bytesMax: 70_000, weight: 3, vectors: ['der/good'], run: runCrl },
  { name: 'extension', kind: 'der', bytesMax: 20_000, weight: 3, run: runExtension },
  { name: 'public-key', kind: 'der', bytesMax: 8_000, weight: 1, run: runPublicKey },
  {
    name: 'tls-alpn-certificate',
    kind: 'der',
    bytesMax: 70_000,
    weight: 1,
    vectors: ['tls-alpn'],
    run: runTlsAlpn,
  },
  { name: 'pem', kind: 'text', bytesMax: 270_000, weight: 2, run: runPem },
];

type Write<T> = (value: T) => { readonly value: Uint8Array } | undefined;

/** Reads an extension's value, and writes it again where we can: the bytes must be the same, for DER has one encoding of each value. */
function value<T>(
  read: (der: Uint8Array) => T,
  write: Write<T> = () => undefined,
): (der: Uint8Array) => unknown {
  return (der) => {
    const found = read(der);
    const again = write(found);
    if (again !== undefined) checkBytes(again.value, der, `${read.name} written again`);
    return found;
  };
}

const VALUES: readonly ((der: Uint8Array) => unknown)[] = [
  value(decodeSubjectAltName, (names) =>
    names.every(({ kind }) => kind !== 'other') ? subjectAltName(names, false) : undefined,
  ),
  value(decodeBasicConstraints, (constraints) => basicConstraints(constraints)),
  value(decodeKeyUsage, (usages) => keyUsage(usages)),
  value(decodeExtendedKeyUsage, (purposes) => extendedKeyUsage(purposes)),
  value(decodeSubjectKeyIdentifier, subjectKeyIdentifier),
  value(decodeAuthorityKeyIdentifier, ({ keyId, hasIssuerAndSerial }) =>
    keyId === undefined || hasIssuerAndSerial ? undefined : authorityKeyIdentifier(keyId),
  ),
  value(decodeAuthorityInfoAccess),
  value(decodeCrlDistributionPoints),
  value(decodeCertificatePolicies),
  value(decodeNameConstraints),
  value(decodeCrlNumber, crlNumber),
  value(decodeReasonCode),
  value(decodeName),
  value(decodeSpki),
  value(function any(der) {
    return decodeWhole(der, DER_BYTES_MAX, readAny);
  }),
];

function runExtension(input: Uint8Array): string {
  const shapes = VALUES.flatMap((read, i) => {
    const found = tried(DerError, () => read(input));
    if (found.ok) checkWeight(found.value, input, VIEWS_WEIGH);
    return found.ok ? [`${i}`] : [];
  });
  if (shapes.length > 0) return shapes.join(' ');
  // the first that the tag does not rule out says why
  const last = tried(DerError, () => decodeNameConstraints(input));
  return last.ok ? '' : last.refused;
}

function runCertificate(input: Uint8Array): string {
  const read = tried(DerError, () => decodeCertificate(input));
  const peer = readPeer(input);
  if (!read.ok) {
    assert.equal(peer, undefined);
    return read.refused;
  }
  const certificate = read.value;
  checkWeight(certificate, input, VIEWS_WEIGH);
  const { tbs, issuer, subject, extensions, spki, version, hasUniqueIds, signatureAlgorithm } = certificate;
  assert.ok(extensions.length <= 64);
  decodeName(issuer);
  decodeName(subject);
  const inside = extensions.map(({ value: der }) => runExtension(der));
  const again = decodeTbs(tbs);
  const plain = version === 3 && !hasUniqueIds && signatureAlgorithm !== 'unknown';
  if (plain && again.signatureAlgorithm === signatureAlgorithm)
    checkBytes(buildTbsCertificate({ ...again, signatureAlgorithm }), tbs, 'the TBS built again');
  const key = tried(DerError, () => decodeSpki(spki));
  const kind = key.ok ? key.value.algorithm : key.refused;
  return `v${version} ${signatureAlgorithm} ${kind} ${some(extensions.length)} ${peer?.role ?? ''} ${inside[0] ?? ''}`;
}

function runCsr(input: Uint8Array): string {
  const read = tried(DerError, () => decodeCsr(input));
  const checked = checkCsr(input);
  if (!read.ok) {
    assert.ok(!checked.ok && checked.fault.code === 'csrMalformed');
    return read.refused;
  }
  checkWeight(read.value, input, VIEWS_WEIGH);
  decodeName(read.value.subject);
  for (const { value: der } of read.value.requestedExtensions) runExtension(der);
  return checked.ok
    ? `good, ${some(checked.value.identifiers.length)} names`
    : JSON.stringify(checked.fault).slice(0, 120);
}

function runCrl(input: Uint8Array): string {
  const read = tried(DerError, () => decodeCrl(input));
  if (!read.ok) return read.refused;
  const crl = read.value;
  checkWeight(crl, input, VIEWS_WEIGH);
  if (isPlain(crl)) checkBytes(buildTbsCrl(crl), crl.tbs, 'the TBS built again');
  return `${crl.signatureAlgorithm} ${some(crl.revoked.length)} ${some(crl.extensions.length)}`;
}

/** A CRL whose entries and extensions are none but those that we write: others cannot be written again. */
function isPlain(crl: DecodedCrl): boolean {
  const known = crl.extensions.map((extension) => `${extension.oid} ${extension.critical}`).join();
  return known === '2.5.29.35 false,2.5.29.20 false' && crl.revoked.every((entry) => entry.reason !== 0);
}

function runPublicKey(input: Uint8Array): string {
  const read = tried(DerError, () => decodeSpki(input));
  const checked = checkPublicKey(input);
  if (!read.ok) {
    assert.ok(!checked.ok);
    return read.refused;
  }
  assert.equal(keyIdentifier(input).length, 20);
  const jwk = tried(DerError, () => jwkThumbprint(spkiToJwk(input)));
  assert.ok(jwk.ok || !checked.ok);
  return `${read.value.algorithm} ${jwk.ok ? 'jwk' : jwk.refused} ${checked.ok ? 'good' : checked.fault.params.reason.replace(/[0-9]+/g, '0')}`;
}

function runTlsAlpn(input: Uint8Array): string {
  const asName = judgeByDigest(input, { type: 'dns', value: 'www.example.org' }, DIGEST);
  const asAddress = judgeByDigest(input, { type: 'ip', value: '2001:db8::1' }, DIGEST);
  assert.ok(asName !== 'match' || asAddress !== 'match', 'one certificate proves one identifier');
  const read = tried(DerError, () => decodeCertificate(input));
  assert.ok(read.ok || asName === 'malformed');
  return `${asName} ${asAddress} ${read.ok ? '' : read.refused}`;
}

function runPem(input: Uint8Array): string {
  const text = Buffer.from(input).toString('latin1');
  const read = tried(DerError, () => pemDecodeAll('CERTIFICATE', text));
  const one = tried(DerError, () => pemDecode('CERTIFICATE', text));
  if (!read.ok) {
    assert.ok(!one.ok);
    return read.refused;
  }
  assert.equal(one.ok, read.value.length === 1);
  checkWeight(read.value, input, VIEWS_WEIGH);
  const again = pemDecodeAll('CERTIFICATE', read.value.map((der) => pemEncode('CERTIFICATE', der)).join(''));
  checkSame(again, read.value, 'read again');
  return `${some(read.value.length)} blocks`;
}
