import {
  createTsigStream,
  decodeMessage,
  DnsError,
  encodeMessage,
  type Message,
  nameEquals,
  nameKey,
  RCODE,
  type ResourceRecord,
  signTsig,
  signTsigReply,
  type TsigCheck,
  TYPE,
  verifyTsig,
} from '../../wire/dns/index.ts';
import type { HandingOn } from './handing-on.ts';
import { TRANSFERS_MAX, TRANSFERS_PER_SECONDARY, UDP_BYTES_MAX } from './limits.ts';
import type { FromWorker } from './protocol.ts';
import { soaRecord } from './transfer-records.ts';
import type { Transfers, TransferSink } from './transfer.ts';
import type { HandedOn, Secondary } from './types.ts';
import type { Zone, ZoneSet } from './zone-set.ts';

type Send = (reply: Uint8Array | undefined) => void;
type Write = (reply: Uint8Array) => Promise<boolean>;
type Signed = Extract<TsigCheck, { outcome: 'signed' }>;
/** A question with a signature that counts. */
type Asked = { readonly message: Message; readonly check: Signed; readonly secondary: Secondary };

/**
 * Signed questions of secondaries, answered in this thread: transfers of the zones that are theirs, and signatures for everything else
 * they ask. What is signed with another key goes on to `other`, or, where nobody else takes it, is answered as if it were not signed; but
 * a transfer is refused by its signature (RFC 8945 section 5.3).
 */
export function createSecondaryEntrance(parts: {
  readonly secondaries: readonly Secondary[];
  readonly zones: Pick<ZoneSet, 'zoneNamed'>;
  readonly transfers: Transfers;
  readonly other: HandingOn | undefined;
  readonly say: (message: Extract<FromWorker, { kind: 'transfer' }>) => void;
  readonly now: () => number;
}): HandingOn {
  const { secondaries, zones, transfers, other, say } = parts;
  const underWay = new Map<Secondary, number>();
  return {
    take: (number, reply) => other?.take(number, reply),
    give(handed, send, write) {
      const { reply } = handed;
      if (reply === undefined) return other?.give(handed, send) ?? false;
      const message = read(handed.bytes);
      const own =
        message?.tsig && secondaries.filter(({ key }) => nameEquals(key.name, message.tsig?.name ?? []));
      if (message?.tsig === undefined || own === undefined || own.length === 0) {
        if (other !== undefined) return other.give(handed, send, write);
        answerStranger(message, handed, reply, send);
        return true;
      }
      const now = seconds();
      const settings = { keyOf: () => own[0]?.key, now, allowSha1: false };
      const check = verifyTsig(handed.bytes, message, settings);
      if (check.outcome === 'none') return false;
      if (check.outcome === 'refused') {
        tell(message, handed, undefined, check.reason);
        send(signTsigReply(withCode(reply, check.rcode), message.tsig, check, now));
        return true;
      }
      const secondary = own.find(({ addresses }) => addresses.includes(handed.address));
      if (!isTransfer(message)) send(signReply(reply, message, check, now));
      else if (secondary === undefined) {
        tell(message, handed, own[0], 'address');
        send(signReply(withCode(reply, RCODE.REFUSED), message, check, now));
      } else answerTransfer({ message, check, secondary }, handed, reply, send, write);
      return true;
    },
  };

  /** Nobody's key, or none that can be read. */
  function answerStranger(
    message: Message | undefined,
    handed: HandedOn,
    reply: Uint8Array,
    send: Send,
  ): void {
    if (message?.tsig === undefined || !isTransfer(message)) return send(reply);
    tell(message, handed, undefined, 'unknown-key');
    const check = verifyTsig(handed.bytes, message, {
      keyOf: () => undefined,
      now: seconds(),
      allowSha1: false,
    });
    if (check.outcome !== 'refused') return send(reply);
    send(signTsigReply(withCode(reply, check.rcode), message.tsig, check, seconds()));
  }

  function answerTransfer(
    asked: Asked,
    handed: HandedOn,
    reply: Uint8Array,
    send: Send,
    write: Write | undefined,
  ): void {
    const { message, check, secondary } = asked;
    const [question] = message.questions;
    const found = question && zones.zoneNamed(nameKey(question.name));
    if (question === undefined || found === undefined || !isTheirs(secondary, found.zone)) {
      tell(message, handed, secondary, 'zone');
      return send(signReply(withCode(reply, RCODE.NOTAUTH), message, check, seconds()));
    }
    const { zone, apex } = found;
    if (write === undefined) {
      // RFC 5936 section 4.2: AXFR is for TCP; RFC 1995 section 2: what does not fit is SOA alone, and TCP is tried
      if (question.type === TYPE.AXFR) return send(signReply(reply, message, check, seconds()));
      const bytes = encodeMessage(responseTo(message, [soaRecord(zone, zone.serial)], true));
      return send(signReply(bytes, message, check, seconds()));
    }
    const ofThis = underWay.get(secondary) ?? 0;
    const all = [...underWay.values()].reduce((sum, count) => sum + count, 0);
    if (ofThis >= TRANSFERS_PER_SECONDARY || all >= TRANSFERS_MAX) {
      tell(message, handed, secondary, 'too-many');
      return send(signReply(withCode(reply, RCODE.SERVFAIL), message, check, seconds()));
    }
    underWay.set(secondary, ofThis + 1);
    void transfer(asked, zone, apex, handed.address, send, write).finally(() => {
      underWay.set(secondary, (underWay.get(secondary) ?? 1) - 1);
    });
  }

  async function transfer(
    { message, check, secondary }: Asked,
    zone: Zone,
    apex: number,
    address: string,
    send: Send,
    write: Write,
  ): Promise<void> {
    const { serial } = zone;
    const stream = createTsigStream(check.key, message.tsig?.mac ?? new Uint8Array(0));
    let first = true;
    let records = 0;
    const sink: TransferSink = async (lot, last) => {
      const bytes = stream.sign(encodeMessage(responseTo(message, lot, first)), seconds());
      first = false;
      records += lot.length;
      if (!last) return write(bytes);
      send(bytes);
      return true;
    };
    const has = knownSerial(message);
    const end =
      has === undefined
        ? await transfers.whole(zone, apex, sink)
        : await transfers.since(zone, apex, has, sink);
    if (end !== 'done') send(undefined); // what is not whole ends with its connection
    const from = has ?? null;
    const kind = 'transfer';
    say({ kind, zone: zone.name, secondary: secondary.name, address, serial, from, records, end });
  }

  /** Of what was refused. */
  function tell(message: Message, handed: HandedOn, secondary: Secondary | undefined, end: string): void {
    if (!isTransfer(message)) return;
    const [question] = message.questions;
    const zone = question === undefined ? '' : nameKey(question.name);
    const who = { secondary: secondary?.name ?? null, address: handed.address };
    say({ kind: 'transfer', zone, ...who, serial: 0, from: null, records: 0, end });
  }

  function seconds(): number {
    return Math.floor(parts.now() / 1000);
  }
}

