// A secondary's side of a transfer over TCP: asks, checks every signature in its place, and puts the records together.
import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import {
  checkTsigStream,
  CLASS,
  decodeMessage,
  type Message,
  nameFromText,
  type ResourceRecord,
  signTsig,
  type TsigKey,
  TYPE,
  verifyTsig,
} from '../../src/wire/dns/index.ts';
import { lines, query } from './zone.ts';
import { framed } from './zone-client.ts';

export type Transferred = {
  readonly rcode: number;
  /** TSIG's. */
  readonly error: number | undefined;
  readonly messages: number;
  readonly records: readonly ResourceRecord[];
};

/** `serial`: asks for what changed since (IXFR). */
export function transferQuestion(zone: string, key: TsigKey, serial?: number): Uint8Array {
  const soa: ResourceRecord = {
    name: nameFromText(zone),
    type: TYPE.SOA,
    class: CLASS.IN,
    ttl: 0,
    data: {
      kind: 'SOA',
      mname: [],
      rname: [],
      serial: serial ?? 0,
      refresh: 0,
      retry: 0,
      expire: 0,
      minimum: 0,
    },
  };
  const message: Partial<Message> = serial === undefined ? {} : { authorities: [soa] };
  const bytes = query({ name: zone, type: serial === undefined ? TYPE.AXFR : TYPE.IXFR, message });
  return signTsig(bytes, key, { now: Math.floor(Date.now() / 1000) });
}

/** Sends the question and reads until the closing SOA, one that stands alone, or an error. */
export async function transfer(socket: Socket, question: Uint8Array, key: TsigKey): Promise<Transferred> {
  socket.write(framed(question));
  const requestMac = decodeMessage(question).tsig?.mac ?? new Uint8Array(0);
  const records: ResourceRecord[] = [];
  let mac: Uint8Array | undefined;
  let messages = 0;
  for await (const bytes of messagesOf(socket)) {
    const message = decodeMessage(bytes);
    messages++;
    const error = message.tsig?.error;
    if (message.rcode !== 0) return { rcode: message.rcode, error, messages, records };
    if (mac === undefined) {
      const now = Math.floor(Date.now() / 1000);
      const check = verifyTsig(bytes, message, { keyOf: () => key, now, allowSha1: false, requestMac });
      assert.equal(check.outcome, 'signed', 'the first message');
      mac = check.outcome === 'signed' ? check.mac : undefined;
    } else {
      mac = checkTsigStream(bytes, message, key, mac);
      assert.ok(mac !== undefined, `message ${messages} is signed in its place`);
    }
    records.push(...message.answers);
    if (isWhole(records)) return { rcode: 0, error, messages, records };
  }
  return { rcode: -1, error: undefined, messages, records };
}

async function* messagesOf(socket: Socket): AsyncGenerator<Uint8Array> {
  let pending = Buffer.alloc(0);
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    pending = Buffer.concat([pending, chunk as Buffer]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const end = 2 + pending.readUInt16BE(0);
      yield Uint8Array.from(pending.subarray(2, end));
      pending = pending.subarray(end);
    }
  }
}

/** AXFR: two SOAs. IXFR: the newest one three times, for an old one begins what goes; or it is AXFR after all, or SOA alone. */
function isWhole(records: readonly ResourceRecord[]): boolean {
  const serials = records.flatMap(({ data }) => (data.kind === 'SOA' ? [data.serial] : []));
  const [newest] = serials;
  if (records.at(-1)?.data.kind !== 'SOA') return false;
  const isDifference = records[1]?.data.kind === 'SOA' && serials[1] !== newest;
  // the first message of every transfer here has more than SOA, unless nothing has changed
  if (records.length === 1) return true;
  return serials.filter((one) => one === newest).length === (isDifference ? 3 : 2);
}

/** `name TTL TYPE data`, sorted, without SOA. */
export function contents(records: readonly ResourceRecord[]): string[] {
  return lines(records.filter(({ type }) => type !== TYPE.SOA)).toSorted();
}

/** A whole zone's contents, with a difference applied. */
export function applied(before: readonly string[], records: readonly ResourceRecord[]): string[] {
  const zone = new Set(before);
  let adds = false;
  const [first] = records;
  for (const record of records.slice(1, -1)) {
    const { data } = record;
    if (data.kind === 'SOA') adds = first?.data.kind === 'SOA' && data.serial === first.data.serial;
    else for (const line of contents([record])) zone[adds ? 'add' : 'delete'](line);
  }
  return [...zone].toSorted();
}
