import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import {
  createHierarchy,
  exportRoot,
  type HierarchyInput,
  hierarchyPaths,
  loadIssuingAuthority,
  showCa,
} from '../../../../src/authority/ca/index.ts';
import { type KeyAtRest, openKeyAtRest } from '../../../../src/authority/signer/index.ts';
import {
  decodeCertificate,
  decodeCrl,
  decodeNameConstraints,
  findExtension,
  OID,
} from '../../../../src/wire/x509/index.ts';
import { must, TEST_HIERARCHY } from '../../../support/ca.ts';

const NOW = Date.UTC(2026, 10, 20, 12, 0, 0, 500);

async function made(
  t: TestContext,
  input: Partial<HierarchyInput> = {},
): Promise<{ data: string; kek: KeyAtRest }> {
  const data = await mkdtemp(join(tmpdir(), 'sixfour-hierarchy-'));
  t.after(() => rm(data, { recursive: true, force: true }));
  const kek = must(await openKeyAtRest(data, { kind: 'data-directory' }));
  must(await createHierarchy(data, kek, { ...TEST_HIERARCHY, trial: false, ...input }, NOW));
  return { data, kek };
}
async function certificates(data: string): Promise<{ root: X509Certificate; issuing: X509Certificate }> {
  const paths = hierarchyPaths(data);
  return {
    root: new X509Certificate(await readFile(paths.rootCertificate)),
    issuing: new X509Certificate(await readFile(paths.issuingCertificate)),
  };
}

test('root: P-384, 20 years, self-signed; issuing: P-256, 5 years, signed by the root', async (t) => {
  const { data } = await made(t, { country: 'CH' });
  const { root, issuing } = await certificates(data);
  assert.equal(root.publicKey.asymmetricKeyDetails?.namedCurve, 'secp384r1');
  assert.equal(issuing.publicKey.asymmetricKeyDetails?.namedCurve, 'prime256v1');
  assert.ok(root.verify(root.publicKey) && issuing.verify(root.publicKey) && issuing.checkIssued(root));
  assert.match(root.subject, /^C=CH\nO=Test Works\nCN=Test Works Root CA 2026-[0-9a-f]{4}$/);
  assert.match(issuing.subject, /^C=CH\nO=Test Works\nCN=Test Works Issuing CA 2026-[0-9a-f]{4}$/);
  assert.deepEqual([root.validFrom, root.validTo], ['Nov 20 12:00:00 2026 GMT', 'Nov 20 11:59:59 2046 GMT']);
  assert.deepEqual(
    [issuing.validFrom, issuing.validTo],
    ['Nov 20 12:00:00 2026 GMT', 'Nov 20 11:59:59 2031 GMT'],
  );
});

test('the names of a trial say TRIAL, those of a real CA do not; no two hierarchies share a name', async (t) => {
  const trial = await certificates((await made(t, { trial: true })).data);
  const real = await certificates((await made(t)).data);
  const again = await certificates((await made(t)).data);
  for (const { subject } of [trial.root, trial.issuing]) assert.match(subject, /CN=TRIAL Test Works/);
  for (const { subject } of [real.root, real.issuing]) assert.doesNotMatch(subject, /TRIAL/);
  assert.notEqual(real.root.subject, again.root.subject);
});

test('a long organization still fits into 64 characters, and another script is kept', async (t) => {
  const organization = 'Gemeinnützige Genossenschaft für Überlandwerke und Wasser 日本語 AG';
  const { data } = await made(t, { organization, trial: true });
  const { root } = await certificates(data);
  assert.match(root.subject, /日本語/);
  const commonName = root.subject.split('CN=')[1] ?? '';
  assert.ok(commonName.length <= 64 && commonName.startsWith('TRIAL Gemein'), commonName);
});

test('the issuing certificate points to the CRL and certificate of the root, over plain http', async (t) => {
  for (const [publicHost, httpPort, base] of [
    ['ca.test.example', 6480, 'http://ca.test.example:6480'],
    ['ca.test.example', 80, 'http://ca.test.example'],
    ['2001:db8::6', 6480, 'http://[2001:db8::6]:6480'],
  ] as const) {
    const { issuing } = await certificates((await made(t, { publicHost, httpPort })).data);
    assert.equal(issuing.infoAccess?.trim(), `CA Issuers - URI:${base}/ca/root.cer`);
    assert.ok(issuing.raw.includes(`${base}/ca/root.crl`));
  }
});

test('name constraints are critical, contain the public host, and leave no IP address open', async (t) => {
  const { data } = await made(t, { nameConstraints: ['Inside.Example'] });
  const { issuing } = await certificates(data);
  const extension = findExtension(decodeCertificate(issuing.raw).extensions, OID.nameConstraints);
  assert.equal(extension?.critical, true);
  const found = decodeNameConstraints(extension.value);
  assert.deepEqual(found.permittedDns, ['inside.example', 'ca.test.example']);
  assert.deepEqual(
    found.excludedIp.map((range) => range.length),
    [8, 32],
  );
});

test("the root's CRL is empty, numbered 1 and good for at most a year", async (t) => {
  const { data } = await made(t);
  const crl = decodeCrl(await readFile(hierarchyPaths(data).rootCrl));
  assert.deepEqual([crl.crlNumber, crl.revoked.length], [1n, 0]);
  assert.ok(crl.nextUpdate - crl.thisUpdate <= 366 * 86_400_000);
});

