import {
  CLASS,
  DnsError,
  OPCODE,
  RCODE,
  decodeMessage,
  encodeMessage,
  newMessage,
  nameEquals,
} from '../../wire/dns/index.ts';
import type { Edns, Message, Name } from '../../wire/dns/index.ts';
import { EDNS_UDP_BYTES } from './limits.ts';
import { randomBytes } from './random.ts';

/** A message to a server, and what counts as the answer to it. */
export type Asked = {
  readonly bytes: Uint8Array;
  readonly judge: (bytes: Uint8Array, transport: 'udp' | 'tcp') => Judged;
};

/** A question as it is sent: its id and the case of its letters are unpredictable (RFC 5452, draft-vixie-dnsext-dns0x20). */
export type Query = Asked & {
  readonly id: number;
  /** The name with the case that was sent; an honest reply repeats it exactly. */
  readonly name: Name;
  readonly type: number;
};

/** Why UDP cannot carry an answer safely: it is cut, it lost the letters' case, or too many datagrams did not fit the question. */
export type OverTcp = 'truncated' | 'case' | 'noise';

/** What a datagram or stream message is to a query. `over-tcp`: the server is right, but UDP cannot carry its answer safely. */
export type Judged =
  | { readonly kind: 'reply'; readonly message: Message }
  | { readonly kind: 'over-tcp'; readonly why?: OverTcp }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'ignore' };

/**
 * Builds a query. `recursion` asks a recursive server to do the work and to say whether it validated (RFC 6840 section 5.7);
 * with `signatures` for all that proves the answer (DO, RFC 4035 section 4.1), and not to validate itself (CD, RFC 6840
 * section 5.9).
 */
export function buildQuery(
  name: Name,
  type: number,
  options: {
    readonly recursion: boolean;
    readonly edns: boolean;
    readonly signatures: boolean;
    /** Offered; `EDNS_UDP_BYTES` without it. */
    readonly udpBytes?: number | undefined;
    readonly ednsOptions?: Edns['options'] | undefined;
    /** Leave the letters' case as it is: for asking servers that are known to lose it. */
    readonly plainCase?: boolean | undefined;
  },
): Query {
  const [high = 0, low = 0] = randomBytes(2);
  const id = (high << 8) | low;
  const sent = options.plainCase === true ? name : name.map(randomCase);
  const bytes = encodeMessage(
    newMessage({
      id,
      recursionDesired: options.recursion,
      authenticData: options.recursion,
      checkingDisabled: options.recursion && options.signatures,
      questions: [{ name: sent, type, class: CLASS.IN }],
      ...(options.edns && {
        edns: {
          udpSize: options.udpBytes ?? EDNS_UDP_BYTES,
          extendedRcode: 0,
          version: 0,
          dnssecOk: options.signatures,
          options: options.ednsOptions ?? [],
        },
      }),
    }),
  );
  const question = { id, name: sent, type };
  return { ...question, bytes, judge: (reply, transport) => judge(question, reply, transport) };
}

/** Judges bytes from the asked server. Over TCP the connection proves the server, so the letters' case is not held against it. */
export function judge(
  query: Pick<Query, 'id' | 'name' | 'type'>,
  bytes: Uint8Array,
  transport: 'udp' | 'tcp',
): Judged {
  const id = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const flags = bytes[2] ?? 0;
  if (bytes.length < 12 || id !== query.id || (flags & 0x80) === 0) return { kind: 'ignore' };
  let message: Message;
  try {
    message = decodeMessage(bytes);
  } catch (error) {
    if (!(error instanceof DnsError)) throw error;
    // a truncated message may be cut in the middle of a record
    const cut = transport === 'udp' && (flags & 0x02) !== 0;
    return cut ? { kind: 'over-tcp', why: 'truncated' } : { kind: 'malformed' };
  }
  if (message.opcode !== OPCODE.QUERY) return { kind: 'ignore' };
  const [asked] = message.questions;
  if (asked === undefined || message.questions.length !== 1) {
    // errors may come without the question (RFC 1035 section 4.1.1 leaves it open); nothing else may
    const refusal = message.questions.length === 0 && !SUBSTANTIAL.has(message.rcode);
    return refusal ? { kind: 'reply', message } : { kind: 'ignore' };
  }
  if (asked.type !== query.type || asked.class !== CLASS.IN || !nameEquals(asked.name, query.name)) {
    return { kind: 'ignore' };
  }
  if (transport === 'tcp') return message.truncated ? { kind: 'malformed' } : { kind: 'reply', message };
  if (message.truncated) return { kind: 'over-tcp', why: 'truncated' };
  return sameBytes(asked.name, query.name) ? { kind: 'reply', message } : { kind: 'over-tcp', why: 'case' };
}

const SUBSTANTIAL = new Set<number>([RCODE.NOERROR, RCODE.NXDOMAIN]);

function randomCase(label: Uint8Array): Uint8Array {
  const random = randomBytes((label.length + 7) >> 3);
  const mixed = label.slice();
  for (let i = 0; i < mixed.length; i++) {
    const byte = mixed[i] ?? 0;
    const letter = (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
    if (letter && (((random[i >> 3] ?? 0) >> (i & 7)) & 1) === 1) mixed[i] = byte ^ 0x20;
  }
  return mixed;
}

const NO_LABEL = new Uint8Array(0);

function sameBytes(a: Name, b: Name): boolean {
  return a.every((label, i) => Buffer.compare(label, b[i] ?? NO_LABEL) === 0);
}
