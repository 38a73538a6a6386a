// Signatures and denials of the lab server, checked against the bytes that RFC 4034 says are signed. Real validators judge
// them in test/lab/signing.test.ts.
import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import { trustAnchors } from '../../../src/lab/index.ts';
import {
  DIGEST_TYPE,
  bitmapTypes,
  digestKey,
  nameEquals,
  nameFromText,
  signedBytes,
  TYPE,
} from '../../../src/wire/dns/index.ts';
import type { Dnskey, Message, ResourceRecord, Rrsig } from '../../../src/wire/dns/index.ts';
import { ask, askTcp, type Lab, lines, planOf, queryBytes, startLab } from './asking.ts';

const KEY = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

let lab: Lab;
before(async () => {
  lab = await startLab({
    zones: [
      {
        name: 'sec.test',
        sign: true,
        key: KEY,
        records: 'www A 192.0.2.1\nwww A 192.0.2.2\na.ent TXT "x"\n*.wild A 192.0.2.9\nout NS ns.elsewhere.',
      },
      { name: 'kid.sec.test', sign: true, records: '@ NS ns\nns A 192.0.2.3' },
      { name: 'plain.test', records: 'www A 192.0.2.4' },
    ],
    rules: (['expired', 'not-yet-valid', 'wrong-key', 'tampered', 'stripped'] as const).map((how) => ({
      name: `${how}.wild.sec.test`,
      fault: 'bogus' as const,
      how,
    })),
  });
});
after(() => lab.dns.close());

async function keyOf(zone: string): Promise<Dnskey> {
  const [record] = (await ask(lab, zone, 'DNSKEY', { dnssec: true })).answers;
  assert.ok(record?.data.kind === 'DNSKEY');
  return record.data;
}

function coordinate(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('base64url');
}

function isSigned(records: readonly ResourceRecord[], rrsig: Rrsig, key: Dnskey): boolean {
  const [x, y] = [key.publicKey.subarray(0, 32), key.publicKey.subarray(32)];
  const jwk = { kty: 'EC', crv: 'P-256', x: coordinate(x), y: coordinate(y) };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const bytes = signedBytes(rrsig, records);
  return verify('sha256', bytes, { key: publicKey, dsaEncoding: 'ieee-p1363' }, rrsig.signature);
}

/** Every set of a section with its signature; fails where one has none. */
function signatures(section: readonly ResourceRecord[]): { records: ResourceRecord[]; rrsig: Rrsig }[] {
  return section.flatMap(({ data }, index) => {
    if (data.kind !== 'RRSIG') return [];
    const records = section
      .slice(0, index)
      .filter((one) => one.type === data.typeCovered && nameEquals(one.name, section[index]?.name ?? []));
    assert.ok(records.length > 0, 'a signature stands after its set');
    return [{ records, rrsig: data }];
  });
}

const dnssec = (name: string, type: keyof typeof TYPE): Promise<Message> =>
  ask(lab, name, type, { dnssec: true });

const spoilt = async (how: string) => signatures((await dnssec(`${how}.wild.sec.test`, 'A')).answers)[0];

