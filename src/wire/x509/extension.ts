import {
  atEnd,
  type Der,
  DerError,
  enter,
  finish,
  octetString,
  oid,
  type Reader,
  readBooleanDefaultFalse,
  readOctetString,
  readOid,
  sequence,
  TAG,
  TRUE,
} from '../der/index.ts';
import { EXTENSIONS_MAX } from './limits.ts';
import type { Extension } from './types.ts';

/** The SEQUENCE OF Extension (RFC 5280 section 4.1): in the order given. */
export function extensionList(extensions: readonly Extension[]): Der {
  return sequence(...extensions.map(extensionDer));
}

/** Reads a SEQUENCE OF Extension: at least one, each OID once. */
export function readExtensionList(reader: Reader): Extension[] {
  const start = reader.at;
  const list = enter(reader, TAG.sequence);
  if (atEnd(list)) throw new DerError('empty', start);
  const extensions: Extension[] = [];
  while (!atEnd(list)) {
    const from = list.at;
    if (extensions.length === EXTENSIONS_MAX) throw new DerError('too-many', from);
    const extension = readExtension(list);
    if (extensions.some((other) => other.oid === extension.oid)) throw new DerError('duplicate', from);
    extensions.push(extension);
  }
  return extensions;
}

/** The extension with this OID; an OID stands at most once in a list that was read. */
export function findExtension(extensions: readonly Extension[], wanted: string): Extension | undefined {
  return extensions.find((extension) => extension.oid === wanted);
}

function extensionDer(extension: Extension): Der {
  const id = oid(extension.oid);
  const value = octetString(extension.value);
  return extension.critical ? sequence(id, TRUE, value) : sequence(id, value);
}

function readExtension(list: Reader): Extension {
  const fields = enter(list, TAG.sequence);
  const extension = {
    oid: readOid(fields),
    critical: readBooleanDefaultFalse(fields),
    value: readOctetString(fields),
  };
  finish(fields);
  return extension;
}
