import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import { PASSPHRASE_LENGTH_MIN } from './limits.ts';
import { readCredentialFile, readPrivateFile, writeFileDurably } from './private-file.ts';

/** Name of the systemd credential: `LoadCredentialEncrypted=sixfour-key:...` in the unit. */
export const CREDENTIAL_NAME = 'sixfour-key';
const DEFAULT_FILE = 'at-rest.key';
const DEFAULT_BYTES = 32;

/** Where the secret that protects the keys at rest comes from. */
export type KeySource =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'credential'; readonly directory: string }
  /** A random 0600 file beside what it protects: whoever copies the directory has both. The caller warns. */
  | { readonly kind: 'data-directory' };

/** First of: passphrase, file named by a setting, systemd credential (`$CREDENTIALS_DIRECTORY`), the data directory. */
export function chooseKeySource(given: {
  readonly passphrase?: string | undefined;
  readonly keyFile?: string | undefined;
  readonly credentialsDirectory?: string | undefined;
}): KeySource {
  if (given.passphrase !== undefined) return { kind: 'passphrase', passphrase: given.passphrase };
  if (given.keyFile !== undefined) return { kind: 'file', path: given.keyFile };
  if (given.credentialsDirectory !== undefined) {
    return { kind: 'credential', directory: given.credentialsDirectory };
  }
  return { kind: 'data-directory' };
}

/**
 * The secret's bytes, before any derivation. `mayCreate`: nothing is encrypted yet, so a missing default file is made.
 * Faults: `keyFile*`, `passphraseTooShort`.
 */
export async function readSecret(
  dataDirectory: string,
  source: KeySource,
  mayCreate: boolean,
): Promise<Result<Uint8Array>> {
  switch (source.kind) {
    case 'passphrase':
      return longEnough(Buffer.from(source.passphrase.normalize('NFC'), 'utf8'));
    case 'file':
      return ending(await readPrivateFile(source.path));
    case 'credential':
      return ending(await readCredentialFile(join(source.directory, CREDENTIAL_NAME)));
    case 'data-directory':
      break;
  }
  return readOrCreateDefault(join(dataDirectory, DEFAULT_FILE), mayCreate);
}

async function readOrCreateDefault(path: string, mayCreate: boolean): Promise<Result<Uint8Array>> {
  const found = await readPrivateFile(path);
  if (mayCreate && !found.ok && found.fault.code === 'keyFileMissing') {
    const secret = randomBytes(DEFAULT_BYTES);
    await writeFileDurably(path, secret);
    return ok(secret);
  }
  return found.ok ? longEnough(found.value) : found;
}

/** A file that a person wrote with an editor or `echo` ends in a newline that is not meant. */
function ending(read: Result<Uint8Array>): Result<Uint8Array> {
  if (!read.ok) return read;
  let end = read.value.length;
  while (end > 0 && (read.value[end - 1] === 0x0a || read.value[end - 1] === 0x0d)) end--;
  return longEnough(read.value.subarray(0, end));
}

function longEnough(secret: Uint8Array): Result<Uint8Array> {
  if (secret.length >= PASSPHRASE_LENGTH_MIN) return ok(secret);
  return fail(fault('passphraseTooShort', { min: PASSPHRASE_LENGTH_MIN }));
}