test('keys are on the disk encrypted only, mode 0600; no file holds a private key in clear', async (t) => {
  const { data } = await made(t);
  const paths = hierarchyPaths(data);
  assert.equal((await stat(paths.directory)).mode & 0o777, 0o700);
  for (const key of [paths.rootKey, paths.issuingKey]) assert.equal((await stat(key)).mode & 0o777, 0o600);
  for (const file of await readdir(paths.directory)) {
    const bytes = await readFile(join(paths.directory, file));
    assert.equal(bytes.includes('PRIVATE KEY'), false, file);
    // an EC PKCS#8 or SEC1 key holds the OID of its kind in clear; only certificates may
    if (file.endsWith('.sealed'))
      assert.equal(bytes.includes(Buffer.from('2a8648ce3d0201', 'hex')), false, file);
  }
});

test('an existing CA is never overwritten; one whose making was interrupted is made anew', async (t) => {
  const { data, kek } = await made(t);
  const paths = hierarchyPaths(data);
  const before = await readFile(paths.rootCertificate);
  const again = () => createHierarchy(data, kek, TEST_HIERARCHY, NOW);
  const refused = await again();
  assert.equal(!refused.ok && refused.fault.code, 'caExists');
  assert.deepEqual(await readFile(paths.rootCertificate), before);
  await writeFile(paths.meta, 'damaged');
  const damaged = await again();
  assert.equal(
    !damaged.ok && damaged.fault.code,
    'caExists',
    'a damaged description is no reason to lose a root',
  );
  await rm(paths.meta);
  assert.equal((await again()).ok, true);
});

test('what a person gives for a new CA is checked, and the fault names the field', async (t) => {
  const data = await mkdtemp(join(tmpdir(), 'sixfour-hierarchy-'));
  t.after(() => rm(data, { recursive: true, force: true }));
  const kek = must(await openKeyAtRest(data, { kind: 'data-directory' }));
  const cases: readonly (readonly [Partial<HierarchyInput>, string])[] = [
    [{ organization: '' }, 'organization'],
    [{ organization: ' ' }, 'organization'],
    [{ organization: 'x'.repeat(65) }, 'organization'],
    [{ organization: 'a\nb' }, 'organization'],
    [{ country: 'ch' }, 'country'],
    [{ country: 'CHE' }, 'country'],
    [{ publicHost: 'ca test' }, 'publicHost'],
    [{ publicHost: 'ca.example/x' }, 'publicHost'],
    [{ nameConstraints: ['.example'] }, 'nameConstraints'],
    [{ nameConstraints: ['a.example', '*.example'] }, 'nameConstraints'],
  ];
  for (const [over, field] of cases) {
    const refused = await createHierarchy(data, kek, { ...TEST_HIERARCHY, ...over }, NOW);
    const params = refused.ok ? {} : refused.fault.params;
    assert.equal((params as { field?: string }).field, field, JSON.stringify(over));
  }
  assert.equal((await readdir(data)).includes('ca'), false, 'nothing was written');
});

test('damaged, exchanged or missing files are refused by name', async (t) => {
  const one = await made(t);
  const other = await made(t);
  const paths = hierarchyPaths(one.data);
  const good = await readFile(paths.issuingCertificate);
  const load = async () => {
    const loaded = await loadIssuingAuthority(one.data, one.kek);
    return loaded.ok ? 'ok' : loaded.fault.code;
  };
  assert.equal(await load(), 'ok');
  await writeFile(paths.issuingCertificate, await readFile(hierarchyPaths(other.data).issuingCertificate));
  assert.equal(await load(), 'caFileBroken');
  await writeFile(paths.issuingCertificate, 'nonsense');
  assert.equal(await load(), 'caFileBroken');
  await writeFile(paths.issuingCertificate, good);
  await writeFile(paths.issuingKey, await readFile(paths.rootKey));
  assert.equal(await load(), 'sealBroken', 'a sealed key in the place of another');
  await rm(paths.issuingKey);
  assert.equal(await load(), 'keyFileMissing');
  await rm(paths.directory, { recursive: true });
  assert.equal(await load(), 'caMissing');
  await mkdir(paths.directory);
  assert.equal(await load(), 'caMissing');
});

test('ca show gives fingerprints, names, dates and where the keys are; ca export gives the root', async (t) => {
  const { data } = await made(t, { nameConstraints: ['inside.example'] });
  const { root, issuing } = await certificates(data);
  const shown = must(await showCa(data));
  assert.equal(shown.root.fingerprint, root.fingerprint256);
  assert.equal(shown.issuing.fingerprint, issuing.fingerprint256);
  assert.equal(shown.root.subject, root.subject.replaceAll('\n', ', '));
  assert.equal(shown.issuing.issuer, shown.root.subject);
  assert.equal(shown.root.serial, root.serialNumber.toLowerCase());
  assert.equal(shown.root.notAfter, Date.parse(root.validTo));
  assert.deepEqual(shown.keys.root, { state: 'here', path: hierarchyPaths(data).rootKey });
  assert.equal(shown.baseUrl, 'http://ca.test.example:6480');
  assert.equal(shown.rootCrl.number, '1');
  const exported = must(await exportRoot(data));
  assert.deepEqual(Buffer.from(exported.der), root.raw);
  assert.deepEqual(new X509Certificate(exported.pem).raw, root.raw);
});
