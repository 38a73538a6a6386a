import {
  atEnd,
  checkSetOrder,
  context,
  contextConstructed,
  decodeWhole,
  DerError,
  encodeDer,
  enter,
  finish,
  integer,
  oid,
  type Reader,
  readAny,
  readOid,
  readSmallInteger,
  sequence,
  setOf,
  TAG,
} from '../der/index.ts';
import { extensionList, readExtensionList } from './extension.ts';
import { subjectAltName } from './extensions/subject-alt-name.ts';
import { CSR_ATTRIBUTES_MAX, CSR_BYTES_MAX } from './limits.ts';
import { encodeName, readName } from './name.ts';
import { OID } from './oids.ts';
import { readSigned } from './signed.ts';
import { readSpkiElement } from './spki.ts';
import type { DecodedCsr, DistinguishedName, Extension } from './types.ts';

/** What a CSR is made of: a subject (empty by preference), DNS names for the subjectAltName (none: no extension), a public key. */
export type CsrInput = {
  readonly subject: DistinguishedName;
  readonly names: readonly string[];
  readonly spki: Uint8Array;
};

/** DER of a CertificationRequestInfo (RFC 2986 section 4.1), to be signed and then put together by `assembleSigned`. */
export function buildCsrInfo({ subject, names, spki }: CsrInput): Uint8Array {
  const san = subjectAltName(
    names.map((value) => ({ kind: 'dns', value })),
    false,
  );
  const request = sequence(oid(OID.extensionRequest), setOf(extensionList([san])));
  const attributes = names.length === 0 ? context(0) : context(0, request);
  return encodeDer(sequence(integer(0), encodeName(subject), spki, attributes));
}

/**
 * Reads a CSR whole and strictly (RFC 2986 section 4). Its signature is not verified here. The extensionRequest (RFC 2985
 * section 5.4.2) is taken apart; other attributes are named by OID. Byte arrays are views of `der`.
 */
export function decodeCsr(der: Uint8Array): DecodedCsr {
  return decodeWhole(der, CSR_BYTES_MAX, (reader) => {
    const body: Reader = { ...reader };
    const { tbs, tbsAt, algorithm, signature } = readSigned(reader);
    const fields = enter({ ...body, at: tbsAt, depth: 1 }, TAG.sequence);
    const versionAt = fields.at;
    if (readSmallInteger(fields, 255) !== 0) throw new DerError('version', versionAt);
    const subjectAt = fields.at;
    const commonNames = readCommonNames(fields);
    const subject = fields.bytes.subarray(subjectAt, fields.at);
    const spki = readSpkiElement(fields);
    const { attributeOids, requestedExtensions } = readAttributes(fields);
    finish(fields);
    return {
      info: tbs,
      subject,
      commonNames,
      spki,
      requestedExtensions,
      attributeOids,
      signatureAlgorithm: algorithm.name,
      signatureAlgorithmOid: algorithm.oid,
      signature,
    };
  });
}

function readCommonNames(fields: Reader): string[] {
  const names: string[] = [];
  for (const rdn of readName(fields))
    for (const attribute of rdn) if (attribute.oid === OID.commonName) names.push(attribute.value);
  return names;
}

/** `[0] IMPLICIT SET OF Attribute`: each type once, in DER's order. */
function readAttributes(fields: Reader): { attributeOids: string[]; requestedExtensions: Extension[] } {
  const set = enter(fields, contextConstructed(0));
  const attributeOids: string[] = [];
  let requestedExtensions: Extension[] = [];
  let before: Uint8Array | undefined;
  while (!atEnd(set)) {
    const start = set.at;
    if (attributeOids.length === CSR_ATTRIBUTES_MAX) throw new DerError('too-many', start);
    const attribute = enter(set, TAG.sequence);
    const type = readOid(attribute);
    if (attributeOids.includes(type)) throw new DerError('duplicate', start);
    attributeOids.push(type);
    const values = enter(attribute, TAG.set);
    if (type === OID.extensionRequest) requestedExtensions = readExtensionList(values);
    else while (!atEnd(values)) readAny(values);
    finish(values);
    finish(attribute);
    const element = set.bytes.subarray(start, set.at);
    if (before !== undefined) checkSetOrder(before, element, start);
    before = element;
  }
  return { attributeOids, requestedExtensions };
}
