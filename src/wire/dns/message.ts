import { OPCODE, RCODE } from './constants.ts';
import type { Message } from './types.ts';

/** A message of these fields; what is not given is clear or empty: a query, as RFC 1035 section 4.1 begins it. */
export function newMessage(given: Partial<Message> & Pick<Message, 'id'>): Message {
  return {
    response: false,
    opcode: OPCODE.QUERY,
    authoritative: false,
    truncated: false,
    recursionDesired: false,
    recursionAvailable: false,
    authenticData: false,
    checkingDisabled: false,
    rcode: RCODE.NOERROR,
    questions: [],
    answers: [],
    authorities: [],
    additionals: [],
    ...given,
  };
}
