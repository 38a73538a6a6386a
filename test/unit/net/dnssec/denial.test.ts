// Denials of the example zones of RFC 4035 (NSEC) and RFC 5155 (NSEC3): every example of their appendices B.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeDenial, judgeNoDs } from '../../../../src/net/dnssec/denial.ts';
import { NSEC3_ITERATIONS_MAX } from '../../../../src/net/dnssec/limits.ts';
import { nsecProofs } from '../../../../src/net/dnssec/nsec.ts';
import { nsec3Proofs, readableNsec3 } from '../../../../src/net/dnssec/nsec3.ts';
import { base32hex } from '../../../../src/core/index.ts';
import type { OwnedNsec3 } from '../../../../src/net/dnssec/nsec3.ts';
import type { Proofs } from '../../../../src/net/dnssec/proofs.ts';
import { exhausted, newWork } from '../../../../src/net/dnssec/work.ts';
import { TYPE, hashName, nameFromText, typeBitmap } from '../../../../src/wire/dns/index.ts';

type Types = readonly (keyof typeof TYPE)[];
const zone = nameFromText('example');

/** Owner, next owner and types of RFC 4035 appendix A, in canonical order. */
const NAMES: readonly (readonly [string, Types])[] = [
  ['example', ['NS', 'SOA', 'MX', 'RRSIG', 'NSEC', 'DNSKEY']],
  ['a.example', ['NS', 'DS', 'RRSIG', 'NSEC']],
  ['ai.example', ['A', 'AAAA', 'RRSIG', 'NSEC']],
  ['b.example', ['NS', 'RRSIG', 'NSEC']],
  ['ns1.example', ['A', 'RRSIG', 'NSEC']],
  ['ns2.example', ['A', 'RRSIG', 'NSEC']],
  ['*.w.example', ['MX', 'RRSIG', 'NSEC']],
  ['x.w.example', ['MX', 'RRSIG', 'NSEC']],
  ['x.y.w.example', ['MX', 'RRSIG', 'NSEC']],
  ['xx.example', ['A', 'AAAA', 'RRSIG', 'NSEC']],
];

/** Proofs from the NSEC records of the owners named. */
function byNsec(...owners: string[]): Proofs {
  return nsecProofs(
    zone,
    owners.map((owner) => {
      const at = NAMES.findIndex(([name]) => name === owner);
      assert.ok(at >= 0, owner);
      const [, types] = NAMES[at] ?? ['', []];
      const [next = ''] = NAMES[(at + 1) % NAMES.length] ?? [];
      const bitmap = typeBitmap(types.map((type) => TYPE[type]));
      return { owner: nameFromText(owner), data: { kind: 'NSEC', next: nameFromText(next), bitmap } };
    }),
  );
}

/** RFC 5155 appendix A: hashed with this salt 12 times; delegations without DS have no record of their own (opt-out). */
const SALT = Uint8Array.of(0xaa, 0xbb, 0xcc, 0xdd);
const HASHED_NAMES: readonly (readonly [string, Types])[] = [
  ['example', ['NS', 'SOA', 'MX', 'RRSIG', 'DNSKEY', 'NSEC3PARAM']],
  ['a.example', ['NS', 'DS', 'RRSIG']],
  ['ai.example', ['A', 'AAAA', 'RRSIG']],
  ['ns1.example', ['A', 'RRSIG']],
  ['ns2.example', ['A', 'RRSIG']],
  ['w.example', []],
  ['*.w.example', ['MX', 'RRSIG']],
  ['x.w.example', ['MX', 'RRSIG']],
  ['y.w.example', []],
  ['x.y.w.example', ['MX', 'RRSIG']],
  ['xx.example', ['A', 'AAAA', 'RRSIG']],
  ['2t7b4g4vsa5smi47k61mv5bv1a22bojr.example', ['A', 'RRSIG']],
];

function hashedZone(flags: number, iterations: number): readonly OwnedNsec3[] {
  const sorted = HASHED_NAMES.map(([name, types]) => ({
    hash: hashName(nameFromText(name), SALT, iterations),
    types,
  })).toSorted((x, y) => Buffer.compare(x.hash, y.hash));
  return sorted.map(({ hash, types }, i) => ({
    owner: [Buffer.from(base32hex(hash).toUpperCase()), ...zone],
    data: {
      kind: 'NSEC3',
      hashAlgorithm: 1,
      flags,
      iterations,
      salt: SALT,
      nextHashed: sorted[(i + 1) % sorted.length]?.hash ?? hash,
      bitmap: typeBitmap(types.map((type) => TYPE[type])),
    },
  }));
}

/** Proofs from the NSEC3 records whose hashed owners begin so; all of them, without a list. */
function byNsec3(flags: number, ...hashes: string[]): Proofs {
  const records = hashedZone(flags, 12).filter(
    ({ owner }) =>
      hashes.length === 0 ||
      hashes.some((hash) =>
        Buffer.from(owner[0] ?? '')
          .toString()
          .toLowerCase()
          .startsWith(hash),
      ),
  );
  assert.equal(records.length, hashes.length === 0 ? HASHED_NAMES.length : hashes.length);
  return nsec3Proofs(zone, records, newWork());
}

