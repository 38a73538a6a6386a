import {
  atEnd,
  context,
  contextConstructed,
  contextTag,
  DerError,
  decodeWhole,
  encodeDer,
  enter,
  finish,
  integer,
  peekTag,
  type Reader,
  readContents,
  readSmallInteger,
  readTime,
  readUnsigned,
  sequence,
  TAG,
  time,
} from '../der/index.ts';
import { algorithmIdentifier, type ReadAlgorithm, readAlgorithm } from './algorithms.ts';
import { extensionList, readExtensionList } from './extension.ts';
import { CERTIFICATE_BYTES_MAX, SERIAL_OCTETS_MAX } from './limits.ts';
import { readName } from './name.ts';
import { readSigned } from './signed.ts';
import { readSpkiElement } from './spki.ts';
import type { DecodedCertificate, DecodedTbs, TbsCertificateInput } from './types.ts';

/** DER of a TBSCertificate, version 3 (RFC 5280 section 4.1.2). Times are cut to the second. Throws `not-encodable` for a serial above 20 octets. */
export function buildTbsCertificate(input: TbsCertificateInput): Uint8Array {
  const serial = integer(input.serial);
  if (serial.length > SERIAL_OCTETS_MAX) throw new DerError('not-encodable', 0);
  const fields = [
    VERSION_3,
    serial,
    algorithmIdentifier(input.signatureAlgorithm),
    input.issuer,
    sequence(time(input.notBefore), time(input.notAfter)),
    input.subject,
    input.spki,
  ];
  return encodeDer(
    input.extensions.length === 0
      ? sequence(...fields)
      : sequence(...fields, context(3, extensionList(input.extensions))),
  );
}

/**
 * Reads a certificate whole and strictly (RFC 5280 section 4.1). What is well formed but not wanted (versions, algorithms,
 * lifetimes, unique ids) is shown, not refused: that is a lint's work. Byte arrays are views of `der`.
 */
export function decodeCertificate(der: Uint8Array): DecodedCertificate {
  return decodeWhole(der, CERTIFICATE_BYTES_MAX, (reader) => {
    const body: Reader = { ...reader };
    const { tbs, tbsAt, algorithm, signature } = readSigned(reader);
    const fields = readTbs({ ...body, at: tbsAt, depth: 1 });
    return {
      tbs,
      ...fields.values,
      signatureAlgorithm: algorithm.name,
      signatureAlgorithmOid: algorithm.oid,
      tbsSignatureAlgorithm: fields.algorithm.bytes,
      outerSignatureAlgorithm: algorithm.bytes,
      signature,
    };
  });
}

/** Reads a TBSCertificate by itself: a certificate before it is signed. */
export function decodeTbs(tbs: Uint8Array): DecodedTbs {
  return decodeWhole(tbs, CERTIFICATE_BYTES_MAX, (reader) => {
    const { values, algorithm } = readTbs(reader);
    return { tbs, ...values, signatureAlgorithm: algorithm.name, tbsSignatureAlgorithm: algorithm.bytes };
  });
}

const VERSION_3 = encodeDer(context(0, integer(2)));

type TbsValues = Omit<DecodedTbs, 'tbs' | 'signatureAlgorithm' | 'tbsSignatureAlgorithm'>;

function readTbs(reader: Reader): { values: TbsValues; algorithm: ReadAlgorithm } {
  const fields = enter(reader, TAG.sequence);
  const version = readVersion(fields);
  const serial = readUnsigned(fields, SERIAL_OCTETS_MAX);
  const algorithm = readAlgorithm(fields);
  const issuer = readNameBytes(fields);
  const validity = enter(fields, TAG.sequence);
  const notBefore = readTime(validity);
  const notAfter = readTime(validity);
  finish(validity);
  const subject = readNameBytes(fields);
  const spki = readSpkiElement(fields);
  const hasUniqueIds = skipUniqueIds(fields, version);
  const extensions = atEnd(fields) ? [] : readTaggedExtensions(fields, version);
  finish(fields);
  const values = { serial, issuer, subject, notBefore, notAfter, spki, version, hasUniqueIds, extensions };
  return { values, algorithm };
}

/** `[0] EXPLICIT Version DEFAULT v1`: 1, 2 or 3; version 1 must be left out. */
function readVersion(fields: Reader): number {
  if (peekTag(fields) !== contextConstructed(0)) return 1;
  const start = fields.at;
  const inner = enter(fields, contextConstructed(0));
  const version = readSmallInteger(inner, 255);
  finish(inner);
  if (version === 0) throw new DerError('default-encoded', start);
  if (version > 2) throw new DerError('version', start);
  return version + 1;
}

/** The bytes of a Name that was checked whole. */
export function readNameBytes(fields: Reader): Uint8Array {
  const start = fields.at;
  readName(fields);
  return fields.bytes.subarray(start, fields.at);
}

function skipUniqueIds(fields: Reader, version: number): boolean {
  let found = false;
  for (const tag of [contextTag(1), contextTag(2)]) {
    if (peekTag(fields) !== tag) continue;
    if (version === 1) throw new DerError('version', fields.at);
    readContents(fields, tag);
    found = true;
  }
  return found;
}

function readTaggedExtensions(fields: Reader, version: number): ReturnType<typeof readExtensionList> {
  const start = fields.at;
  const inner = enter(fields, contextConstructed(3));
  if (version !== 3) throw new DerError('version', start);
  const extensions = readExtensionList(inner);
  finish(inner);
  return extensions;
}