function isTheirs({ zones }: Secondary, zone: Zone): boolean {
  return zone.compiled.key === undefined && (zones === undefined || zones.includes(zone.name));
}

function isTransfer({ questions: [question] }: Message): boolean {
  return question?.type === TYPE.AXFR || question?.type === TYPE.IXFR;
}

/** RFC 1995 section 3: in the authority section; undefined for AXFR, and for an IXFR that does not say. */
function knownSerial({ questions: [question], authorities }: Message): number | undefined {
  if (question?.type !== TYPE.IXFR) return undefined;
  const data = authorities[0]?.data;
  return data?.kind === 'SOA' ? data.serial : undefined;
}

function responseTo(request: Message, answers: readonly ResourceRecord[], first: boolean): Message {
  return {
    id: request.id,
    response: true,
    opcode: request.opcode,
    authoritative: true,
    truncated: false,
    recursionDesired: false,
    recursionAvailable: false,
    authenticData: false,
    checkingDisabled: false,
    rcode: RCODE.NOERROR,
    // RFC 5936 section 2.2.1: in the first message only
    questions: first ? request.questions : [],
    answers,
    authorities: [],
    additionals: [],
    // RFC 5936 section 2.2.5: in the first message, where it was in the question
    ...(first && request.edns && { edns: { ...OWN_EDNS, dnssecOk: request.edns.dnssecOk } }),
  };
}

const OWN_EDNS = { udpSize: UDP_BYTES_MAX, extendedRcode: 0, version: 0, options: [] } as const;

function signReply(reply: Uint8Array, { tsig }: Message, { key }: Signed, now: number): Uint8Array {
  return signTsig(reply, key, { now, requestMac: tsig?.mac ?? new Uint8Array(0) });
}

/** The same reply with another code; all of ours here are below 16. */
function withCode(reply: Uint8Array, rcode: number): Uint8Array {
  const coded = Uint8Array.from(reply);
  coded[3] = ((coded[3] ?? 0) & 0xf0) | rcode;
  return coded;
}

function read(bytes: Uint8Array): Message | undefined {
  try {
    return decodeMessage(bytes);
  } catch (error) {
    if (error instanceof DnsError) return undefined;
    throw error;
  }
}
