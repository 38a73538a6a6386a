import type { MalformedWay } from './script-schema.ts';

const HEADER_BYTES = 12;
const POINTER = 0xc0;
const RECORD_TAIL = [0, 1, 0, 1, 0, 0, 0, 5, 0, 4, 192, 0, 2, 1]; // A IN, TTL 5, an address

/** A reply spoilt in one way: its id and, where the way permits, its question stay, so that it is not passed over as forged. */
export function spoil(reply: Uint8Array, way: MalformedWay): Uint8Array {
  const end = questionEnd(reply);
  const question = reply.subarray(0, end);
  const withAnswer = (...bytes: number[]): Uint8Array => {
    const made = Uint8Array.from([...question, ...bytes]);
    made.set([0, 1, 0, 0, 0, 0], 6); // one answer, nothing else
    return made;
  };
  switch (way) {
    case 'pointer-loop': // a name that points at itself
      return withAnswer(POINTER | (end >> 8), end & 0xff, ...RECORD_TAIL);
    case 'pointer-forward': // a name that points behind itself
      return withAnswer(POINTER | ((end + 2) >> 8), (end + 2) & 0xff, ...RECORD_TAIL);
    case 'label': // 0x80 is neither a length nor a pointer (RFC 1035 section 4.1.4)
      return withAnswer(0x80, 0, ...RECORD_TAIL);
    case 'rdata': // an A record that claims more data than there is
      return withAnswer(POINTER, HEADER_BYTES, 0, 1, 0, 1, 0, 0, 0, 5, 0xff, 0xff, 192, 0, 2, 1);
    case 'cut':
      return reply.slice(0, end + Math.floor((reply.length - end) / 2));
    case 'counts': {
      const made = Uint8Array.from(reply);
      made.set([0xff, 0xff, 0xff, 0xff, 0xff, 0xff], 6);
      return made;
    }
    case 'trailing':
      return Uint8Array.from([...reply, 0xde, 0xad, 0xbe, 0xef]);
    case 'garbage': {
      const made = new Uint8Array(reply.length).fill(0xff);
      made.set(reply.subarray(0, 2));
      return made;
    }
    case 'empty':
      return new Uint8Array(0);
    default:
      return way satisfies never;
  }
}

/** The offset after the one question of a reply that we encoded: its name is whole there. */
function questionEnd(reply: Uint8Array): number {
  let at = HEADER_BYTES;
  while ((reply[at] ?? 0) !== 0) at += (reply[at] ?? 0) + 1;
  return Math.min(reply.length, at + 5);
}
