import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fail, fault, ok, type Result } from '../../../core/index.ts';
import { equalBytes } from '../../../wire/der/index.ts';
import {
  decryptPkcs8,
  encryptPkcs8,
  type KeyAtRest,
  readPrivateFile,
  syncDirectory,
  writeFileDurably,
  writeNewFileDurably,
} from '../../signer/index.ts';
import { encodeMeta, hierarchyPaths } from '../hierarchy/layout.ts';
import { loadRoot } from './root-key.ts';

/**
 * Moves the root key out of the data directory into a file under a passphrase (PKCS#8, PBES2, readable by openssl), mode
 * 0600. In this order: write, read back and decrypt with the system's own decoder and compare, note the place, delete the
 * sealed key. Whatever fails on the way leaves the key where it was. Copies of the old file (backups, snapshots, freed
 * blocks of an SSD) remain readable with the key at rest.
 * Faults: those of `loadRoot`, `passphraseTooShort`, `fileExists`, `fileNotWritten`, `encryptedKeyUnreadable`.
 */
export async function detachRoot(
  dataDirectory: string,
  kek: KeyAtRest,
  outFile: string,
  passphrase: string,
): Promise<Result<{ file: string }>> {
  const paths = hierarchyPaths(dataDirectory);
  const root = await loadRoot(dataDirectory, kek);
  if (!root.ok) return root;
  const pem = await encryptPkcs8(root.value.pkcs8, passphrase);
  if (!pem.ok) return pem;
  const file = resolve(outFile);
  const written = await writeNewFileDurably(file, Buffer.from(pem.value, 'latin1'));
  if (!written.ok) return written;
  const back = await readBack(file, passphrase);
  if (!back.ok) return back;
  if (!equalBytes(back.value, root.value.pkcs8)) return fail(fault('encryptedKeyUnreadable', { path: file }));
  await writeFileDurably(paths.meta, encodeMeta({ ...root.value.meta, rootKeyMovedTo: file }));
  await rm(paths.rootKey);
  await syncDirectory(paths.directory);
  return ok({ file });
}

async function readBack(file: string, passphrase: string): Promise<Result<Uint8Array>> {
  const text = await readPrivateFile(file);
  return text.ok ? decryptPkcs8(Buffer.from(text.value).toString('utf8'), passphrase, file) : text;
}
