export type * from './types.ts';
export { CLASS, OPCODE, RCODE, TYPE, rcodeText, typeText } from './constants.ts';
export { decodeMessage } from './decode.ts';
export { EDE_NAMES, extendedErrorOption, extendedErrors } from './ede.ts';
export { encodeMessage } from './encode.ts';
export { DnsError } from './error.ts';
export { nameEquals, nameFromHost, nameFromText, nameIsUnder, nameKey, nameToText } from './name.ts';
