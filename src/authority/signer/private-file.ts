import { randomBytes } from 'node:crypto';
import { constants, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import { KEY_FILE_BYTES_MAX } from './limits.ts';

const GROUP_AND_WORLD = 0o077;

/**
 * Writes a file that is either wholly there afterwards or not at all, even when the power fails: temporary file, fsync,
 * rename, fsync of the directory. Mode 0600 unless told otherwise. Throws what the file system throws.
 */
export async function writeFileDurably(path: string, bytes: Uint8Array, mode = 0o600): Promise<void> {
  const directory = dirname(path);
  const temporary = join(directory, `.${basename(path)}.${randomBytes(6).toString('hex')}`);
  const file = await open(temporary, 'wx', mode);
  try {
    await file.chmod(mode); // the umask may have taken bits away from a public file
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncDirectory(directory);
}

/**
 * Writes a new file, mode 0600, durably, in a place that a person chose. An existing one is never touched; one that could
 * not be written whole is removed. Faults: `fileExists`, `fileNotWritten`.
 */
export async function writeNewFileDurably(path: string, bytes: Uint8Array): Promise<Result<void>> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await syncDirectory(dirname(path));
    return ok(undefined);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    if (code === 'EEXIST') return fail(fault('fileExists', { path }));
    await rm(path, { force: true }).catch(() => undefined);
    return fail(fault('fileNotWritten', { path, code }));
  }
}

/**
 * Reads a file that only its owner may read.
 * Faults: `keyFileMissing`, `keyFileUnreadable`, `keyFileExposed` (any group or world bit), `keyFileTooLarge`.
 */
export async function readPrivateFile(path: string): Promise<Result<Uint8Array>> {
  return readKeyFile(path, true);
}

/** As `readPrivateFile`, without the mode check: for systemd credentials, whose directory is private and whose mode shows an ACL mask. */
export async function readCredentialFile(path: string): Promise<Result<Uint8Array>> {
  return readKeyFile(path, false);
}

async function readKeyFile(path: string, ownerOnly: boolean): Promise<Result<Uint8Array>> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, constants.O_RDONLY);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    return fail(
      code === 'ENOENT' ? fault('keyFileMissing', { path }) : fault('keyFileUnreadable', { path, code }),
    );
  }
  try {
    // asked of the open file, not of the path: nobody can exchange it in between
    const { mode, size } = await file.stat();
    if (ownerOnly && process.platform !== 'win32' && (mode & GROUP_AND_WORLD) !== 0) {
      return fail(fault('keyFileExposed', { path, mode: (mode & 0o777).toString(8).padStart(4, '0') }));
    }
    if (size > KEY_FILE_BYTES_MAX) {
      return fail(fault('keyFileTooLarge', { path, bytes: size, max: KEY_FILE_BYTES_MAX }));
    }
    return ok(await file.readFile());
  } finally {
    await file.close();
  }
}

/** Makes a rename or a removal in this directory durable. */
export async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return; // Windows cannot open a directory for this
  const handle = await open(directory, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