function judge(proofs: Proofs, kind: 'nodata' | 'nxdomain', name: string, type: keyof typeof TYPE): string {
  const verdict = judgeDenial(proofs, { owner: nameFromText(name), type: TYPE[type] }, kind, newWork());
  return verdict.status === 'secure' ? 'secure' : `${verdict.status} ${verdict.reason}`;
}

function noDs(proofs: Proofs, name: string): string {
  const judged = judgeNoDs(proofs, nameFromText(name), newWork());
  return judged === 'no-cut' ? judged : `${judged.status} ${judged.reason}`;
}

const WRONG = 'bogus denial-wrong';

describe('RFC 4035 appendix B', () => {
  it('B.2: name error', () => {
    assert.equal(judge(byNsec('b.example', 'example'), 'nxdomain', 'ml.example', 'A'), 'secure');
    assert.equal(judge(byNsec('b.example'), 'nxdomain', 'ml.example', 'A'), WRONG, 'a wildcard may exist');
    assert.equal(judge(byNsec('example'), 'nxdomain', 'ml.example', 'A'), WRONG);
    assert.equal(judge(byNsec('b.example', 'example'), 'nodata', 'ml.example', 'A'), WRONG);
    assert.equal(
      judge(byNsec('xx.example', 'example'), 'nxdomain', 'zz.example', 'A'),
      'secure',
      'the last record',
    );
  });

  it('B.3: no data', () => {
    assert.equal(judge(byNsec('ns1.example'), 'nodata', 'ns1.example', 'MX'), 'secure');
    assert.equal(judge(byNsec('ns1.example'), 'nodata', 'ns1.example', 'A'), WRONG);
    assert.equal(judge(byNsec('ns1.example'), 'nxdomain', 'ns1.example', 'MX'), WRONG);
    assert.equal(judge(byNsec('ns1.example'), 'nodata', 'ns2.example', 'MX'), WRONG);
  });

  it('an empty non-terminal has no data, and exists', () => {
    assert.equal(judge(byNsec('x.w.example'), 'nodata', 'y.w.example', 'A'), 'secure');
    assert.equal(judge(byNsec('x.w.example', '*.w.example'), 'nxdomain', 'y.w.example', 'A'), WRONG);
    assert.equal(judge(byNsec('ns2.example'), 'nodata', 'w.example', 'A'), 'secure');
  });

  it('B.5: referral to an unsigned zone; a signed one, and no zone at all', () => {
    assert.equal(noDs(byNsec('b.example'), 'b.example'), 'insecure no-ds');
    assert.equal(noDs(byNsec('a.example'), 'a.example'), WRONG);
    assert.equal(noDs(byNsec('ns1.example'), 'ns1.example'), 'no-cut');
    assert.equal(noDs(byNsec('b.example', 'example'), 'ml.example'), 'no-cut');
    assert.equal(noDs(byNsec('xx.example'), 'b.example'), WRONG);
  });

  it('B.6: wildcard expansion', () => {
    const name = nameFromText('a.z.w.example');
    assert.equal(byNsec('x.y.w.example').noneCloser(name, 2).proved, true);
    assert.equal(byNsec('x.y.w.example').noneCloser(name, 1).proved, false, 'as if from *.example');
    assert.equal(byNsec('x.w.example').noneCloser(name, 2).proved, false);
    // x.y.w.example exists, so *.w.example does not stand for what is below y.w.example
    assert.equal(byNsec('x.w.example').noneCloser(nameFromText('b.y.w.example'), 2).proved, false);
  });

  it('B.7: wildcard no data', () => {
    const proofs = byNsec('x.y.w.example', '*.w.example');
    assert.equal(judge(proofs, 'nodata', 'a.z.w.example', 'AAAA'), 'secure');
    assert.equal(judge(proofs, 'nodata', 'a.z.w.example', 'MX'), WRONG);
    assert.equal(judge(proofs, 'nxdomain', 'a.z.w.example', 'AAAA'), WRONG, 'the wildcard exists');
    assert.equal(judge(byNsec('x.y.w.example'), 'nodata', 'a.z.w.example', 'AAAA'), WRONG);
  });

  it('B.8: the child cannot say that its parent has no DS', () => {
    assert.equal(noDs(byNsec('example'), 'example'), WRONG);
  });

  it('RFC 6840 section 4.1: the parent says nothing of the names below a delegation, nor of the types at it', () => {
    assert.equal(judge(byNsec('b.example', 'example'), 'nxdomain', 'www.b.example', 'A'), WRONG);
    assert.equal(judge(byNsec('b.example'), 'nodata', 'b.example', 'A'), WRONG);
    assert.equal(noDs(byNsec('b.example'), 'www.b.example'), WRONG);
  });
});

