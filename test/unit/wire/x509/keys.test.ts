import assert from 'node:assert/strict';
import { createHash, createPublicKey } from 'node:crypto';
import { describe, test } from 'node:test';
import {
  bitString,
  type Der,
  encodeDer,
  integer,
  NULL,
  oid,
  sequence,
} from '../../../../src/wire/der/index.ts';
import {
  decodeCertificate,
  decodeSpki,
  jwkThumbprint,
  keyIdentifier,
  OID,
  spkiToJwk,
} from '../../../../src/wire/x509/index.ts';
import { KEYS, P256, P521, refusal, RSA, vector } from './samples.ts';

test('the JWK of a key is the one that OpenSSL gives', () => {
  for (const { spki } of KEYS) {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    assert.deepEqual({ ...spkiToJwk(spki) }, key.export({ format: 'jwk' }));
  }
});

test('what a key is', () => {
  const rsa = decodeSpki(RSA.spki);
  assert.equal(rsa.algorithm === 'rsa' && rsa.exponent, 65_537n);
  assert.equal(rsa.algorithm === 'rsa' && rsa.modulus.length, 256);
  const curves = KEYS.slice(0, 3).map(({ spki }) => {
    const key = decodeSpki(spki);
    return key.algorithm === 'ec' && `${key.curve} ${key.point.length}`;
  });
  assert.deepEqual(curves, ['P-256 65', 'P-384 97', 'P-521 133']);
  const edwards = decodeCertificate(vector('certificate-ed25519.der')).spki;
  assert.deepEqual(decodeSpki(edwards), { algorithm: 'unknown', oid: OID.ed25519 });
  const point = bitString(Uint8Array.of(4, 1, 2));
  const secp256k1 = encodeDer(sequence(sequence(oid(OID.ecPublicKey), oid('1.3.132.0.10')), point));
  const explicit = encodeDer(sequence(sequence(oid(OID.ecPublicKey), sequence(integer(1))), point));
  const bare = encodeDer(sequence(sequence(oid(OID.ecPublicKey)), point));
  for (const spki of [secp256k1, explicit, bare])
    assert.deepEqual(decodeSpki(spki), {
      algorithm: 'ec',
      curve: 'unknown',
      point: Uint8Array.of(4, 1, 2),
    });
});

test('RFC 7638 section 3.1: the thumbprint of its example', () => {
  const n =
    '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMs' +
    'tn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbI' +
    'SD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw';
  assert.equal(jwkThumbprint({ kty: 'RSA', n, e: 'AQAB' }), 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
});

test('RFC 8037 appendix A.3: the thumbprint of its OKP key', () => {
  const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
  assert.equal(
    jwkThumbprint({ kty: 'OKP', crv: 'Ed25519', x }),
    'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
  );
});

test('RFC 7093 section 2 method 1: the leftmost 160 bits of the SHA-256 of the key bits', () => {
  const key = decodeSpki(P256.spki);
  assert.ok(key.algorithm === 'ec');
  const digest = createHash('sha256').update(key.point).digest();
  assert.deepEqual(keyIdentifier(P256.spki), new Uint8Array(digest.subarray(0, 20)));
});

describe('keys that are not right are refused by name', () => {
  const compressed = encodeDer(
    sequence(sequence(oid(OID.ecPublicKey), oid(OID.p256)), bitString(new Uint8Array(33).fill(2))),
  );
  const table: [what: string, code: string, decode: () => unknown][] = [
    [
      'RSA without its NULL',
      'truncated',
      () => decodeSpki(encodeDer(sequence(sequence(oid(OID.rsaEncryption)), bitString(NULL)))),
    ],
    ['RSA of modulus zero', 'value', () => decodeSpki(rsa(integer(0), integer(3)))],
    ['RSA without exponent', 'truncated', () => decodeSpki(rsa(integer(5)))],
    ['RSA with a third number', 'trailing-bytes', () => decodeSpki(rsa(integer(5), integer(3), integer(1)))],
    [
      'RSA of 16,400 bits',
      'integer-too-large',
      () => decodeSpki(rsa(integer(new Uint8Array(2050).fill(1)), integer(3))),
    ],
    [
      'RSA with an exponent of 300 bits',
      'integer-too-large',
      () => decodeSpki(rsa(integer(5), integer(1n << 300n))),
    ],
    [
      'RSA of a negative modulus',
      'integer-negative',
      () => decodeSpki(rsa(Uint8Array.of(2, 1, 0xff), integer(3))),
    ],
    ['a key with a tail', 'trailing-bytes', () => decodeSpki(Uint8Array.from([...P256.spki, 0]))],
    ['no JWK for a compressed point', 'value', () => spkiToJwk(compressed)],
    [
      'no JWK for another curve',
      'algorithm',
      () => spkiToJwk(encodeDer(sequence(sequence(oid(OID.ecPublicKey), oid('1.2.3')), bitString(NULL)))),
    ],
    [
      'no JWK for another algorithm',
      'algorithm',
      () => spkiToJwk(encodeDer(sequence(sequence(oid('1.2.3')), bitString(NULL)))),
    ],
    ['no identifier for what is no key', 'wrong-tag', () => keyIdentifier(NULL)],
    ['a point of the wrong curve for its length', 'value', () => spkiToJwk(swapCurve(P521.spki))],
  ];
  for (const [what, code, decode] of table) {
    test(`${what}: ${code}`, () => assert.equal(refusal(decode), code));
  }
});

/** An RSA key whose numbers are these. */
function rsa(...fields: Der[]): Uint8Array {
  return encodeDer(sequence(sequence(oid(OID.rsaEncryption), NULL), bitString(sequence(...fields))));
}

function swapCurve(spki: Uint8Array): Uint8Array {
  const key = decodeSpki(spki);
  assert.ok(key.algorithm === 'ec');
  return encodeDer(sequence(sequence(oid(OID.ecPublicKey), oid(OID.p256)), bitString(key.point)));
}
