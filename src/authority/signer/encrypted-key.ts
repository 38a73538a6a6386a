import { createCipheriv, createPrivateKey, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import { encodeDer, integer, NULL, octetString, oid, sequence } from '../../wire/der/index.ts';
import { PASSPHRASE_LENGTH_MIN, PBKDF2_ITERATIONS } from './limits.ts';

/**
 * A private key as `ENCRYPTED PRIVATE KEY` PEM that other programs read (openssl pkey): PBES2 (RFC 8018 section 6.2) with
 * PBKDF2-HMAC-SHA256 and AES-256-CBC. Written here because OpenSSL's own export uses 2,048 rounds and offers no choice.
 * Fault `passphraseTooShort`.
 */
export async function encryptPkcs8(pkcs8: Uint8Array, passphrase: string): Promise<Result<string>> {
  if (passphrase.length < PASSPHRASE_LENGTH_MIN) {
    return fail(fault('passphraseTooShort', { min: PASSPHRASE_LENGTH_MIN }));
  }
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const key = await derive(passphrase, salt, PBKDF2_ITERATIONS, KEY_BYTES, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const encrypted = Buffer.concat([cipher.update(pkcs8), cipher.final()]);
  const kdf = sequence(
    oid(PBKDF2),
    sequence(octetString(salt), integer(PBKDF2_ITERATIONS), sequence(oid(HMAC_SHA256), NULL)),
  );
  const scheme = sequence(oid(AES_256_CBC), octetString(iv));
  const der = encodeDer(sequence(sequence(oid(PBES2), sequence(kdf, scheme)), octetString(encrypted)));
  return ok(toPem(der));
}

/** Reads such a PEM with OpenSSL's decoder, not with ours: the DER PKCS#8 inside. Fault `encryptedKeyUnreadable`. */
export function decryptPkcs8(pem: string, passphrase: string, path: string): Result<Uint8Array> {
  try {
    const key = createPrivateKey({ key: pem, format: 'pem', passphrase });
    return ok(key.export({ type: 'pkcs8', format: 'der' }));
  } catch {
    return fail(fault('encryptedKeyUnreadable', { path }));
  }
}

const derive = promisify(pbkdf2);
const KEY_BYTES = 32;
const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';
const HMAC_SHA256 = '1.2.840.113549.2.9';
const AES_256_CBC = '2.16.840.1.101.3.4.1.42';

function toPem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  const label = 'ENCRYPTED PRIVATE KEY';
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
