import {
  atEnd,
  checkSetOrder,
  decodeWhole,
  type Der,
  DerError,
  encodeDer,
  enter,
  finish,
  isPrintable,
  oid,
  peekTag,
  printableString,
  type Reader,
  readOid,
  readString,
  sequence,
  setOf,
  TAG,
  utf8String,
} from '../der/index.ts';
import { NAME_BYTES_MAX, NAME_PARTS_MAX } from './limits.ts';
import { OID } from './oids.ts';
import type { DecodedName, DistinguishedName, NameAttribute } from './types.ts';

/**
 * DER of a Name: one attribute per RDN in the order country, organization, common name; the country as PrintableString, the
 * others as PrintableString where they fit and UTF8String where not (RFC 5280 section 4.1.2.4). No attribute: the empty Name.
 */
export function encodeName(dn: DistinguishedName): Uint8Array {
  const rdns: Der[] = [];
  if (dn.country !== undefined) rdns.push(rdn(OID.countryName, printableString(dn.country)));
  if (dn.organization !== undefined) rdns.push(rdn(OID.organizationName, directoryString(dn.organization)));
  if (dn.commonName !== undefined) rdns.push(rdn(OID.commonName, directoryString(dn.commonName)));
  return encodeDer(sequence(...rdns));
}

/** Reads a Name. Where an attribute type occurs more than once, `dn` holds its first; `attributes` holds all. */
export function decodeName(der: Uint8Array): DecodedName {
  const attributes = decodeWhole(der, NAME_BYTES_MAX, readName);
  const first = (type: string) => {
    for (const rdn of attributes)
      for (const attribute of rdn) if (attribute.oid === type) return attribute.value;
    return undefined;
  };
  const country = first(OID.countryName);
  const organization = first(OID.organizationName);
  const commonName = first(OID.commonName);
  const dn: DistinguishedName = {
    ...(country !== undefined && { country }),
    ...(organization !== undefined && { organization }),
    ...(commonName !== undefined && { commonName }),
  };
  return { dn, attributes };
}

/** Steps over a Name, checking all of it; its attributes, RDN by RDN. Wherever it stands, its size is bounded alike. */
export function readName(reader: Reader): NameAttribute[][] {
  const start = reader.at;
  const rdns = enter(reader, TAG.sequence);
  if (reader.at - start > NAME_BYTES_MAX) throw new DerError('too-large', start);
  const name: NameAttribute[][] = [];
  while (!atEnd(rdns)) {
    if (name.length === NAME_PARTS_MAX) throw new DerError('too-many', rdns.at);
    name.push(readRdn(rdns));
  }
  return name;
}

function readRdn(rdns: Reader): NameAttribute[] {
  const start = rdns.at;
  const set = enter(rdns, TAG.set);
  if (atEnd(set)) throw new DerError('empty', start);
  const attributes: NameAttribute[] = [];
  let before: Uint8Array | undefined;
  while (!atEnd(set)) {
    if (attributes.length === NAME_PARTS_MAX) throw new DerError('too-many', set.at);
    const from = set.at;
    attributes.push(readAttribute(set));
    // most RDNs have one attribute: nothing to compare, nothing to cut out
    if (before === undefined && atEnd(set)) break;
    const element = set.bytes.subarray(from, set.at);
    if (before !== undefined) checkSetOrder(before, element, from);
    before = element;
  }
  return attributes;
}

function readAttribute(set: Reader): NameAttribute {
  const fields = enter(set, TAG.sequence);
  const type = readOid(fields);
  const stringTag = peekTag(fields);
  const value = readString(fields);
  finish(fields);
  return { oid: type, value, stringTag };
}

function rdn(type: string, value: Der): Der {
  return setOf(sequence(oid(type), value));
}

function directoryString(text: string): Der {
  return isPrintable(text) ? printableString(text) : utf8String(text);
}
