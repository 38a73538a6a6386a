export type * from './types.ts';
export { CLASS, EDNS_OPTION, OPCODE, RCODE, TYPE, rcodeText, typeText } from './constants.ts';
export { decodeMessage } from './decode.ts';
export type { ExtendedError } from './ede.ts';
export { EDE_NAMES, extendedErrorOption, extendedErrors } from './ede.ts';
export { encodeMessage } from './encode.ts';
export type { DnsErrorCode } from './error.ts';
export { DnsError } from './error.ts';
export { nameEquals, nameFromHost, nameFromText, nameIsUnder, nameKey, nameToText } from './name.ts';
