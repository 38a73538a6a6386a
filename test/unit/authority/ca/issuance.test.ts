// oxlint-disable-next-line import/no-unassigned-import -- @peculiar/x509 needs it loaded first
import 'reflect-metadata';
import assert from 'node:assert/strict';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import * as x509 from '@peculiar/x509';
import {
  createCertificateAuthority,
  type IssuanceRequest,
  PROFILES,
  planValidity,
} from '../../../../src/authority/ca/index.ts';
import type { Log } from '../../../../src/core/index.ts';
import { decodeTbs } from '../../../../src/wire/x509/index.ts';
import { makeTestCa, must } from '../../../support/ca.ts';
import { makeCsr, makeKey } from '../../../support/csr.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const dns = (...names: string[]) => names.map((value) => ({ type: 'dns', value }) as const);
const order = (over: Partial<IssuanceRequest> = {}): IssuanceRequest => ({
  identifiers: dns('www.test.example', '*.test.example'),
  spki: makeKey().spki,
  profile: 'default',
  ...over,
});

test('a planned certificate is signed, names exactly the identifiers and verifies up to the root', async (t) => {
  const clock = createVirtualClock();
  const { ca } = await makeTestCa(t, clock);
  const request = order();
  const planned = must(ca.plan(request));
  const leaf = new X509Certificate(must(await ca.sign(planned, request)));
  const [chain = [], withRoot = []] = ca.chains(ca.issuer.id);
  const [issuing, root] = withRoot.map((der) => new X509Certificate(der));
  assert.ok(issuing && root);
  assert.deepEqual(chain, withRoot.slice(0, 1));
  assert.ok(leaf.verify(issuing.publicKey) && issuing.verify(root.publicKey) && root.verify(root.publicKey));
  assert.ok(leaf.checkIssued(issuing) && issuing.checkIssued(root));
  assert.equal(leaf.subjectAltName, 'DNS:www.test.example, DNS:*.test.example');
  assert.equal(leaf.serialNumber.toLowerCase(), planned.serial);
  assert.equal(leaf.ca, false);
});

test('@peculiar/x509 reads the leaf as it was meant', async (t) => {
  const { ca } = await makeTestCa(t, createVirtualClock());
  const request = order();
  const leaf = new x509.X509Certificate(new Uint8Array(must(await ca.sign(must(ca.plan(request)), request))));
  assert.equal(leaf.subject, '');
  const san = leaf.getExtension(x509.SubjectAlternativeNameExtension);
  assert.equal(san?.critical, true);
  assert.deepEqual(
    san.names.items.map(({ type, value }) => `${type}:${value}`),
    ['dns:www.test.example', 'dns:*.test.example'],
  );
  const usage = leaf.getExtension(x509.KeyUsagesExtension);
  assert.deepEqual([usage?.critical, usage?.usages], [true, x509.KeyUsageFlags.digitalSignature]);
  const purposes = leaf.getExtension(x509.ExtendedKeyUsageExtension)?.usages ?? [];
  assert.deepEqual(Array.from(purposes), ['1.3.6.1.5.5.7.3.1']);
  assert.equal(leaf.getExtension(x509.BasicConstraintsExtension)?.ca, false);
  const points = leaf.getExtension(x509.CRLDistributionPointsExtension)?.distributionPoints ?? [];
  const address = points[0]?.distributionPoint?.fullName?.[0]?.uniformResourceIdentifier;
  assert.equal(address, `http://ca.test.example:6480/ca/${ca.issuer.id}.crl`);
  assert.equal(leaf.getExtension(x509.SubjectKeyIdentifierExtension), null);
});

test('RFC 8738: addresses are iPAddress names of 4 and 16 octets, and nothing stands in the subject', async (t) => {
  const { ca } = await makeTestCa(t, createVirtualClock());
  const request = order({
    identifiers: [
      { type: 'ip', value: '2001:db8::1' },
      { type: 'ip', value: '192.0.2.1' },
      ...dns('www.test.example'),
    ],
  });
  const der = must(await ca.sign(must(ca.plan(request)), request));
  const leaf = new x509.X509Certificate(new Uint8Array(der));
  assert.equal(leaf.subject, '');
  const san = leaf.getExtension(x509.SubjectAlternativeNameExtension);
  assert.equal(san?.critical, true);
  assert.deepEqual(
    san.names.items.map(({ type, value }) => `${type}:${value}`),
    ['ip:2001:db8::1', 'ip:192.0.2.1', 'dns:www.test.example'],
  );
  const other = new X509Certificate(der);
  assert.equal(other.checkIP('2001:db8::1'), '2001:db8::1');
  assert.equal(other.checkIP('192.0.2.1'), '192.0.2.1');
  assert.equal(other.checkIP('192.0.2.2'), undefined);
  assert.equal(other.checkHost('192.0.2.1'), undefined);
});

