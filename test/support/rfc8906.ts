// The probes of RFC 8906 section 8 (BCP 231), and what each reply must be: run against the zone server's core, and beside BIND.
import { decodeMessage, encodeMessage, OPCODE, rcodeText, TYPE } from '../../src/wire/dns/index.ts';
import { EDNS, query } from './zone.ts';

export type Probe = {
  readonly section: string;
  readonly title: string;
  readonly bytes: Uint8Array;
  readonly expected: Seen;
};
/** What of a reply does not depend on whose zone it is. */
export type Seen = {
  readonly rcode: string;
  readonly opcode: number;
  readonly aa: boolean;
  /** The header's reserved bit, RA, AD and CD: none is ours to set. */
  readonly strayFlags: number;
  readonly rd: boolean;
  /** undefined: no OPT. */
  readonly edns: { readonly version: number; readonly dnssecOk: boolean; readonly flags: number } | undefined;
  readonly answers: boolean;
  readonly soaInAuthority: boolean;
};

const NAME = 'com-example.acme.test';
const BASE: Seen = {
  rcode: 'NOERROR',
  opcode: OPCODE.QUERY,
  aa: true,
  strayFlags: 0,
  rd: false,
  edns: undefined,
  answers: true,
  soaInAuthority: false,
};
const NODATA: Seen = { ...BASE, answers: false, soaInAuthority: true };
const V0 = { version: 0, dnssecOk: false, flags: 0 };
const BADVERS: Seen = { ...BASE, rcode: 'BADVERS', aa: false, answers: false, edns: V0 };
const REFUSED: Seen = { ...BASE, rcode: 'REFUSED', aa: false, answers: false };
const SOA = query({ name: 'acme.test', type: TYPE.SOA });
const option = (code: number, ...data: number[]) => ({ code, data: Uint8Array.from(data) });
const soaWith = (edns: Partial<typeof EDNS> | object) =>
  query({ name: 'acme.test', type: TYPE.SOA, message: { edns: { ...EDNS, ...edns } } });

export const PROBES: readonly Probe[] = [
  probe('8.1.1', 'the zone is served', SOA, BASE),
  probe('8.1.2', 'an unknown opcode, with nothing but a header', opcode(15, false), {
    ...REFUSED,
    rcode: 'NOTIMP',
    opcode: 15,
  }),
  probe('8.1.3', 'RD is set', headerBits(SOA, 2, 0x01), { ...BASE, rd: true }),
  probe('8.1.3', 'the reserved bit is set', headerBits(SOA, 3, 0x40), BASE),
  probe('8.1.3', 'AD is set', headerBits(SOA, 3, 0x20), BASE),
  probe('8.1.3', 'CD is set', headerBits(SOA, 3, 0x10), BASE),
  probe('8.1.3', 'TC and AA are set in the question', headerBits(SOA, 2, 0x06), BASE),
  probe('8.2.1', 'EDNS', soaWith({}), { ...BASE, edns: V0 }),
  probe('8.2.2', 'EDNS version 1', soaWith({ version: 1 }), BADVERS),
  probe('8.2.2', 'EDNS version 100', soaWith({ version: 100 }), BADVERS),
  probe('8.2.3', 'an unknown option', soaWith({ options: [option(100)] }), { ...BASE, edns: V0 }),
  probe('8.2.4', 'an unknown EDNS flag', ednsFlags(soaWith({}), 0x40), { ...BASE, edns: V0 }),
  probe('8.2.5', 'version 1 and an unknown flag', ednsFlags(soaWith({ version: 1 }), 0x40), BADVERS),
  probe('8.2.6', 'version 1 and an unknown option', soaWith({ version: 1, options: [option(100)] }), BADVERS),
  probe('8.2.8', 'DO is set', soaWith({ dnssecOk: true }), { ...BASE, edns: { ...V0, dnssecOk: true } }),
  probe(
    '8.2.10',
    'several options',
    soaWith({ options: [option(3), option(10, 1, 2, 3, 4, 5, 6, 7, 8), option(9), option(8, 0, 1, 0, 0)] }),
    { ...BASE, edns: V0 },
  ),
  ...[
    TYPE.A,
    TYPE.AAAA,
    TYPE.MX,
    TYPE.CAA,
    TYPE.DS,
    TYPE.DNSKEY,
    TYPE.HTTPS,
    TYPE.CNAME,
    TYPE.NS,
    666,
    1_000,
  ].map((type) => probe('3.1.2', `type ${type} of a name with TXT`, query({ name: NAME, type }), NODATA)),
  probe(
    '3.1.2',
    'a name that only has names below it',
    query({ name: 'ent.acme.test', type: TYPE.A }),
    NODATA,
  ),
  probe('3.1.2', 'a name that does not exist', query({ name: 'missing.acme.test', type: TYPE.A }), {
    ...NODATA,
    rcode: 'NXDOMAIN',
  }),
  probe('3.1', 'a name elsewhere', query({ name: 'example.test', type: TYPE.SOA }), REFUSED),
  probe('3.1', 'class CH', query({ name: 'acme.test', type: TYPE.SOA, class: 3 }), REFUSED),
  probe(
    '3.1',
    'class CH, a name elsewhere, EDNS',
    query({ name: 'x.test', class: 3, message: { edns: EDNS } }),
    {
      ...REFUSED,
      edns: V0,
    },
  ),
  probe('3.2.2', 'two questions', twice(SOA), { ...REFUSED, rcode: 'FORMERR' }),
  probe('3.2.2', 'a broken OPT', cut(soaWith({ options: [option(100, 1, 2, 3, 4)] }), 2), {
    ...REFUSED,
    rcode: 'FORMERR',
  }),
  probe('3.2.2', 'the same OPT twice', doubleOpt(soaWith({})), { ...REFUSED, rcode: 'FORMERR' }),
  probe('3.1.2', 'a type that is only for questions', query({ name: 'acme.test', type: 200 }), {
    ...REFUSED,
    rcode: 'FORMERR',
  }),
  probe('3.1.2', 'type MAILB', query({ name: 'acme.test', type: 253 }), { ...REFUSED, rcode: 'NOTIMP' }),
];

