// Name servers that mean harm. Each gets a query's bytes and says what goes back, as raw bytes or as messages of our codec.
import { randomBytes } from 'node:crypto';
import {
  CLASS,
  decodeMessage,
  encodeMessage,
  type Message,
  type Name,
  nameFromText,
  nameToText,
  type RecordData,
  type ResourceRecord,
  TYPE,
} from '../../../src/wire/dns/index.ts';
import { dns01Digest } from '../../../src/validation/index.ts';
import { KEY_AUTHORIZATION } from './tls.ts';

type Channel = {
  readonly transport: 'udp' | 'tcp';
  /** As the asked server. */
  readonly send: (bytes: Uint8Array) => void;
  /** Over UDP, from another port of the same machine. */
  readonly sendElsewhere: (bytes: Uint8Array) => void;
  /** Over TCP, without a length before it. */
  readonly sendRaw: (bytes: Uint8Array) => void;
};
export type Answer = (query: Uint8Array, channel: Channel) => void;

const HEADER_BYTES = 12;
const DRIP_MS = 5;
const FLOOD = 2_000;
const PROOF = dns01Digest(KEY_AUTHORIZATION);

export const DNS: Readonly<Record<string, Answer>> = {
  'a name that points to itself': raw((at) => [pointer(at)]),
  'pointers in a ring': raw((at) => [pointer(at + 2), pointer(at)]),
  'a pointer forward': raw((at) => [pointer(at + 4)]),
  'a long chain of pointers': overTcp((query) => {
    const end = questionEnd(query);
    const links = Array.from({ length: 8_000 }, (_, i) => pointer(end + 2 * Math.max(0, i - 1)));
    return Buffer.concat([headerFor(query, 1), query.subarray(HEADER_BYTES, end), ...links]);
  }),
  'names that unfold': overTcp((query) => {
    // one name of 127 labels, and as many records as fit that have it as their owner by a pointer
    const end = questionEnd(query);
    const name = Buffer.concat([
      ...Array.from({ length: 120 }, () => Buffer.from([1, 97])),
      Buffer.from([0]),
    ]);
    const fixed = Buffer.from([0, TYPE.NS, 0, CLASS.IN, 0, 0, 0, 60, 0, 2]);
    const first = Buffer.concat([name, fixed, pointer(end)]);
    const others = Array.from({ length: 4_500 }, () => Buffer.concat([pointer(end), fixed, pointer(end)]));
    return Buffer.concat([headerFor(query, 4_501), query.subarray(HEADER_BYTES, end), first, ...others]);
  }),
  'more records announced than there are': (query, { send }) =>
    send(Buffer.concat([headerFor(query, 65_535), query.subarray(HEADER_BYTES, questionEnd(query))])),
  '64 kB of TXT with the proof at its end': overTcp((query) => txt(query, [...strings(240), PROOF])),
  '64 kB of TXT without the proof': overTcp((query) => txt(query, strings(240))),
  'thousands of addresses': overTcp((query) => {
    const message = decodeMessage(query);
    const [question] = message.questions;
    const data = (i: number): RecordData =>
      question?.type === TYPE.AAAA
        ? { kind: 'AAAA', address: Uint8Array.from([0xfe, 0x80, ...Array(12).fill(0), i >> 8, i & 0xff]) }
        : { kind: 'A', address: Uint8Array.from([169, 254, i >> 8, i & 0xff]) };
    const answers = Array.from({ length: 2_200 }, (_, i) => owned(message, data(i)));
    return encodeMessage({ ...reply(message), answers }, { maxSize: 65_535 });
  }),
  'wrong ids without end, and nothing else': (query, { transport, send }) => {
    if (transport === 'udp') for (let i = 0; i < FLOOD; i++) send(wrongId(answered(query), i));
  },
  'wrong ids, and the truth over TCP': (query, { transport, send }) => {
    if (transport === 'tcp') send(answered(query));
    else for (let i = 0; i < FLOOD; i++) send(wrongId(answered(query), i));
  },
  'another source, then the truth': (query, { transport, send, sendElsewhere }) => {
    if (transport === 'udp') for (let i = 0; i < FLOOD; i++) sendElsewhere(answered(query, 'a lie'));
    setTimeout(() => send(answered(query)), 20);
  },
  'another question, without end': (query, { transport, send }) => {
    if (transport === 'udp') for (let i = 0; i < FLOOD; i++) send(otherName(query));
  },
  garbage: (_, { send }) => {
    for (let i = 0; i < FLOOD; i++) send(randomBytes(1_200));
  },
  'a CNAME to itself': aliases((name) => name),
  'CNAMEs without end': aliases((name) =>
    nameFromText(`${Math.random().toString(36).slice(2)}.${nameToText(name).split('.').slice(-2).join('.')}`),
  ),
  'a chain of 500 CNAMEs in one answer': overTcp((query) => {
    const message = decodeMessage(query);
    const at = (i: number) =>
      i === 0 ? (message.questions[0]?.name ?? []) : nameFromText(`c${i}.hostile.test`);
    const answers = Array.from({ length: 500 }, (_, i) => ({
      ...owned(message, { kind: 'CNAME', target: at(i + 1) }),
      name: at(i),
    }));
    return encodeMessage({ ...reply(message), answers }, { maxSize: 65_535 });
  }),
  'referrals without end': referral((labels, depth) => {
    const zone = labels.slice(-depth);
    return { zone, servers: [['ns', ...zone].join('.')], glue: true };
  }),
  'a referral to the same zone': referral((labels) => {
    const zone = labels.slice(-1);
    return { zone, servers: [['ns', ...zone].join('.')], glue: true };
  }),
  'a referral upwards': referral(() => ({ zone: [], servers: ['ns'], glue: true })),
  'two zones that point at each other': referral((labels) => ({
    zone: labels.slice(-1),
    servers: [labels.at(-1) === 'test' ? 'ns.other' : 'ns.test'],
    glue: false,
  })),
  // each of them in a zone that has a thousand as well (NXNSAttack, CVE-2020-12662)
  'a thousand name servers without addresses': referral((labels) => ({
    zone: labels.slice(-1),
    servers: Array.from({ length: 1_000 }, (_, i) => `n${i}.${labels.at(-1)?.slice(0, 8) ?? ''}${i % 7}`),
    glue: false,
  })),
  'five silent servers': () => {},
  'truncation, and silence over TCP': (query, { transport, send }) => {
    if (transport === 'udp') send(truncated(query));
  },
  'truncation, and a drip over TCP': (query, { transport, send, sendRaw }) => {
    if (transport === 'udp') return send(truncated(query));
    const bytes = framed(answered(query));
    let at = 0;
    const timer = setInterval(() => {
      sendRaw(bytes.subarray(at, ++at));
      if (at >= 60) clearInterval(timer); // never whole
    }, DRIP_MS);
  },
  'truncation, and a flood over TCP': (query, { transport, send, sendRaw }) => {
    if (transport === 'udp') return send(truncated(query));
    const junk = Buffer.alloc(65_536, 0xff);
    for (let i = 0; i < 256; i++) sendRaw(junk);
  },
};

