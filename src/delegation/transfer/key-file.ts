import { DnsError, nameFromText, type TsigKey, tsigAlgorithm } from '../../wire/dns/index.ts';
import { KEY_FILE_BYTES_MAX } from './limits.ts';

/**
 * The one key of a file as BIND's tsig-keygen and our own commands write it: `key "name" { algorithm hmac-sha256; secret "..."; };`.
 * Undefined for anything else, for HMAC-MD5 and for SHA-1.
 */
export function readTsigKeyFile(text: string): TsigKey | undefined {
  if (text.length > KEY_FILE_BYTES_MAX) return undefined;
  const found = KEY.exec(text.replaceAll(COMMENT, ''))?.groups;
  if (found === undefined) return undefined;
  const algorithm = readAlgorithm(/\balgorithm\s+"?([\w.-]+?)\.?"?\s*;/i.exec(found['body'] ?? '')?.[1]);
  const secret = /\bsecret\s+"?([A-Za-z0-9+/]+={0,2})"?\s*;/i.exec(found['body'] ?? '')?.[1];
  if (algorithm === undefined || secret === undefined) return undefined;
  const bytes = Uint8Array.from(Buffer.from(secret, 'base64'));
  if (bytes.length < SECRET_BYTES_MIN) return undefined;
  try {
    return { name: nameFromText((found['name'] ?? '').toLowerCase()), algorithm, secret: bytes };
  } catch (error) {
    if (error instanceof DnsError) return undefined;
    throw error;
  }
}

const COMMENT = /\/\*[^]*?\*\/|(?:#|\/\/)[^\n]*/g;
const KEY = /^\s*key\s+"?(?<name>[\w.-]+)"?\s*\{(?<body>[^{}]*)\}\s*;?\s*$/i;
/** RFC 8945 section 10 asks for at least the size of the hash; tsig-keygen gives 32. 128 bits cannot be guessed either. */
const SECRET_BYTES_MIN = 16;

function readAlgorithm(text: string | undefined): TsigKey['algorithm'] | undefined {
  if (text === undefined) return undefined;
  try {
    const known = tsigAlgorithm(nameFromText(text.toLowerCase()));
    return known === 'hmac-md5' || known === 'hmac-sha1' ? undefined : known;
  } catch (error) {
    if (error instanceof DnsError) return undefined;
    throw error;
  }
}
