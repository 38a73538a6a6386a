import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { chooseKeySource, type KeyAtRest, openKeyAtRest } from '../authority/signer/index.ts';
import type { LoadedSettings } from '../config/index.ts';
import { fail, fault, ok, type Result } from '../core/index.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Opens the key that encrypts keys, from where the settings say; in a new data directory it is set up. */
export async function openConfiguredKey(
  loaded: LoadedSettings,
  environment: Environment,
): Promise<Result<KeyAtRest>> {
  const { passphrase_file, credential, file } = loaded.settings.keys;
  const fromFile = (path: string) => resolve(dirname(loaded.file), path);
  const passphrase = passphrase_file === '' ? ok(undefined) : readPassphrase(fromFile(passphrase_file));
  if (!passphrase.ok) return passphrase;
  const credentialsDirectory = credential ? environment['CREDENTIALS_DIRECTORY'] : undefined;
  if (credential && credentialsDirectory === undefined) return fail(fault('credentialMissing', {}));
  const source = chooseKeySource({
    passphrase: passphrase.value,
    keyFile: file === '' ? undefined : fromFile(file),
    credentialsDirectory,
  });
  return openKeyAtRest(loaded.directory, source);
}

/** The first line of a passphrase file. Faults: `keyFileMissing`, `keyFileUnreadable`. */
export function readPassphrase(path: string): Result<string> {
  try {
    return ok(readFileSync(path, 'utf8').split(/\r?\n/)[0] ?? '');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    return fail(
      code === 'ENOENT' ? fault('keyFileMissing', { path }) : fault('keyFileUnreadable', { path, code }),
    );
  }
}

/** What a sealed external account key is bound to. */
export function externalKeyContext(id: string): string {
  return `eab/${id}`;
}

/** What the sealed credentials of a DNS provider are bound to. */
export function providerContext(name: string): string {
  return `provider/${name}`;
}

/** What a sealed TSIG secret is bound to. */
export function tsigKeyContext(name: string): string {
  return `tsig/${name}`;
}
