// The zone server's core without its sockets: questions in, messages out, each read by our own codec and by dns-packet.
import assert from 'node:assert/strict';
import packet from 'dns-packet';
import { createCookies } from '../../src/delegation/zone/cookies.ts';
import { createRateLimit } from '../../src/delegation/zone/rate-limit.ts';
import { createResponder, type Fetched, REPLY_BUFFER_BYTES } from '../../src/delegation/zone/responder.ts';
import type { Transport, ZoneDelta, ZoneServers, ZoneSettings } from '../../src/delegation/zone/index.ts';
import type { Turns } from '../../src/delegation/zone/turns.ts';
import { createZoneSet, type ZoneSet } from '../../src/delegation/zone/zone-set.ts';
import {
  CLASS,
  decodeMessage,
  encodeMessage,
  newMessage,
  type Message,
  nameFromText,
  nameToText,
  type ResourceRecord,
  TYPE,
  typeText,
} from '../../src/wire/dns/index.ts';

const COOKIE_SECRET = Uint8Array.from(Buffer.from('e5e973e5a6b2a43f48e7dc849e37bfcf', 'hex'));
export const VALUE = 'LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0';
export const VALUE_2 = 'wildcardJQxbmR7SCTNo3tiAXDfowyjxAjEuX0aaaaa';

export const SERVERS: ZoneServers = {
  nameServers: [
    { host: 'ns1.acme.test', addresses: ['192.0.2.53', '2001:db8::53'] },
    { host: 'ns2.elsewhere.test', addresses: ['192.0.2.54'] },
  ],
  mailbox: 'dns.admin@example.test',
};
export const ZONE: ZoneSettings = {
  ...SERVERS,
  name: 'acme.test',
  records: [
    { name: 'acme.test', type: 'CAA', flags: 0, tag: 'issue', value: 'ca.test' },
    { name: 'acme.test', type: 'TXT', text: 'static' },
    { name: 'a.ent.acme.test', type: 'A', address: '192.0.2.1' },
    { name: 'alias.acme.test', type: 'CNAME', target: 'com-example.acme.test' },
    { name: 'alias2.acme.test', type: 'CNAME', target: 'alias.acme.test' },
    { name: 'away.acme.test', type: 'CNAME', target: 'www.elsewhere.test' },
    { name: 'nowhere.acme.test', type: 'CNAME', target: 'missing.acme.test' },
    { name: 'loop1.acme.test', type: 'CNAME', target: 'loop2.acme.test' },
    { name: 'loop2.acme.test', type: 'CNAME', target: 'loop1.acme.test' },
  ],
};
/** What the tests find: a name with a value, one with many, one that is idle, and a zone of its own. */
export const NAMES: readonly ZoneDelta[] = [
  { sequence: 11, zone: 'acme.test', label: 'com-example', values: [VALUE, VALUE_2] },
  { sequence: 12, zone: 'acme.test', label: 'com-big', values: manyValues(128) },
  { sequence: 13, zone: 'acme.test', label: 'com-idle', values: [] },
  { sequence: 14, zone: '_acme-challenge.www.example.test', label: '', values: [VALUE] },
  { sequence: 15, zone: '_acme-challenge.idle.example.test', label: '', values: [] },
];

export function manyValues(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${VALUE.slice(0, 40)}${String(i).padStart(3, '0')}`);
}

export type Ask = {
  readonly name: string;
  readonly type?: number;
  readonly class?: number;
  /** Fields of the header and of EDNS; without `edns` there is none. */
  readonly message?: Partial<Message>;
  readonly address?: string;
  readonly transport?: Transport;
  readonly nowMs?: number;
};
export type TestZone = {
  readonly zones: ZoneSet;
  ask(ask: Ask): Message;
  /** Undefined: no answer. */
  send(bytes: Uint8Array, options?: Omit<Ask, 'name'>): Uint8Array | undefined;
};

export const EDNS = { udpSize: 1232, extendedRcode: 0, version: 0, dnssecOk: false, options: [] } as const;

export function testZone(
  options: {
    readonly zones?: readonly ZoneSettings[];
    readonly onDemand?: ZoneServers;
    readonly deltas?: readonly ZoneDelta[];
    readonly perSecond?: number;
    readonly onFetch?: Fetched;
    readonly turns?: Turns;
  } = {},
): TestZone {
  const zones = createZoneSet({
    zones: options.zones ?? [ZONE],
    onDemand: options.onDemand ?? SERVERS,
    seed: 64,
  });
  for (const delta of options.deltas ?? NAMES) zones.apply(delta);
  const responder = createResponder({
    zones,
    cookies: createCookies([COOKIE_SECRET]),
    rate: createRateLimit(options.perSecond ?? 0, 7),
    onFetch: options.onFetch ?? (() => {}),
    ...(options.turns && { turns: options.turns }),
  });
  const out = new Uint8Array(REPLY_BUFFER_BYTES);
  return { zones, ask, send };

  function send(bytes: Uint8Array, ask: Omit<Ask, 'name'> = {}): Uint8Array | undefined {
    const { address = '192.0.2.77', transport = 'udp', nowMs = 1_559_731_985_000 } = ask;
    const size = responder.respond(bytes, bytes.length, address, transport, nowMs, out);
    return size <= 0 ? undefined : out.slice(0, size);
  }

  function ask(ask: Ask): Message {
    const bytes = send(query(ask), ask);
    assert.ok(bytes !== undefined, 'an answer');
    packet.decode(Buffer.from(bytes));
    return decodeMessage(bytes);
  }
}

export function query({ name, type = TYPE.TXT, class: klass = CLASS.IN, message }: Ask): Uint8Array {
  return encodeMessage(
    newMessage({
      id: 4711,
      questions: [{ name: nameFromText(name), type, class: klass }],
      ...message,
    }),
  );
}

/** `name TTL TYPE data`, in the order received. */
export function lines(records: readonly ResourceRecord[]): string[] {
  return records.map(
    (record) => `${nameToText(record.name)} ${record.ttl} ${typeText(record.type)} ${dataText(record)}`,
  );
}

function dataText({ data }: ResourceRecord): string {
  if (data.kind === 'TXT') return data.strings.map((string) => Buffer.from(string).toString()).join('|');
  if (data.kind === 'A' || data.kind === 'AAAA') return Buffer.from(data.address).toString('hex');
  if (data.kind === 'NS' || data.kind === 'CNAME') return nameToText(data.target);
  if (data.kind === 'CAA') return `${data.flags} ${data.tag} ${Buffer.from(data.value).toString()}`;
  if (data.kind === 'unknown') return Buffer.from(data.bytes).toString('latin1');
  if (data.kind !== 'SOA') return data.kind;
  const { mname, rname, serial, refresh, retry, expire, minimum } = data;
  return [nameToText(mname), nameToText(rname), serial, refresh, retry, expire, minimum].join(' ');
}
