import {
  atEnd,
  contextConstructed,
  contextPrimitive,
  contextTag,
  type Der,
  DerError,
  element,
  ia5Contents,
  ia5Text,
  peekTag,
  type Reader,
  readAny,
  readContents,
} from '../der/index.ts';
import { EXTENSION_ITEMS_MAX } from './limits.ts';
import type { GeneralName } from './types.ts';

/** GeneralName choices by tag number (RFC 5280 section 4.2.1.6). */
const DNS = 2;
const URI = 6;
const IP = 7;

export function generalName(name: GeneralName): Der {
  if (name.kind === 'other') return element(name.tag, [name.bytes]);
  if (name.kind === 'ip') return contextPrimitive(IP, name.bytes);
  return contextPrimitive(name.kind === 'dns' ? DNS : URI, ia5Contents(name.value));
}

/**
 * Reads one GeneralName. An iPAddress must have one of the lengths in `ipLengths`: 4 and 16 for an address, 8 and 32 for a
 * range. Any other choice keeps its tag octet and contents, checked only to be well formed.
 */
export function readGeneralName(reader: Reader, ipLengths: readonly number[] = [4, 16]): GeneralName {
  const start = reader.at;
  const tag = peekTag(reader);
  switch (tag) {
    case contextTag(DNS):
      return { kind: 'dns', value: ia5Text(readContents(reader, tag), start) };
    case contextTag(URI):
      return { kind: 'uri', value: ia5Text(readContents(reader, tag), start) };
    case contextTag(IP): {
      const bytes = readContents(reader, tag);
      if (!ipLengths.includes(bytes.length)) throw new DerError('value', start);
      return { kind: 'ip', bytes };
    }
    default:
      return readOther(reader, tag, start);
  }
}

/** Reads GeneralNames to the end of the reader: at least one. */
export function readGeneralNames(reader: Reader): GeneralName[] {
  if (atEnd(reader)) throw new DerError('empty', reader.at);
  const names: GeneralName[] = [];
  while (!atEnd(reader)) {
    if (names.length === EXTENSION_ITEMS_MAX) throw new DerError('too-many', reader.at);
    names.push(readGeneralName(reader));
  }
  return names;
}

/** otherName, rfc822Name, x400Address, directoryName, ediPartyName, registeredID. */
const OTHER_TAGS = [
  contextConstructed(0),
  contextTag(1),
  contextConstructed(3),
  contextConstructed(4),
  contextConstructed(5),
  contextTag(8),
];

function readOther(reader: Reader, tag: number, start: number): GeneralName {
  if (!OTHER_TAGS.includes(tag)) throw new DerError(tag === -1 ? 'truncated' : 'wrong-tag', start);
  readAny(reader);
  const contents: Reader = { ...reader, at: start };
  return { kind: 'other', tag, bytes: readContents(contents, tag) };
}
