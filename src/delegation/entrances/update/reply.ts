import { catalogue } from '../../../i18n/index.ts';
import { type Edns, extendedErrorOption, type Message, RCODE } from '../../../wire/dns/index.ts';
import type { UpdateReason, UpdateRefusal } from './types.ts';

/** What a person is told of a refusal: in English, since nothing in a DNS message says which language its reader has. */
export function refusalText({ reason, text }: Pick<UpdateRefusal, 'reason' | 'text'>): string {
  const texts: Readonly<Record<UpdateReason, string>> = catalogue('en').updateReasons;
  return text ?? texts[reason];
}

/**
 * The reply without its signature: the question section as it came, and an extended error (RFC 8914) where the client speaks EDNS
 * (RFC 6891 section 7: no OPT for one that does not).
 */
export function replyTo(
  request: Message,
  refusal?: UpdateRefusal,
  sections: Partial<Pick<Message, 'answers' | 'authorities' | 'authoritative'>> = {},
): Message {
  return {
    id: request.id,
    response: true,
    opcode: request.opcode,
    authoritative: false,
    truncated: false,
    recursionDesired: request.recursionDesired,
    recursionAvailable: false,
    authenticData: false,
    checkingDisabled: false,
    rcode: refusal?.rcode ?? RCODE.NOERROR,
    questions: request.questions,
    answers: [],
    authorities: [],
    additionals: [],
    ...sections,
    ...(request.edns === undefined ? {} : { edns: edns(refusal) }),
  };
}

const UDP_BYTES = 1232; // DNS flag day 2020
const EDE_OTHER = 0;
const EDE_PROHIBITED = 18;
const EDE_NOT_AUTHORITATIVE = 20;
const EDE_NOT_SUPPORTED = 21;

const EDE_CODES: Partial<Record<UpdateReason, number>> = {
  unsigned: EDE_PROHIBITED,
  rule: EDE_PROHIBITED,
  'not-our-zone': EDE_NOT_AUTHORITATIVE,
  'not-here': EDE_NOT_AUTHORITATIVE,
  'not-soa': EDE_NOT_SUPPORTED,
  'not-txt': EDE_NOT_SUPPORTED,
  'no-challenge': EDE_NOT_SUPPORTED,
  'prerequisite-type': EDE_NOT_SUPPORTED,
  'hmac-md5': EDE_NOT_SUPPORTED,
  'hmac-sha1': EDE_NOT_SUPPORTED,
};

function edns(refusal: UpdateRefusal | undefined): Edns {
  const error = refusal && {
    code: EDE_CODES[refusal.reason] ?? EDE_OTHER,
    text: refusalText(refusal),
  };
  return {
    udpSize: UDP_BYTES,
    extendedRcode: 0,
    version: 0,
    dnssecOk: false,
    options: error === undefined ? [] : [extendedErrorOption(error)],
  };
}
