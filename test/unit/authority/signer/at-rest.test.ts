import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  chooseKeySource,
  CREDENTIAL_NAME,
  decryptPkcs8,
  encryptPkcs8,
  generateSigner,
  type KeyAtRest,
  loadFileSigner,
  openKeyAtRest,
  readPrivateFile,
  writeFileDurably,
  writeSealedKey,
} from '../../../../src/authority/signer/index.ts';
import type { Result } from '../../../../src/core/index.ts';

let root = '';
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'sixfour-at-rest-'));
});
after(() => rm(root, { recursive: true }));

const directory = () => mkdtemp(join(root, 'd-'));
const code = (result: Result<unknown>) => (result.ok ? 'ok' : result.fault.code);
async function opened(data: string): Promise<KeyAtRest> {
  const kek = await openKeyAtRest(data, { kind: 'data-directory' });
  assert.ok(kek.ok);
  return kek.value;
}

test('what is sealed opens again, after a restart too, and only in its own context', async () => {
  const data = await directory();
  const secret = Buffer.from('external account key');
  const sealed = (await opened(data)).seal(secret, 'eab/one');
  const again = await opened(data);
  const back = again.open(sealed, 'eab/one');
  assert.deepEqual(back.ok && Buffer.from(back.value), secret);
  assert.equal(code(again.open(sealed, 'eab/two')), 'sealBroken');
});

test('one changed bit anywhere, a cut or an empty sealed text is refused', async () => {
  const kek = await opened(await directory());
  const sealed = Buffer.from(kek.seal(Buffer.from('x'), 'c'));
  for (let index = 0; index < sealed.length; index++) {
    const changed = Buffer.from(sealed);
    changed[index] = (changed[index] as number) ^ 1;
    assert.equal(code(kek.open(changed, 'c')), 'sealBroken', `byte ${index}`);
  }
  assert.equal(code(kek.open(sealed.subarray(0, 12), 'c')), 'sealBroken');
  assert.equal(code(kek.open(new Uint8Array(0), 'c')), 'sealBroken');
});

test('the same bytes sealed twice look different', async () => {
  const kek = await opened(await directory());
  assert.notDeepEqual(kek.seal(Buffer.from('x'), 'c'), kek.seal(Buffer.from('x'), 'c'));
});

test('a passphrase opens its own directory and a wrong one is told at once', async () => {
  const data = await directory();
  const right = { kind: 'passphrase', passphrase: 'correct horse battery' } as const;
  const first = await openKeyAtRest(data, right);
  assert.ok(first.ok);
  const sealed = first.value.seal(Buffer.from('x'), 'c');
  const again = await openKeyAtRest(data, right);
  assert.equal(again.ok && code(again.value.open(sealed, 'c')), 'ok');
  const wrong = await openKeyAtRest(data, { kind: 'passphrase', passphrase: 'correct horse batterx' });
  assert.equal(code(wrong), 'atRestWrongKey');
  const header = JSON.parse(await readFile(join(data, 'at-rest.json'), 'utf8')) as Record<string, unknown>;
  assert.deepEqual([header.kdf, header.cost, header.blockSize], ['scrypt', 131_072, 8]);
});

test('a key file and a systemd credential with the same text are the same key; the final newline does not count', async () => {
  const data = await directory();
  const path = join(data, 'kek');
  await writeFile(path, 'a text of some length\n', { mode: 0o600 });
  await writeFile(join(data, CREDENTIAL_NAME), 'a text of some length', { mode: 0o440 });
  const file = await openKeyAtRest(data, { kind: 'file', path });
  const credential = await openKeyAtRest(data, { kind: 'credential', directory: data });
  assert.ok(file.ok && credential.ok);
  const sealed = file.value.seal(Buffer.from('x'), 'c');
  assert.equal(code(credential.value.open(sealed, 'c')), 'ok');
});

test('a key file that others may read is refused, with its mode and the way to mend it', async () => {
  const data = await directory();
  const path = join(data, 'kek');
  await writeFile(path, 'a text of some length');
  for (const mode of [0o640, 0o604, 0o660, 0o601]) {
    await chmod(path, mode);
    const refused = await openKeyAtRest(data, { kind: 'file', path });
    assert.deepEqual(!refused.ok && refused.fault, {
      code: 'keyFileExposed',
      params: { path, mode: `0${mode.toString(8)}` },
    });
  }
});