test('RSA and P-384 subscriber keys are certified as they are', async (t) => {
  const { ca } = await makeTestCa(t, createVirtualClock());
  for (const kind of ['RSA', 'P-384'] as const) {
    const { spki } = makeKey(kind);
    const request = order({ spki });
    const leaf = new X509Certificate(must(await ca.sign(must(ca.plan(request)), request)));
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    assert.ok(leaf.publicKey.equals(key));
  }
});

test('incident 22 (90 days and one second): each profile lasts its lifetime, both end seconds counted', async (t) => {
  const { ca } = await makeTestCa(t, createVirtualClock());
  for (const [profile, hours] of [
    ['default', 45 * 24],
    ['short', 160],
  ] as const) {
    const { notBefore, notAfter } = decodeTbs(must(ca.plan(order({ profile }))).tbs);
    assert.equal(notAfter - notBefore + 1_000, hours * HOUR, profile);
    assert.equal(PROFILES[profile].lifetimeMs, hours * HOUR);
  }
});

test('a certificate begins an hour ago, on a whole second; the short one has no CRL address', async (t) => {
  const clock = createVirtualClock(Date.UTC(2026, 10, 20, 12, 0, 0, 678));
  const { ca } = await makeTestCa(t, clock);
  const { notBefore, extensions } = decodeTbs(must(ca.plan(order({ profile: 'short' }))).tbs);
  assert.equal(notBefore, Date.UTC(2026, 10, 20, 11));
  assert.equal(
    extensions.some(({ oid }) => oid === '2.5.29.31'),
    false,
  );
});

test('serials are 19 bytes, begin with the node, grow with time and do not repeat', async (t) => {
  const clock = createVirtualClock();
  const { issuing } = await makeTestCa(t, clock);
  const log: Log = { debug() {}, info() {}, warn() {}, error() {} };
  const ca = createCertificateAuthority({ issuing, clock, log, node: 0x7f });
  const serials: string[] = [];
  const request = order();
  for (let i = 0; i < 200; i++) {
    serials.push(must(ca.plan(request)).serial);
    await clock.advance(1);
  }
  assert.equal(new Set(serials).size, 200);
  assert.deepEqual(serials, serials.toSorted());
  assert.ok(serials.every((serial) => /^7f[0-9a-f]{36}$/.test(serial)));
});

test('requested dates are kept where the profile and the issuer permit them, and refused where not', () => {
  const now = Date.UTC(2026, 10, 20, 12);
  const end = now + 100 * DAY;
  const plan = (notBefore?: number, notAfter?: number, issuerEnd = end) => {
    const planned = planValidity({ profile: 'default', notBefore, notAfter }, issuerEnd, now);
    return planned.ok ? planned.value : planned.fault.code;
  };
  assert.deepEqual(plan(now, now + DAY), { notBefore: now, notAfter: now + DAY });
  assert.deepEqual(plan(now + 999), { notBefore: now, notAfter: now + 45 * DAY - 1_000 });
  assert.deepEqual(plan(now - 48 * HOUR), { notBefore: now - 48 * HOUR, notAfter: now + 43 * DAY - 1_000 });
  assert.equal(plan(now - 48 * HOUR - 1_000), 'datesRefused');
  assert.equal(plan(now + 48 * HOUR + 1_000), 'datesRefused');
  assert.deepEqual(plan(now, now + 45 * DAY - 1_000), { notBefore: now, notAfter: now + 45 * DAY - 1_000 });
  assert.equal(plan(now, now + 45 * DAY), 'datesRefused');
  assert.equal(plan(now, now), 'datesRefused');
  assert.equal(plan(now - 2 * HOUR, now - HOUR), 'datesRefused');
  // near its own end the issuer shortens what it signs, and refuses what was asked to be longer
  assert.deepEqual(plan(undefined, undefined, now + DAY), { notBefore: now - HOUR, notAfter: now + DAY });
  assert.equal(plan(undefined, now + 2 * DAY, now + DAY), 'datesRefused');
  assert.equal(plan(undefined, undefined, now - DAY), 'datesRefused');
});

