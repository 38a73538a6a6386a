// Whatever the bytes: a decoder returns, or throws DerError. And what it accepts has exactly one encoding, so that writing it
// again gives the same bytes. Seeded, so that a failure repeats.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { attempt, decodeWhole, DER_BYTES_MAX, readAny } from '../../../../src/wire/der/index.ts';
import {
  buildTbsCertificate,
  buildTbsCrl,
  decodeAuthorityInfoAccess,
  decodeAuthorityKeyIdentifier,
  decodeBasicConstraints,
  decodeCertificate,
  decodeCertificatePolicies,
  decodeCrl,
  decodeCrlDistributionPoints,
  decodeCrlNumber,
  decodeCsr,
  decodeExtendedKeyUsage,
  decodeKeyUsage,
  decodeName,
  decodeNameConstraints,
  decodeReasonCode,
  decodeSpki,
  decodeSubjectAltName,
  decodeSubjectKeyIdentifier,
  decodeTbs,
  jwkThumbprint,
  keyIdentifier,
  spkiToJwk,
  verifySigned,
  type DecodedCrl,
} from '../../../../src/wire/x509/index.ts';
import { corpus, NOT_BEFORE, P256, signedCertificate, signedCrl, signedCsr, tbsInput } from './samples.ts';

const SEED = 20_261_120;
/** `FUZZ_FACTOR=1000` for a long run by hand. */
const FACTOR = Number(process.env['FUZZ_FACTOR'] ?? 1);
const MUTANTS_PER_SAMPLE = 400 * FACTOR;
const RANDOM_INPUTS = 1000 * FACTOR;

const VALUE_DECODERS: readonly ((der: Uint8Array) => unknown)[] = [
  decodeSubjectAltName,
  decodeBasicConstraints,
  decodeKeyUsage,
  decodeExtendedKeyUsage,
  decodeSubjectKeyIdentifier,
  decodeAuthorityKeyIdentifier,
  decodeAuthorityInfoAccess,
  decodeCrlDistributionPoints,
  decodeCertificatePolicies,
  decodeNameConstraints,
  decodeCrlNumber,
  decodeReasonCode,
  decodeName,
  decodeSpki,
  keyIdentifier,
  (der) => jwkThumbprint(spkiToJwk(der)),
  (der) => decodeWhole(der, DER_BYTES_MAX, readAny),
];

const samples = [
  ...corpus(),
  { name: 'certificate of ours', der: signedCertificate(tbsInput(), P256) },
  {
    name: 'csr of ours',
    der: signedCsr({ commonName: 'example.org' }, ['example.org', 'a.example.org'], P256),
  },
  {
    name: 'crl of ours',
    der: signedCrl({ revoked: [{ serial: Uint8Array.of(1, 2), revokedAt: NOT_BEFORE, reason: 1 }] }, P256),
  },
];

describe('no input makes a decoder throw anything but DerError', { timeout: 60_000 * FACTOR }, () => {
  for (const { name, der } of samples) {
    test(`${MUTANTS_PER_SAMPLE} mutants of ${name}`, () => {
      const random = generator(SEED);
      let refused = 0;
      for (let i = 0; i < MUTANTS_PER_SAMPLE; i++) refused += examine(mutate(der, random)) ? 0 : 1;
      // a mutator that breaks nothing would show nothing; most break something, some only change values
      assert.ok(refused > MUTANTS_PER_SAMPLE / 10, `${refused} refused`);
      assert.ok(refused < MUTANTS_PER_SAMPLE, 'some were accepted');
    });
  }

  test('every prefix of every sample is refused', () => {
    for (const { name, der } of samples)
      for (let length = 0; length < der.length; length++)
        assert.equal(examine(der.subarray(0, length)), false, `${name} cut to ${length}`);
  });

  test('random bytes, and random elements inside each other', () => {
    const element = fc.letrec<{ any: Uint8Array }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 6 },
        fc.tuple(fc.nat(255), fc.uint8Array({ maxLength: 20 })).map(([tag, contents]) => tlv(tag, contents)),
        fc
          .tuple(fc.constantFrom(0x30, 0x31, 0xa0, 0xa3), fc.array(tie('any'), { maxLength: 5 }))
          .map(([tag, parts]) => tlv(tag, Uint8Array.from(parts.flatMap((part) => [...part])))),
      ),
    })).any;
    const settings = { numRuns: RANDOM_INPUTS, seed: SEED };
    let examined = 0;
    const look = (bytes: Uint8Array) => {
      examine(bytes);
      for (const decode of VALUE_DECODERS) attempt(() => decode(bytes));
      examined++;
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), look), settings);
    fc.assert(fc.property(element, look), settings);
    assert.ok(examined >= 2 * RANDOM_INPUTS);
  });

  test('a signature over anything, by any key, is true or false', () => {
    const random = generator(SEED);
    let verified = 0;
    for (let i = 0; i < 200; i++) {
      const spki = i % 2 === 0 ? mutate(P256.spki, random) : P256.spki;
      const signature = Uint8Array.from({ length: i }, () => random(256));
      const signed = { tbs: spki, algorithm: 'ecdsa-sha256' as const, signature };
      if (verifySigned(signed, spki)) verified++;
    }
    assert.equal(verified, 0);
  });
});

