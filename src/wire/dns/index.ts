export type * from './types.ts';
export { bitmapHas, bitmapTypes, typeBitmap } from './bitmap.ts';
export { canonicalData, signedBytes } from './canonical.ts';
export { CLASS, OPCODE, RCODE, TYPE, rcodeText, typeText } from './constants.ts';
export { decodeMessage } from './decode.ts';
export { DIGEST_TYPE, digestKey, keyTag } from './delegation-signer.ts';
export type { ExtendedError } from './ede.ts';
export { EDE_NAMES, extendedErrorOption, extendedErrors } from './ede.ts';
export { encodeMessage } from './encode.ts';
export { DnsError } from './error.ts';
export {
  compareNames,
  nameEquals,
  nameFromHost,
  nameFromText,
  nameIsUnder,
  nameKey,
  nameToText,
} from './name.ts';
export { base32hex, hashName } from './nsec3.ts';
