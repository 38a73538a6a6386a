import { CLASS, encodeMessage, nameFromText, OPCODE, RCODE, TYPE } from '../../src/wire/dns/index.ts';

export function txtQuestion(name: string): Uint8Array {
  return encodeMessage({
    id: 64,
    response: false,
    opcode: OPCODE.QUERY,
    authoritative: false,
    truncated: false,
    recursionDesired: false,
    recursionAvailable: false,
    authenticData: false,
    checkingDisabled: false,
    rcode: RCODE.NOERROR,
    questions: [{ name: nameFromText(name), type: TYPE.TXT, class: CLASS.IN }],
    answers: [],
    authorities: [],
    additionals: [],
  });
}