/** Runs the decoder that the first accepts, and all that stands inside it. Returns whether anything accepted it. */
function examine(der: Uint8Array): boolean {
  const certificate = attempt(() => decodeCertificate(der));
  if (certificate.ok) {
    const { tbs, spki, issuer, subject, extensions, version, hasUniqueIds, signatureAlgorithm } =
      certificate.value;
    for (const { value } of extensions) for (const decode of VALUE_DECODERS) attempt(() => decode(value));
    for (const decode of VALUE_DECODERS) attempt(() => decode(spki));
    decodeName(issuer);
    decodeName(subject);
    const again = decodeTbs(tbs);
    if (
      version === 3 &&
      !hasUniqueIds &&
      signatureAlgorithm !== 'unknown' &&
      again.signatureAlgorithm === signatureAlgorithm
    )
      assert.deepEqual(buildTbsCertificate({ ...again, signatureAlgorithm }), tbs);
  }
  const csr = attempt(() => decodeCsr(der));
  if (csr.ok) {
    decodeName(csr.value.subject);
    for (const { value } of csr.value.requestedExtensions)
      for (const decode of VALUE_DECODERS) attempt(() => decode(value));
  }
  const crl = attempt(() => decodeCrl(der));
  if (crl.ok && isPlain(crl.value)) {
    assert.deepEqual(buildTbsCrl(crl.value), crl.value.tbs);
  }
  return certificate.ok || csr.ok || crl.ok;
}

/** Is it a CRL whose entries and extensions are none but those that we write? Others cannot be written again. */
function isPlain(crl: DecodedCrl): boolean {
  const known = crl.extensions.map((extension) => `${extension.oid} ${extension.critical}`).join();
  return known === '2.5.29.35 false,2.5.29.20 false' && crl.revoked.every((entry) => entry.reason !== 0);
}

/** One to four changes: bits, bytes, lengths that lie, pieces cut out, doubled or moved. */
function mutate(der: Uint8Array, random: (below: number) => number): Uint8Array {
  let bytes = [...der];
  for (let changes = 1 + random(4); changes > 0; changes--) {
    const at = random(bytes.length);
    const length = 1 + random(8);
    switch (random(7)) {
      case 0:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
        break;
      case 1:
        bytes[at] = random(256);
        break;
      case 2:
        bytes[at] = [0x00, 0x7f, 0x80, 0x81, 0x84, 0xff, 0x30, 0x1f][random(8)] ?? 0;
        break;
      case 3:
        bytes.splice(at, length);
        break;
      case 4:
        bytes.splice(at, 0, ...bytes.slice(at, at + length));
        break;
      case 5:
        bytes.splice(at, 0, 0x84, 0xff, 0xff, 0xff, 0xff);
        break;
      default:
        bytes = [...bytes.slice(0, at), ...bytes.slice(at).toReversed()];
    }
    if (bytes.length === 0) bytes = [0];
  }
  return Uint8Array.from(bytes);
}

function tlv(tag: number, contents: Uint8Array): Uint8Array {
  const { length } = contents;
  const header = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Uint8Array.from([tag, ...header, ...contents]);
}

/** A small repeatable generator (xorshift32): numbers from 0 to below `below`. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