/** The reply with this after its question, one record announced. */
function raw(tail: (at: number) => readonly Uint8Array[]): Answer {
  return (query, { send }) => {
    const end = questionEnd(query);
    send(
      Buffer.concat([headerFor(query, 1), query.subarray(HEADER_BYTES, end), ...tail(end), Buffer.alloc(10)]),
    );
  };
}

function overTcp(answer: (query: Uint8Array) => Uint8Array): Answer {
  return (query, { transport, send }) => send(transport === 'udp' ? truncated(query) : answer(query));
}

/** Each CNAME in a message of its own. */
function aliases(next: (name: Name) => Name): Answer {
  return (query, { send }) => {
    const message = decodeMessage(query);
    const target = next(message.questions[0]?.name ?? []);
    send(encodeMessage({ ...reply(message), answers: [owned(message, { kind: 'CNAME', target })] }));
  };
}

/** `servers`: their whole names. */
type Cut = { readonly zone: readonly string[]; readonly servers: readonly string[]; readonly glue: boolean };

/** Referrals one label deeper each time that the same name is asked for; glue is this machine. */
function referral(cutOf: (labels: readonly string[], depth: number) => Cut): Answer {
  const depths = new Map<string, number>();
  return (query, { transport, send }) => {
    const message = decodeMessage(query);
    const text = nameToText(message.questions[0]?.name ?? [])
      .toLowerCase()
      .replace(/\.$/, '');
    const depth = (depths.get(text) ?? 0) + 1;
    depths.set(text, depth);
    const { zone, servers, glue } = cutOf(text.split('.'), depth);
    const owner = nameFromText(zone.join('.') || '.');
    const base = { type: TYPE.NS, class: CLASS.IN, ttl: 60 };
    const authorities = servers.map(
      (server): ResourceRecord => ({
        ...base,
        name: owner,
        data: { kind: 'NS', target: nameFromText(server) },
      }),
    );
    const additionals = glue
      ? servers.map(
          (server): ResourceRecord => ({
            ...base,
            type: TYPE.A,
            name: nameFromText(server),
            data: { kind: 'A', address: Uint8Array.of(127, 0, 0, 1) },
          }),
        )
      : [];
    const whole = encodeMessage(
      { ...reply(message), authoritative: false, authorities, additionals },
      { maxSize: 65_535 },
    );
    send(transport === 'udp' && whole.length > 1_232 ? truncated(query) : whole);
  };
}

