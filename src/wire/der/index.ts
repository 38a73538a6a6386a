export { attempt, DerError } from './error.ts';
export { DER_BYTES_MAX, DER_DEPTH_MAX } from './limits.ts';
export { contextConstructed, contextTag, TAG } from './tags.ts';
export type { Reader } from './reader.ts';
export {
  atEnd,
  decodeWhole,
  enter,
  finish,
  openDer,
  peekTag,
  readAny,
  readContents,
  readElement,
} from './reader.ts';
export {
  checkSetOrder,
  equalBytes,
  readBitStringOctets,
  readBoolean,
  readBooleanDefaultFalse,
  readNamedBits,
  readNull,
  readOctetString,
  readSmallInteger,
  readUnsigned,
} from './values.ts';
export { oid, readOid } from './oid.ts';
export { ia5Text, isPrintable, readString } from './strings.ts';
export { readTime } from './time.ts';
export type { Der } from './writer.ts';
export {
  bitString,
  context,
  contextPrimitive,
  element,
  encodeDer,
  ia5Contents,
  integer,
  namedBits,
  NULL,
  octetString,
  printableString,
  sequence,
  setOf,
  time,
  TRUE,
  utf8String,
} from './writer.ts';
