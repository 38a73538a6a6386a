// Signatures that the RFCs publish, and keys that are none.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ROOT_ANCHORS } from '../../../../src/net/dnssec/anchors.ts';
import { isSupported, verifies } from '../../../../src/net/dnssec/algorithms.ts';
import { checkTime } from '../../../../src/net/dnssec/signature.ts';
import { digestKey, keyTag, nameFromText, signedBytes, TYPE } from '../../../../src/wire/dns/index.ts';
import type { Dnskey, ResourceRecord, Rrsig } from '../../../../src/wire/dns/index.ts';
import { record } from './signing.ts';

const base64 = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'));

type Vector = {
  readonly key: string;
  readonly signature: string;
  readonly fields: Omit<Rrsig, 'kind' | 'signature' | 'signer' | 'originalTtl'>;
  readonly signer: string;
  readonly set: ResourceRecord;
};
const www = record('www.example.net', { kind: 'A', address: Uint8Array.of(192, 0, 2, 1) });
const mail = record('example.com', {
  kind: 'MX',
  preference: 10,
  exchange: nameFromText('mail.example.com'),
});
const edwards = {
  typeCovered: TYPE.MX,
  algorithm: 15,
  labels: 2,
  expiration: 1_440_021_600,
  inception: 1_438_207_200,
};

const VECTORS: Readonly<Record<string, Vector>> = {
  'RFC 5702 section 6.1, RSASHA256': {
    key: 'AwEAAcFcGsaxxdgiuuGmCkVImy4h99CqT7jwY3pexPGcnUFtR2Fh36BponcwtkZ4cAgtvd4Qs8PkxUdp6p/DlUmObdk=',
    signature: 'kRCOH6u7l0QGy9qpC9l1sLncJcOKFLJ7GhiUOibu4teYp5VE9RncriShZNz85mwlMgNEacFYK/lPtPiVYP4bwg==',
    fields: {
      typeCovered: TYPE.A,
      algorithm: 8,
      labels: 3,
      expiration: Date.UTC(2030, 0, 1) / 1000,
      inception: Date.UTC(2000, 0, 1) / 1000,
      keyTag: 9033,
    },
    signer: 'example.net',
    set: record('www.example.net', { kind: 'A', address: Uint8Array.of(192, 0, 2, 91) }),
  },
  'RFC 6605 section 6.1, ECDSAP256SHA256': {
    key: 'GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==',
    signature: 'qx6wLYqmh+l9oCKTN6qIc+bw6ya+KJ8oMz0YP107epXAyGmt+3SNruPFKG7tZoLBLlUzGGus7ZwmwWep666VCw==',
    fields: {
      typeCovered: TYPE.A,
      algorithm: 13,
      labels: 3,
      expiration: Date.UTC(2010, 8, 9, 10, 4, 39) / 1000,
      inception: Date.UTC(2010, 7, 12, 10, 4, 39) / 1000,
      keyTag: 55_648,
    },
    signer: 'example.net',
    set: www,
  },
  'RFC 6605 section 6.2, ECDSAP384SHA384': {
    key: 'xKYaNhWdGOfJ+nPrL8/arkwf2EY3MDJ+SErKivBVSum1w/egsXvSADtNJhyem5RCOpgQ6K8X1DRSEkrbYQ+OB+v8/uX45NBwY8rp65F6Glur8I/mlVNgF6W/qTI37m40',
    signature:
      '/L5hDKIvGDyI1fcARX3z65qrmPsVz73QD1Mr5CEqOiLP95hxQouuroGCeZOvzFaxsT8Glr74hbavRKayJNuydCuzWTSSPdz7wnqXL5bdcJzusdnI0RSMROxxwGipWcJm',
    fields: {
      typeCovered: TYPE.A,
      algorithm: 14,
      labels: 3,
      expiration: Date.UTC(2010, 8, 9, 10, 20, 25) / 1000,
      inception: Date.UTC(2010, 7, 12, 10, 20, 25) / 1000,
      keyTag: 10_771,
    },
    signer: 'example.net',
    set: www,
  },
  'RFC 8080 section 6.1, Ed25519': {
    key: 'l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=',
    signature: 'oL9krJun7xfBOIWcGHi7mag5/hdZrKWw15jPGrHpjQeRAvTdszaPD+QLs3fx8A4M3e23mRZ9VrbpMngwcrqNAg==',
    fields: { ...edwards, keyTag: 3613 },
    signer: 'example.com',
    set: mail,
  },
  'RFC 8080 section 6.1, a second key': {
    key: 'zPnZ/QwEe7S8C5SPz2OfS5RR40ATk2/rYnE9xHIEijs=',
    signature: 'zXQ0bkYgQTEFyfLyi9QoiY6D8ZdYo4wyUhVioYZXFdT410QPRITQSqJSnzQoSm5poJ7gD7AQR0O7KuI5k2pcBg==',
    fields: { ...edwards, keyTag: 35_217 },
    signer: 'example.com',
    set: mail,
  },
};