test('missing, empty, short and oversized key files each have a fault of their own', async () => {
  const data = await directory();
  const path = join(data, 'kek');
  const open = () => openKeyAtRest(data, { kind: 'file', path });
  assert.equal(code(await open()), 'keyFileMissing');
  await writeFile(path, '', { mode: 0o600 });
  assert.equal(code(await open()), 'passphraseTooShort');
  await writeFile(path, 'short\n');
  assert.equal(code(await open()), 'passphraseTooShort');
  await writeFile(path, Buffer.alloc(70_000));
  assert.equal(code(await open()), 'keyFileTooLarge');
});

test('the default key file is not made anew beside keys that a lost one encrypted', async () => {
  const data = await directory();
  await opened(data);
  await rm(join(data, 'at-rest.key'));
  assert.equal(code(await openKeyAtRest(data, { kind: 'data-directory' })), 'keyFileMissing');
  assert.deepEqual(await readdir(data), ['at-rest.json']);
});

test('a damaged header, or one that asks for absurd work, is refused', async () => {
  const data = await directory();
  await opened(data);
  const path = join(data, 'at-rest.json');
  const header = JSON.parse(await readFile(path, 'utf8')) as object;
  const absurd = { ...header, kdf: 'scrypt', cost: 2 ** 30, blockSize: 8, parallelization: 1 };
  for (const text of ['', '{', '{}', JSON.stringify({ ...header, extra: 1 }), JSON.stringify(absurd)]) {
    await writeFile(path, text);
    assert.equal(code(await openKeyAtRest(data, { kind: 'data-directory' })), 'atRestHeaderBroken');
  }
});

test('the source is chosen in the documented order', () => {
  const all = { passphrase: 'p', keyFile: 'f', credentialsDirectory: 'd' };
  assert.equal(chooseKeySource(all).kind, 'passphrase');
  assert.equal(chooseKeySource({ ...all, passphrase: undefined }).kind, 'file');
  assert.equal(chooseKeySource({ credentialsDirectory: 'd' }).kind, 'credential');
  assert.equal(chooseKeySource({}).kind, 'data-directory');
});

test('private files are written 0600, whole, and leave no temporary file', async () => {
  const data = await directory();
  const path = join(data, 'secret');
  await writeFileDurably(path, Buffer.from('one'));
  await writeFileDurably(path, Buffer.from('two'));
  assert.equal((await stat(path)).mode & 0o777, 0o600);
  assert.deepEqual(await readdir(data), ['secret']);
  const read = await readPrivateFile(path);
  assert.equal(read.ok && Buffer.from(read.value).toString(), 'two');
});

test('a sealed key file does not load under another context, nor when it holds another kind of key', async () => {
  const data = await directory();
  const kek = await opened(data);
  const path = join(data, 'k');
  await writeSealedKey(path, generateSigner('P-256').pkcs8, kek, 'ca/root');
  assert.equal(code(await loadFileSigner(path, kek, 'ca/issuing')), 'sealBroken');
  await writeSealedKey(path, Buffer.from('not a key'), kek, 'ca/root');
  assert.equal(code(await loadFileSigner(path, kek, 'ca/root')), 'keyFileNotKey');
});

test('a key under a passphrase comes back the same through the system decoder, not with another passphrase', async () => {
  const { pkcs8 } = generateSigner('P-384');
  const pem = await encryptPkcs8(pkcs8, 'correct horse battery');
  assert.ok(pem.ok);
  const back = decryptPkcs8(pem.value, 'correct horse battery', 'f');
  assert.deepEqual(back.ok && Buffer.from(back.value), Buffer.from(pkcs8));
  assert.equal(code(decryptPkcs8(pem.value, 'correct horse batterx', 'f')), 'encryptedKeyUnreadable');
  assert.equal(code(await encryptPkcs8(pkcs8, 'short')), 'passphraseTooShort');
});
