import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  createCertificateAuthority,
  hierarchyPaths,
  loadIssuingAuthority,
  showCa,
} from '../../../../src/authority/ca/index.ts';
import { detachRoot, renewRootCrl } from '../../../../src/authority/ca/root/index.ts';
import { encryptPkcs8, generateSigner } from '../../../../src/authority/signer/index.ts';
import { silentLog } from '../../../../src/core/index.ts';
import { decodeCertificate, decodeCrl, verifySigned } from '../../../../src/wire/x509/index.ts';
import { makeTestCa, must } from '../../../support/ca.ts';
import { makeKey } from '../../../support/csr.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

const src = join(dirname(fileURLToPath(import.meta.url)), '../../../../src');
const PASSPHRASE = 'correct horse battery staple';

test('issuing works with the root key removed, and with a directory in its place', async (t) => {
  const clock = createVirtualClock();
  const { data, kek } = await makeTestCa(t, clock);
  const { rootKey } = hierarchyPaths(data);
  await rm(rootKey);
  for (const prepare of [async () => {}, () => mkdir(rootKey)]) {
    await prepare();
    const issuing = must(await loadIssuingAuthority(data, kek));
    const ca = createCertificateAuthority({ issuing, clock, log: silentLog });
    const request = {
      identifiers: [{ type: 'dns', value: 'a.example' }],
      spki: makeKey().spki,
      profile: 'default',
    } as const;
    assert.equal((await ca.sign(must(ca.plan(request)), request)).ok, true);
  }
});

test('no import leads from the door of the CA, or from serve, to the loader of the root key', () => {
  const loader = 'authority/ca/root/root-key.ts';
  assert.ok(reachable('authority/ca/root/index.ts').has(loader), 'the search finds what is there');
  assert.equal(reachable('authority/ca/index.ts').has(loader), false);
  for (const entry of globSync(['cli/serve/**/*.ts', 'authority/acme/**/*.ts'], { cwd: src })) {
    assert.equal(reachable(entry).has(loader), false, entry);
  }
});

test('ca root detach moves the key out under a passphrase; other programs can read it, and the CRL can be renewed with it', async (t) => {
  const clock = createVirtualClock();
  const { data, kek } = await makeTestCa(t, clock);
  const paths = hierarchyPaths(data);
  const file = join(data, 'root-away.pem');
  assert.deepEqual(must(await detachRoot(data, kek, file, PASSPHRASE)), { file });
  assert.equal(existsSync(paths.rootKey), false);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  const pem = await readFile(file, 'utf8');
  const root = new X509Certificate(await readFile(paths.rootCertificate));
  const key = createPublicKey(createPrivateKey({ key: pem, passphrase: PASSPHRASE }));
  assert.ok(key.equals(root.publicKey));
  assert.deepEqual(must(await showCa(data)).keys.root, { state: 'moved', path: file });

  const without = await renewRootCrl(data, kek, clock.now());
  assert.deepEqual(!without.ok && without.fault, { code: 'rootKeyDetached', params: { file } });
  await clock.advance(1_000);
  assert.deepEqual(must(await renewRootCrl(data, kek, clock.now(), { file, passphrase: PASSPHRASE })), {
    number: '2',
  });
  const crl = decodeCrl(await readFile(paths.rootCrl));
  assert.equal(crl.crlNumber, 2n);
  const { spki } = decodeCertificate(root.raw);
  assert.ok(
    verifySigned({ tbs: crl.tbs, algorithm: crl.signatureAlgorithm, signature: crl.signature }, spki),
  );
  assert.equal((await loadIssuingAuthority(data, kek)).ok, true);
});

test('whatever fails while the root key is moved leaves it where it was', async (t) => {
  const { data, kek } = await makeTestCa(t, createVirtualClock());
  const paths = hierarchyPaths(data);
  const before = await readFile(paths.rootKey);
  const taken = join(data, 'taken');
  await writeFile(taken, 'something of value');
  const refused = async (file: string, passphrase: string) => {
    const result = await detachRoot(data, kek, file, passphrase);
    return result.ok ? 'ok' : result.fault.code;
  };
  assert.equal(await refused(taken, PASSPHRASE), 'fileExists');
  assert.equal(await readFile(taken, 'utf8'), 'something of value');
  assert.equal(await refused(join(data, 'no', 'such', 'directory'), PASSPHRASE), 'fileNotWritten');
  assert.equal(await refused(join(data, 'new.pem'), 'short'), 'passphraseTooShort');
  assert.equal(existsSync(join(data, 'new.pem')), false);
  assert.deepEqual(await readFile(paths.rootKey), before);
  await chmod(paths.rootKey, 0o644);
  assert.equal(await refused(join(data, 'new.pem'), PASSPHRASE), 'keyFileExposed');
});

test("a wrong passphrase, or another CA's key, does not renew the root's CRL", async (t) => {
  const clock = createVirtualClock();
  const { data, kek } = await makeTestCa(t, clock);
  const file = join(data, 'strange.pem');
  await writeFile(file, must(await encryptPkcs8(generateSigner('P-384').pkcs8, PASSPHRASE)), { mode: 0o600 });
  const renew = async (passphrase: string) => {
    const result = await renewRootCrl(data, kek, clock.now(), { file, passphrase });
    return result.ok ? 'ok' : result.fault.code;
  };
  assert.equal(await renew(`${PASSPHRASE}.`), 'encryptedKeyUnreadable');
  assert.equal(await renew(PASSPHRASE), 'caFileBroken');
  assert.equal(must(await showCa(data)).rootCrl.number, '1');
});

/** Every source file that imports lead to, types included. */
function reachable(entry: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = readFileSync(join(src, file), 'utf8');
    for (const [, specifier = ''] of text.matchAll(/(?:from|import\()\s*'(\.{1,2}\/[^']+)'/g)) {
      waiting.push(relative(src, resolve(dirname(join(src, file)), specifier)));
    }
  }
  return seen;
}
