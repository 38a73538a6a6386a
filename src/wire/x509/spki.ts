import {
  atEnd,
  decodeWhole,
  DerError,
  enter,
  finish,
  openDer,
  peekTag,
  type Reader,
  readAny,
  readBitStringOctets,
  readNull,
  readOid,
  readUnsigned,
  TAG,
} from '../der/index.ts';
import { CERTIFICATE_BYTES_MAX, RSA_EXPONENT_OCTETS_MAX, RSA_MODULUS_OCTETS_MAX } from './limits.ts';
import { OID } from './oids.ts';
import type { DecodedSpki } from './types.ts';

/**
 * Reads a SubjectPublicKeyInfo. RSA needs its NULL parameters (RFC 3279 section 2.3.1); an EC key of explicit parameters or of
 * another curve has curve `unknown`. Whether the key is any good is decided elsewhere.
 */
export function decodeSpki(der: Uint8Array): DecodedSpki {
  return decodeWhole(der, CERTIFICATE_BYTES_MAX, (reader) => {
    const { algorithm, parameters, key } = readSpki(reader);
    if (algorithm === OID.rsaEncryption) {
      readNull(parameters);
      finish(parameters);
      return decodeRsaKey(key);
    }
    if (algorithm !== OID.ecPublicKey) return { algorithm: 'unknown', oid: algorithm };
    const curve = readCurve(parameters);
    finish(parameters);
    return { algorithm: 'ec', curve, point: key };
  });
}

/** Steps over a SubjectPublicKeyInfo, checking its frame; the bytes of it. */
export function readSpkiElement(reader: Reader): Uint8Array {
  const start = reader.at;
  readSpki(reader);
  return reader.bytes.subarray(start, reader.at);
}

/** The contents of the BIT STRING that holds the key. */
export function spkiKeyBits(der: Uint8Array): Uint8Array {
  return decodeWhole(der, CERTIFICATE_BYTES_MAX, (reader) => readSpki(reader).key);
}

const CURVES: { readonly [oid: string]: 'P-256' | 'P-384' | 'P-521' } = {
  [OID.p256]: 'P-256',
  [OID.p384]: 'P-384',
  [OID.p521]: 'P-521',
};

/** `parameters` is a reader at the algorithm's parameters, which may be absent, and which are well formed. */
function readSpki(reader: Reader): { algorithm: string; parameters: Reader; key: Uint8Array } {
  const fields = enter(reader, TAG.sequence);
  const identifier = enter(fields, TAG.sequence);
  const algorithm = readOid(identifier);
  const parameters = { ...identifier };
  if (!atEnd(identifier)) readAny(identifier);
  finish(identifier);
  const key = readBitStringOctets(fields);
  finish(fields);
  return { algorithm, parameters, key };
}

function readCurve(parameters: Reader): 'P-256' | 'P-384' | 'P-521' | 'unknown' {
  if (peekTag(parameters) === TAG.oid) return CURVES[readOid(parameters)] ?? 'unknown';
  if (!atEnd(parameters)) readAny(parameters);
  return 'unknown';
}

function decodeRsaKey(key: Uint8Array): DecodedSpki {
  const reader = openDer(key);
  const fields = enter(reader, TAG.sequence);
  const modulus = readUnsigned(fields, RSA_MODULUS_OCTETS_MAX);
  const exponent = readUnsigned(fields, RSA_EXPONENT_OCTETS_MAX);
  finish(fields);
  finish(reader);
  if (modulus.length === 1 && modulus[0] === 0) throw new DerError('value', 0);
  return {
    algorithm: 'rsa',
    modulus,
    exponent: BigInt(
      `0x${Buffer.from(exponent.buffer, exponent.byteOffset, exponent.length).toString('hex')}`,
    ),
  };
}