suite('signed zones', () => {
  test('every set is signed, wildcards under their own name, and the signature is good now', async () => {
    const key = await keyOf('sec.test');
    for (const [name, type, labels] of [
      ['www.sec.test', 'A', 3],
      ['X.y.wild.sec.test', 'A', 3],
      ['sec.test', 'SOA', 2],
      ['sec.test', 'DNSKEY', 2],
      ['*.wild.sec.test', 'A', 3],
    ] as const) {
      const { answers } = await dnssec(name, type);
      const [signed, ...more] = signatures(answers);
      assert.ok(signed && more.length === 0, name);
      const now = Date.now() / 1000;
      assert.ok(signed.rrsig.inception < now && now < signed.rrsig.expiration);
      assert.equal(signed.rrsig.labels, labels, name);
      assert.ok(isSigned(signed.records, signed.rrsig, key), name);
    }
  });

  test('without DO nothing of it is sent', async () => {
    assert.deepEqual(lines((await ask(lab, 'www.sec.test', 'A')).answers), [
      'www.sec.test A 192.0.2.1',
      'www.sec.test A 192.0.2.2',
    ]);
    assert.deepEqual(lines((await ask(lab, 'no.sec.test', 'A', { edns: 1232 })).authorities), [
      'sec.test SOA ns.sec.test 1',
    ]);
    assert.equal((await dnssec('www.plain.test', 'A')).answers.length, 1);
  });

  const denials: readonly [name: string, type: keyof typeof TYPE, nsec: string[]][] = [
    ['www.sec.test', 'TXT', ['www.sec.test NSEC sec.test']],
    // spanned by the name before it; the wildcard that is not there, by the zone's first
    ['no.sec.test', 'A', ['kid.sec.test NSEC out.sec.test', 'sec.test NSEC a.ent.sec.test']],
    ['ent.sec.test', 'A', ['sec.test NSEC a.ent.sec.test']],
    ['x.wild.sec.test', 'TXT', ['*.wild.sec.test NSEC www.sec.test']],
    ['zzz.sec.test', 'A', ['www.sec.test NSEC sec.test', 'sec.test NSEC a.ent.sec.test']],
    ['out.sec.test', 'DS', ['out.sec.test NSEC *.wild.sec.test']],
    ['kid.sec.test', 'TXT', ['kid.sec.test NSEC ns.kid.sec.test']],
  ];
  for (const [name, type, nsec] of denials) {
    test(`the denial of ${name} ${type}`, async () => {
      const { answers, authorities } = await dnssec(name, type);
      assert.deepEqual(answers, []);
      const zone = name === 'kid.sec.test' ? name : 'sec.test';
      const key = await keyOf(zone);
      for (const { records, rrsig } of signatures(authorities)) assert.ok(isSigned(records, rrsig, key));
      assert.deepEqual(
        lines(authorities.filter((one) => one.type === TYPE.NSEC)).toSorted(),
        nsec.toSorted(),
      );
    });
  }

  test('an expanded wildcard proves that nothing stood nearer', async () => {
    const { authorities } = await dnssec('x.y.wild.sec.test', 'A');
    assert.deepEqual(lines(authorities.filter((one) => one.type === TYPE.NSEC)), [
      '*.wild.sec.test NSEC www.sec.test',
    ]);
  });

  test('a delegation has a DS where the child is signed, else the proof that there is none', async () => {
    const [ds] = (await dnssec('kid.sec.test', 'DS')).answers;
    const child = await keyOf('kid.sec.test');
    assert.ok(ds?.data.kind === 'DS');
    assert.deepEqual(ds.data.digest, digestKey(nameFromText('KID.sec.test'), child, DIGEST_TYPE.SHA256));
    const referral = await dnssec('www.out.sec.test', 'A');
    const nsec = referral.authorities.find((one) => one.type === TYPE.NSEC);
    assert.ok(nsec?.data.kind === 'NSEC');
    assert.deepEqual(bitmapTypes(nsec.data.bitmap), [TYPE.NS, TYPE.RRSIG, TYPE.NSEC]);
    assert.equal(referral.authoritative, false);
  });

  test('each way to spoil a signature', async () => {
    const key = await keyOf('sec.test');
    const now = Date.now() / 1000;
    for (const how of ['wrong-key', 'tampered'] as const) {
      const signed = await spoilt(how);
      assert.ok(signed && signed.rrsig.inception < now && now < signed.rrsig.expiration);
      assert.equal(isSigned(signed.records, signed.rrsig, key), false, how);
    }
    const [expired, early] = [await spoilt('expired'), await spoilt('not-yet-valid')];
    assert.ok(expired && expired.rrsig.expiration < now && isSigned(expired.records, expired.rrsig, key));
    assert.ok(early && early.rrsig.inception > now && isSigned(early.records, early.rrsig, key));
    assert.equal(await spoilt('stripped'), undefined);
  });

  test('a false denial is signed as a true one would be', async () => {
    const plan = planOf({
      zones: [{ name: 'sec.test', sign: true, key: KEY, records: 'www A 192.0.2.1' }],
      rules: [{ name: 'www.sec.test', fault: 'nxdomain' }],
    });
    const liar = await startLab({ zones: [{ name: 'x.test' }] });
    try {
      await liar.dns.load(plan);
      const reply = await ask(liar, 'www.sec.test', 'A', { dnssec: true });
      assert.deepEqual(lines(reply.authorities.filter((one) => one.type === TYPE.NSEC)), [
        'sec.test NSEC sec.test',
      ]);
    } finally {
      await liar.dns.close();
    }
  });

  test('the trust anchors are those of the signed zones; a given key gives the same ones every time', () => {
    const anchors = trustAnchors(lab.plan);
    assert.deepEqual(
      anchors.map(({ zone }) => zone),
      ['sec.test.', 'kid.sec.test.'],
    );
    const again = planOf({ zones: [{ name: 'sec.test', sign: true, key: KEY }] });
    assert.deepEqual(trustAnchors(again), anchors.slice(0, 1));
    assert.match(anchors[0]?.ds ?? '', /^sec\.test\. IN DS \d+ 13 2 [0-9A-F]{64}$/);
    assert.match(anchors[0]?.dnskey ?? '', /^sec\.test\. IN DNSKEY 257 3 13 [A-Za-z0-9+/]{86}==$/);
  });

  test('64 kB of TXT still fit with their signature', async () => {
    const name = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(50)}.test`;
    const big = await startLab({
      zones: [{ name: 'test', sign: true }],
      rules: [{ name, fault: 'big-txt', bytes: 64_000 }],
    });
    try {
      const reply = await askTcp(big, queryBytes(name, 'TXT', { dnssec: true }));
      assert.ok(reply && reply.length > 64_000);
      assert.equal((reply[2] ?? 0) & 2, 0, 'not truncated');
    } finally {
      await big.dns.close();
    }
  });
});
