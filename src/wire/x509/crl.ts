import {
  atEnd,
  context,
  contextConstructed,
  decodeWhole,
  type Der,
  DerError,
  encodeDer,
  enter,
  equalBytes,
  finish,
  integer,
  peekTag,
  type Reader,
  readSmallInteger,
  readTime,
  readUnsigned,
  sequence,
  TAG,
  time,
} from '../der/index.ts';
import { algorithmIdentifier, readAlgorithm } from './algorithms.ts';
import { readNameBytes } from './certificate.ts';
import { extensionList, findExtension, readExtensionList } from './extension.ts';
import { crlNumber, decodeCrlNumber, decodeReasonCode, reasonCode } from './extensions/crl.ts';
import { authorityKeyIdentifier, decodeAuthorityKeyIdentifier } from './extensions/key-identifiers.ts';
import { CRL_BYTES_MAX, SERIAL_OCTETS_MAX } from './limits.ts';
import { OID } from './oids.ts';
import { readSigned } from './signed.ts';
import type { DecodedCrl, Extension, RevokedEntry, TbsCrlInput } from './types.ts';

/** DER of a TBSCertList, version 2, with authorityKeyIdentifier and cRLNumber (RFC 5280 sections 5.1.2 and 5.2). */
export function buildTbsCrl(input: TbsCrlInput): Uint8Array {
  const fields: Der[] = [
    VERSION_2,
    algorithmIdentifier(input.signatureAlgorithm),
    input.issuer,
    time(input.thisUpdate),
    time(input.nextUpdate),
  ];
  // section 5.1.2.6: without entries the list must be absent
  if (input.revoked.length > 0) fields.push(sequence(...input.revoked.map(revokedEntry)));
  const extensions = [authorityKeyIdentifier(input.authorityKeyId), crlNumber(input.crlNumber)];
  fields.push(context(0, extensionList(extensions)));
  return encodeDer(sequence(...fields));
}

/**
 * Reads a CRL whole and strictly, as RFC 5280 section 5 has conforming CAs write it: version 2, nextUpdate, cRLNumber and an
 * authorityKeyIdentifier with a key identifier are required. A signature algorithm that is not ours, or not the same inside
 * and outside, throws `algorithm`. Critical extensions of an entry throw `unexpected`.
 */
export function decodeCrl(der: Uint8Array): DecodedCrl {
  return decodeWhole(der, CRL_BYTES_MAX, (reader) => {
    const body: Reader = { ...reader };
    const { tbs, tbsAt, algorithm, signature } = readSigned(reader);
    const fields = enter({ ...body, at: tbsAt, depth: 1 }, TAG.sequence);
    if (readSmallInteger(fields, 255) !== 1) throw new DerError('version', tbsAt);
    const inner = readAlgorithm(fields);
    if (inner.name === 'unknown' || !equalBytes(inner.bytes, algorithm.bytes))
      throw new DerError('algorithm', tbsAt);
    const issuer = readNameBytes(fields);
    const thisUpdate = readTime(fields);
    const nextUpdate = readTime(fields);
    const revoked = peekTag(fields) === TAG.sequence ? readRevoked(fields) : [];
    const extensions = readCrlExtensions(fields);
    finish(fields);
    return {
      tbs,
      signatureAlgorithm: inner.name,
      issuer,
      thisUpdate,
      nextUpdate,
      crlNumber: decodeCrlNumber(required(extensions, OID.crlNumber, tbsAt)),
      authorityKeyId: keyIdOf(required(extensions, OID.authorityKeyIdentifier, tbsAt), tbsAt),
      revoked,
      extensions,
      signature,
    };
  });
}

const VERSION_2 = encodeDer(integer(1));

/** The reason extension lists, ready made: a large CRL repeats them. */
const REASONS = new Map(
  [1, 2, 3, 4, 5, 6, 8, 9, 10].map((reason) => [reason, encodeDer(extensionList([reasonCode(reason)]))]),
);

function revokedEntry({ serial, revokedAt, reason }: RevokedEntry): Der {
  const number = integer(serial);
  if (number.length > SERIAL_OCTETS_MAX) throw new DerError('not-encodable', 0);
  if (reason === 0) return sequence(number, time(revokedAt));
  const extensions = REASONS.get(reason);
  if (extensions === undefined) throw new DerError('not-encodable', 0);
  return sequence(number, time(revokedAt), extensions);
}

function readRevoked(fields: Reader): RevokedEntry[] {
  const start = fields.at;
  const list = enter(fields, TAG.sequence);
  if (atEnd(list)) throw new DerError('empty', start);
  const revoked: RevokedEntry[] = [];
  while (!atEnd(list)) revoked.push(readRevokedEntry(list));
  return revoked;
}

function readRevokedEntry(list: Reader): RevokedEntry {
  const start = list.at;
  const fields = enter(list, TAG.sequence);
  const serial = readUnsigned(fields, SERIAL_OCTETS_MAX);
  const revokedAt = readTime(fields);
  if (atEnd(fields)) return { serial, revokedAt, reason: 0 };
  const extensions = readExtensionList(fields);
  finish(fields);
  if (extensions.some((extension) => extension.critical)) throw new DerError('unexpected', start);
  const reason = findExtension(extensions, OID.reasonCode);
  return { serial, revokedAt, reason: reason === undefined ? 0 : decodeReasonCode(reason.value) };
}

function readCrlExtensions(fields: Reader): Extension[] {
  const inner = enter(fields, contextConstructed(0));
  const extensions = readExtensionList(inner);
  finish(inner);
  return extensions;
}

function required(extensions: readonly Extension[], wanted: string, offset: number): Uint8Array {
  const extension = findExtension(extensions, wanted);
  if (extension === undefined) throw new DerError('missing', offset);
  return extension.value;
}

function keyIdOf(value: Uint8Array, offset: number): Uint8Array {
  const { keyId } = decodeAuthorityKeyIdentifier(value);
  if (keyId === undefined) throw new DerError('missing', offset);
  return keyId;
}
