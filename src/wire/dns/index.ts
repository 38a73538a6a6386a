export type * from './types.ts';
export { bitmapHas, bitmapTypes, typeBitmap } from './bitmap.ts';
export { canonicalData, signedBytes } from './canonical.ts';
export { CLASS, EDNS_OPTION, OPCODE, RCODE, TSIG_ERROR, TYPE, rcodeText, typeText } from './constants.ts';
export { decodeMessage } from './decode.ts';
export { DIGEST_TYPE, digestKey, keyTag } from './delegation-signer.ts';
export type { ExtendedError } from './ede.ts';
export { EDE_NAMES, extendedErrorOption, extendedErrors } from './ede.ts';
export { encodeMessage } from './encode.ts';
export { DnsError } from './error.ts';
export { newMessage } from './message.ts';
export {
  compareNames,
  nameEquals,
  nameFromHost,
  nameFromText,
  nameIsUnder,
  nameKey,
  nameToText,
} from './name.ts';
export { hashName } from './nsec3.ts';
export { readServiceBinding } from './svcb.ts';
export { createRequestView, HEADER_BYTES, readRequest, type RequestView, type WireName } from './request.ts';
export { type TsigAlgorithm, tsigAlgorithm } from './tsig-algorithm.ts';
export type { TsigKey } from './tsig-digest.ts';
export { signTsig, signTsigReply, tsigRoom, type TsigSigning } from './tsig-sign.ts';
export { checkTsigStream, createTsigStream } from './tsig-stream.ts';
export { type TsigCheck, type TsigReason, type TsigSettings, verifyTsig } from './tsig-verify.ts';
export { updateMessage, updateSections } from './update.ts';