test('incident 24 (profile changed between planning and signing): the bytes are signed as written, or not at all', async (t) => {
  const clock = createVirtualClock();
  const logged: object[] = [];
  const log: Log = { debug() {}, info() {}, warn() {}, error: (fields) => logged.push(fields) };
  const { ca } = await makeTestCa(t, clock, {}, log);
  const request = order();
  const planned = must(ca.plan(request));
  const other = must(ca.plan(request));
  const changes = {
    profile: await ca.sign(planned, { ...request, profile: 'short' }),
    names: await ca.sign(planned, { ...request, identifiers: dns('www.test.example') }),
    key: await ca.sign(planned, { ...request, spki: makeKey().spki }),
    bytes: await ca.sign({ ...planned, tbs: other.tbs }, request),
    times: await ca.sign({ ...planned, notAfter: planned.notAfter - 1_000 }, request),
  };
  for (const [what, result] of Object.entries(changes)) {
    assert.equal(!result.ok && result.fault.code, 'serverInternal', what);
  }
  const lints = logged.map((fields) =>
    (fields as { findings: { lint: string }[] }).findings.map(({ lint }) => lint),
  );
  assert.deepEqual(lints, [
    ['leaf-validity-of-profile'],
    ['leaf-names-as-ordered'],
    ['leaf-key-as-ordered'],
    ['leaf-serial-as-written'],
    ['leaf-validity-as-written'],
  ]);
});

test('a plan that waited for more than two days is not signed any more', async (t) => {
  const clock = createVirtualClock();
  const { ca } = await makeTestCa(t, clock);
  const request = order();
  const planned = must(ca.plan(request));
  await clock.advance(46 * HOUR);
  assert.equal((await ca.sign(planned, request)).ok, true);
  await clock.advance(2 * HOUR);
  assert.equal((await ca.sign(planned, request)).ok, false);
});

test('a CA with name constraints plans nothing outside them, and says what it may', async (t) => {
  const { ca } = await makeTestCa(t, createVirtualClock(), { nameConstraints: ['inside.example'] });
  assert.deepEqual(ca.issuer.permittedNames, ['inside.example', 'ca.test.example']);
  for (const good of ['inside.example', 'a.inside.example', '*.inside.example', 'ca.test.example']) {
    assert.equal(ca.plan(order({ identifiers: dns(good) })).ok, true, good);
  }
  for (const bad of ['outside.example', 'notinside.example', 'example']) {
    const refused = ca.plan(order({ identifiers: dns('a.inside.example', bad) }));
    assert.equal(!refused.ok && refused.fault.code, 'rejectedIdentifier', bad);
  }
  for (const value of ['2001:db8::1', '192.0.2.1']) {
    const refused = ca.plan(order({ identifiers: [...dns('a.inside.example'), { type: 'ip', value }] }));
    assert.equal(!refused.ok && refused.fault.code, 'rejectedIdentifier', value);
  }
});

test('incident 11 (what a CSR carries was copied into the certificate): the leaf is the same whatever the CSR says', async (t) => {
  const clock = createVirtualClock();
  const { ca } = await makeTestCa(t, clock);
  const key = makeKey();
  const plain = must(ca.checkCsr(makeCsr(['www.test.example'], key)));
  const chatty = must(ca.checkCsr(makeCsr(['www.test.example'], key, 'www.test.example')));
  const build = async (spki: Uint8Array) => {
    const request = order({ identifiers: dns('www.test.example'), spki });
    const { extensions, subject } = decodeTbs(must(ca.plan(request)).tbs);
    return { extensions, subject };
  };
  assert.deepEqual(await build(plain.spki), await build(chatty.spki));
});

test('chains of another issuer are not known', async (t) => {
  const { ca } = await makeTestCa(t, createVirtualClock());
  assert.deepEqual(ca.chains('0000000000000000'), []);
});
