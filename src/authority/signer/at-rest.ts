import { hkdfSync, randomBytes, scrypt } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import { type KeySource, readSecret } from './key-source.ts';
import { SCRYPT_BLOCK_SIZE, SCRYPT_COST, SCRYPT_COST_MAX, SCRYPT_PARALLELIZATION } from './limits.ts';
import { readPrivateFile, writeFileDurably } from './private-file.ts';
import { openWith, sealWith } from './seal.ts';

/**
 * Encrypts secrets for the disk and the database. `context` says what the secret is (`ca/issuing`, `eab/<id>`); it is
 * authenticated, so a sealed secret cannot be put in the place of another.
 */
export type KeyAtRest = {
  /** `data-directory` means that the key lies beside what it protects: worth a warning. */
  readonly source: KeySource['kind'];
  seal(bytes: Uint8Array, context: string): Uint8Array;
  /** Fault `sealBroken`. */
  open(sealed: Uint8Array, context: string): Result<Uint8Array>;
};

/**
 * Opens (or, in a new data directory, sets up) the key that encrypts keys. `at-rest.json` holds how it is derived and a
 * sealed constant, so that a wrong passphrase is told at once. Faults: `keyFile*`, `passphraseTooShort`,
 * `atRestHeaderBroken`, `atRestWrongKey`.
 */
export async function openKeyAtRest(dataDirectory: string, source: KeySource): Promise<Result<KeyAtRest>> {
  const path = join(dataDirectory, HEADER_FILE);
  const stored = await readPrivateFile(path);
  const fresh = !stored.ok && stored.fault.code === 'keyFileMissing';
  if (!stored.ok && !fresh) return stored;
  const secret = await readSecret(dataDirectory, source, fresh);
  if (!secret.ok) return secret;
  if (!stored.ok) return ok(await setUp(path, secret.value, source.kind));
  const header = parseHeader(stored.value);
  if (header === undefined) return fail(fault('atRestHeaderBroken', { path }));
  const key = await derive(secret.value, header);
  if (!openWith(key, Buffer.from(header.check, 'base64'), CHECK_CONTEXT).ok) {
    return fail(fault('atRestWrongKey', { data: dataDirectory, source: source.kind }));
  }
  return ok(keyAtRest(key, source.kind));
}

const HEADER_FILE = 'at-rest.json';
const CHECK_CONTEXT = 'at-rest/check';
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const SALT = z.string().regex(/^[0-9a-f]{32}$/);
const HEADER = z.discriminatedUnion('kdf', [
  z.strictObject({
    version: z.literal(1),
    kdf: z.literal('scrypt'),
    salt: SALT,
    cost: z.int().min(2).max(SCRYPT_COST_MAX),
    blockSize: z.literal(SCRYPT_BLOCK_SIZE),
    parallelization: z.literal(SCRYPT_PARALLELIZATION),
    check: z.base64(),
  }),
  z.strictObject({ version: z.literal(1), kdf: z.literal('hkdf'), salt: SALT, check: z.base64() }),
]);
type Header = z.infer<typeof HEADER>;

function keyAtRest(key: Uint8Array, source: KeySource['kind']): KeyAtRest {
  return {
    source,
    seal: (bytes, context) => sealWith(key, bytes, context),
    open: (sealed, context) => openWith(key, sealed, context),
  };
}

async function setUp(path: string, secret: Uint8Array, source: KeySource['kind']): Promise<KeyAtRest> {
  const salt = randomBytes(SALT_BYTES).toString('hex');
  // our own 32 random bytes need no stretching; anything a person may have chosen does
  const unchecked: Header =
    source === 'data-directory'
      ? { version: 1, kdf: 'hkdf', salt, check: '' }
      : {
          version: 1,
          kdf: 'scrypt',
          salt,
          cost: SCRYPT_COST,
          blockSize: SCRYPT_BLOCK_SIZE,
          parallelization: SCRYPT_PARALLELIZATION,
          check: '',
        };
  const key = await derive(secret, unchecked);
  const check = Buffer.from(sealWith(key, Buffer.from('sixfour'), CHECK_CONTEXT)).toString('base64');
  await writeFileDurably(path, Buffer.from(`${JSON.stringify({ ...unchecked, check }, null, 2)}\n`));
  return keyAtRest(key, source);
}

function parseHeader(bytes: Uint8Array): Header | undefined {
  try {
    return HEADER.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    return undefined;
  }
}

async function derive(secret: Uint8Array, header: Header): Promise<Uint8Array> {
  const salt = Buffer.from(header.salt, 'hex');
  if (header.kdf === 'hkdf') {
    return new Uint8Array(hkdfSync('sha256', secret, salt, 'sixfour at rest', KEY_BYTES));
  }
  const { cost, blockSize, parallelization } = header;
  const maxmem = 128 * cost * blockSize * 2; // Node's default bound is below what these parameters need
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, KEY_BYTES, { cost, blockSize, parallelization, maxmem }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