describe('RFC 5155 appendix B', () => {
  it('has the hashes of appendix A', () => {
    const first = hashedZone(0, 12)[0];
    assert.equal(Buffer.from(first?.owner[0] ?? '').toString(), '0P9MHAVEQVM6T7VBL5LOP2U3T2RP3TOM');
    assert.equal(base32hex(first?.data.nextHashed ?? SALT), '2t7b4g4vsa5smi47k61mv5bv1a22bojr');
  });

  it('B.1: name error; under opt-out it may be an unsigned delegation', () => {
    const hashes = ['0p9m', 'b4um', '35mt'];
    assert.equal(judge(byNsec3(0, ...hashes), 'nxdomain', 'a.c.x.w.example', 'A'), 'secure');
    assert.equal(judge(byNsec3(1, ...hashes), 'nxdomain', 'a.c.x.w.example', 'A'), 'insecure opt-out');
    for (const missing of hashes) {
      const rest = hashes.filter((hash) => hash !== missing);
      assert.equal(judge(byNsec3(0, ...rest), 'nxdomain', 'a.c.x.w.example', 'A'), WRONG, missing);
    }
    assert.equal(judge(byNsec3(0), 'nxdomain', 'x.w.example', 'A'), WRONG);
  });

  it('B.2: no data, also at an empty non-terminal', () => {
    assert.equal(judge(byNsec3(1, '2t7b'), 'nodata', 'ns1.example', 'MX'), 'secure');
    assert.equal(judge(byNsec3(1, '2t7b'), 'nodata', 'ns1.example', 'A'), WRONG);
    assert.equal(judge(byNsec3(1, 'ji6n'), 'nodata', 'y.w.example', 'A'), 'secure');
  });

  it('B.3: referral to an unsigned zone that opted out', () => {
    assert.equal(noDs(byNsec3(1, '35mt', '0p9m'), 'c.example'), 'insecure opt-out');
    assert.equal(noDs(byNsec3(0, '35mt', '0p9m'), 'c.example'), 'no-cut');
    assert.equal(noDs(byNsec3(1, '35mt'), 'c.example'), WRONG);
    assert.equal(noDs(byNsec3(1), 'a.example'), WRONG, 'it has a DS');
  });

  it('B.4: wildcard expansion', () => {
    const name = nameFromText('a.z.w.example');
    assert.deepEqual(byNsec3(0, 'q04j').noneCloser(name, 2), { proved: true, optOut: false });
    assert.deepEqual(byNsec3(1, 'q04j').noneCloser(name, 2), { proved: true, optOut: true });
    assert.equal(byNsec3(0, 'k8ud').noneCloser(name, 2).proved, false);
  });

  it('B.5: wildcard no data', () => {
    const hashes = ['k8ud', 'q04j', 'r53b'];
    assert.equal(judge(byNsec3(0, ...hashes), 'nodata', 'a.z.w.example', 'AAAA'), 'secure');
    assert.equal(judge(byNsec3(0, ...hashes), 'nodata', 'a.z.w.example', 'MX'), WRONG);
    assert.equal(judge(byNsec3(0, 'k8ud', 'q04j'), 'nodata', 'a.z.w.example', 'AAAA'), WRONG);
  });

  it('B.6: the child cannot say that its parent has no DS', () => {
    assert.equal(noDs(byNsec3(0, '0p9m'), 'example'), WRONG);
  });

  it('below a delegation nothing is said', () => {
    assert.equal(judge(byNsec3(0), 'nxdomain', 'www.a.example', 'A'), WRONG);
    assert.equal(judge(byNsec3(0), 'nodata', 'a.example', 'A'), WRONG);
  });
});

describe('NSEC3 records that cannot be read', () => {
  const [first] = hashedZone(0, 12);
  assert.ok(first !== undefined);
  it('are passed over (RFC 5155 sections 8.1 and 8.2)', () => {
    const { owner, data } = first;
    const broken: readonly OwnedNsec3[] = [
      { owner, data: { ...data, hashAlgorithm: 2 } },
      { owner, data: { ...data, flags: 2 } },
      { owner, data: { ...data, nextHashed: data.nextHashed.subarray(1) } },
      { owner: [...owner, ...nameFromText('test')], data },
      { owner: owner.slice(0, 1), data },
    ];
    assert.deepEqual(readableNsec3(zone, broken), []);
    const other = { owner, data: { ...data, iterations: 1 } };
    assert.deepEqual(readableNsec3(zone, [...broken, first, other]), [first]);
  });

  it('cost no more hashes than the budget has', () => {
    const work = { ...newWork(), hashes: 10 };
    const proofs = nsec3Proofs(zone, hashedZone(0, NSEC3_ITERATIONS_MAX), work);
    const deep = nameFromText(`${'a.'.repeat(100)}example`);
    const verdict = judgeDenial(proofs, { owner: deep, type: TYPE.A }, 'nxdomain', work);
    assert.ok(exhausted(work));
    assert.deepEqual(verdict, {
      status: 'indeterminate',
      reason: 'too-much-work',
      owner: deep,
      type: TYPE.A,
    });
  });
});