function reply(message: Message): Message {
  return { ...message, response: true, authoritative: true, answers: [], authorities: [], additionals: [] };
}

function owned(message: Message, data: RecordData): ResourceRecord {
  return {
    name: message.questions[0]?.name ?? [],
    type: TYPE[data.kind as keyof typeof TYPE],
    class: CLASS.IN,
    ttl: 60,
    data,
  };
}

function txt(query: Uint8Array, texts: readonly string[]): Uint8Array {
  const message = decodeMessage(query);
  const answers = texts.map((text) =>
    owned(message, { kind: 'TXT', strings: [Uint8Array.from(Buffer.from(text))] }),
  );
  return encodeMessage({ ...reply(message), answers }, { maxSize: 65_535 });
}

function strings(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${i} `.padEnd(250, 'x'));
}

/** What the question wants: the proof, or this text. */
function answered(query: Uint8Array, text = PROOF): Uint8Array {
  return txt(query, [text]);
}

function truncated(query: Uint8Array): Uint8Array {
  return encodeMessage({ ...reply(decodeMessage(query)), truncated: true });
}

function wrongId(bytes: Uint8Array, i: number): Uint8Array {
  const wrong = Uint8Array.from(bytes);
  wrong[0] = (wrong[0] ?? 0) ^ (1 + (i & 0x7f));
  return wrong;
}

function otherName(query: Uint8Array): Uint8Array {
  const message = decodeMessage(query);
  const questions = message.questions.map((question) => ({ ...question, name: nameFromText('other.test') }));
  return encodeMessage({ ...reply(message), questions });
}

function framed(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

function headerFor(query: Uint8Array, answers: number): Uint8Array {
  const header = Buffer.from(query.subarray(0, HEADER_BYTES));
  header.set([0x84, 0, 0, 1, answers >> 8, answers & 0xff, 0, 0, 0, 0], 2);
  return header;
}

function questionEnd(query: Uint8Array): number {
  let at = HEADER_BYTES;
  while ((query[at] ?? 0) !== 0) at += 1 + (query[at] ?? 0);
  return at + 5;
}

function pointer(to: number): Uint8Array {
  return Uint8Array.of(0xc0 | ((to >> 8) & 0x3f), to & 0xff);
}