export function see(reply: Uint8Array): Seen {
  const message = decodeMessage(reply);
  const { edns } = message;
  return {
    rcode: rcodeText(message.rcode),
    opcode: message.opcode,
    aa: message.authoritative,
    strayFlags: (reply[3] ?? 0) & 0xf0,
    rd: message.recursionDesired,
    edns:
      edns === undefined
        ? undefined
        : { version: edns.version, dnssecOk: edns.dnssecOk, flags: optFlags(reply) & 0x7fff },
    answers: message.answers.length > 0,
    soaInAuthority: message.authorities.some(({ type }) => type === TYPE.SOA),
  };
}

function probe(section: string, title: string, bytes: Uint8Array, expected: Seen): Probe {
  return { section, title, bytes, expected };
}

function opcode(code: number, withQuestion: boolean): Uint8Array {
  const bytes = query({ name: 'acme.test', type: TYPE.SOA, message: { opcode: code } });
  return withQuestion ? bytes : encodeMessage({ ...decodeMessage(bytes), questions: [] });
}

function headerBits(bytes: Uint8Array, at: number, bits: number): Uint8Array {
  return bytes.map((byte, i) => (i === at ? byte | bits : byte));
}

/** The lower byte of OPT's flags, where OPT is last and has no options. */
function ednsFlags(bytes: Uint8Array, bits: number): Uint8Array {
  return bytes.map((byte, i) => (i === bytes.length - 3 ? byte | bits : byte));
}

function twice(bytes: Uint8Array): Uint8Array {
  const { questions, ...message } = decodeMessage(bytes);
  return encodeMessage({ ...message, questions: [...questions, ...questions] });
}

function cut(bytes: Uint8Array, end: number): Uint8Array {
  return bytes.subarray(0, bytes.length - end);
}

function doubleOpt(bytes: Uint8Array): Uint8Array {
  const doubled = Uint8Array.from([...bytes, ...bytes.subarray(bytes.length - 11)]);
  doubled[11] = 2;
  return doubled;
}

/** Flags of the OPT record, found as the root's record of its type from the end. */
function optFlags(bytes: Uint8Array): number {
  for (let at = bytes.length - 11; at >= 12; at--) {
    const isOpt = bytes[at] === 0 && bytes[at + 1] === 0 && bytes[at + 2] === TYPE.OPT;
    const length = ((bytes[at + 9] ?? 0) << 8) | (bytes[at + 10] ?? 0);
    if (isOpt && at + 11 + length === bytes.length) return ((bytes[at + 7] ?? 0) << 8) | (bytes[at + 8] ?? 0);
  }
  return 0;
}