describe('published signatures', () => {
  for (const [title, { key, signature, fields, signer, set }] of Object.entries(VECTORS)) {
    it(`${title} verifies, and no other record does`, () => {
      const rrsig = { kind: 'RRSIG', ...fields, originalTtl: 3600, signer: nameFromText(signer) } as const;
      const bytes = signedBytes(rrsig, [set]);
      const { algorithm } = fields;
      assert.ok(verifies(algorithm, base64(key), bytes, base64(signature)));
      const other = signedBytes({ ...rrsig, originalTtl: 3601 }, [set]);
      assert.ok(!verifies(algorithm, base64(key), other, base64(signature)));
      assert.ok(!verifies(algorithm, base64(key), bytes, base64(signature).subarray(1)));
      assert.ok(!verifies(algorithm, base64(key).subarray(1), bytes, base64(signature)));
      for (const wrong of [5, 7, 8, 10, 13, 14, 15, 16].filter((one) => one !== algorithm))
        assert.ok(!verifies(wrong, base64(key), bytes, base64(signature)), String(wrong));
    });
  }

  it('with SHA-1, DSA, GOST or private algorithms are not supported', () => {
    for (const algorithm of [0, 1, 3, 5, 6, 7, 12, 17, 252, 253, 255]) assert.ok(!isSupported(algorithm));
  });
});

describe('keys that are none', () => {
  const cases: readonly (readonly [string, number, Uint8Array])[] = [
    ['empty', 8, new Uint8Array(0)],
    ['RSA without a modulus', 8, Uint8Array.of(1, 3)],
    ['RSA with an exponent of 9 bytes', 8, new Uint8Array(300).fill(0xff).with(0, 9)],
    ['RSA with a modulus of 4,104 bits', 8, new Uint8Array(1 + 3 + 513).fill(0xff).with(0, 3)],
    ['a long form that ends early', 8, Uint8Array.of(0, 1)],
    ['a point beside the curve', 13, new Uint8Array(64).fill(7)],
    ['a point of the other curve', 14, new Uint8Array(64).fill(7)],
    ['a short Edwards key', 15, new Uint8Array(31)],
  ];
  for (const [title, algorithm, key] of cases)
    it(title, () => {
      assert.equal(verifies(algorithm, key, new Uint8Array(10), new Uint8Array(64)), false);
    });
});

describe('the validity period (RFC 4034 section 3.1.5)', () => {
  const now = 1_800_000_000;
  it('includes both its ends and nothing beyond', () => {
    assert.equal(checkTime({ inception: now, expiration: now }, now), undefined);
    assert.equal(checkTime({ inception: now + 1, expiration: now + 9 }, now), 'signature-not-yet-valid');
    assert.equal(checkTime({ inception: now - 9, expiration: now - 1 }, now), 'signature-expired');
    assert.equal(checkTime({ inception: now - 1, expiration: now - 9 }, now), 'signature-expired');
  });

  it('goes on when the 32 bits are used up in 2106', () => {
    const late = 2 ** 32 + 100;
    assert.equal(checkTime({ inception: 2 ** 32 - 100, expiration: 200 }, late), undefined);
    assert.equal(checkTime({ inception: 2 ** 32 - 100, expiration: 50 }, late), 'signature-expired');
  });
});

it("the root's anchors are the digests of the keys that IANA publishes", () => {
  const keys = [
    'AwEAAaz/tAm8yTn4Mfeh5eyI96WSVexTBAvkMgJzkKTOiW1vkIbzxeF3+/4RgWOq7HrxRixHlFlExOLAJr5emLvN7SWXgnLh4+B5xQlNVz8Og8kvArMtNROxVQuCaSnIDdD5LKyWbRd2n9WGe2R8PzgCmr3EgVLrjyBxWezF0jLHwVN8efS3rCj/EWgvIWgb9tarpVUDK/b58Da+sqqls3eNbuv7pr+eoZG+SrDK6nWeL3c6H5Apxz7LjVc1uTIdsIXxuOLYA4/ilBmSVIzuDWfdRUfhHdY6+cn8HFRm+2hM8AnXGXws9555KrUB5qihylGa8subX2Nn6UwNR1AkUTV74bU=',
    'AwEAAa96jeuknZlaeSrvyAJj6ZHv28hhOKkx3rLGXVaC6rXTsDc449/cidltpkyGwCJNnOAlFNKF2jBosZBU5eeHspaQWOmOElZsjICMQMC3aeHbGiShvZsx4wMYSjH8e7Vrhbu6irwCzVBApESjbUdpWWmEnhathWu1jo+siFUiRAAxm9qyJNg/wOZqqzL/dL/q8PkcRU5oUKEpUge71M3ej2/7CPqpdVwuMoTvoB+ZOT4YeGyxMvHmbrxlFzGOHOijtzN+u1TQNatX2XBuzZNQ1K+s2CXkPIZo7s6JgZyvaBevYtxPvYLw4z9mR7K2vaF18UYH9Z9GNUUeayffKC73PYc=',
  ].map(
    (text): Dnskey => ({ kind: 'DNSKEY', flags: 257, protocol: 3, algorithm: 8, publicKey: base64(text) }),
  );
  assert.deepEqual(
    ROOT_ANCHORS,
    keys.map((key) => ({
      zone: [],
      data: { kind: 'DS', keyTag: keyTag(key), algorithm: 8, digestType: 2, digest: digestKey([], key, 2) },
    })),
  );
});
