import type { Clock, Log } from '../../../core/index.ts';
import {
  decodeMessage,
  DnsError,
  encodeMessage,
  type Message,
  nameKey,
  OPCODE,
  RCODE,
  signTsigReply,
  TSIG_ERROR,
  type TsigCheck,
  verifyTsig,
} from '../../../wire/dns/index.ts';
import { createFailureBudget } from '../failures.ts';
import { answerFacade, type Soa } from './facade.ts';
import { createHints } from './hints.ts';
import { UPDATE_BYTES_MAX } from './limits.ts';
import { refuse } from './refusal.ts';
import { createReplayGuard } from './replay.ts';
import { refusalText, replyTo } from './reply.ts';
import { createTurns } from './turns.ts';
import type { UpdateClient, UpdateKeys, UpdateRefusal, Values } from './types.ts';
import { runUpdate, type Zones } from './update.ts';

export type UpdateParts = {
  readonly keys: UpdateKeys;
  readonly values: Values;
  readonly zones: Zones;
  /** What the facade says of a zone: its primary server and the person responsible. */
  readonly soa: Soa;
  /** HMAC-SHA-1 is for clients that have nothing better (RFC 8945 section 6). */
  readonly allowSha1: boolean;
  readonly clock: Clock;
  readonly log: Log;
};

/** Where a message came in: on a name server's own listener, or on the facade, which plays the customers' zones. */
export type Listener = 'zone' | 'facade';

export type UpdateEntrance = {
  /**
   * The reply to one message, over UDP or TCP; undefined where none may be sent. On a zone's listener only UPDATE is for this
   * entrance; at the facade it is everything. `source`: the address that it came from. Never rejects.
   */
  answer(bytes: Uint8Array, source: string, listener: Listener): Promise<Uint8Array | undefined>;
  /**
   * Of a question with a TSIG, and the reply that a name server has for it: that reply, signed; where the signature is wrong, what TSIG
   * has to say. Never rejects.
   */
  sign(bytes: Uint8Array, reply: Uint8Array, source: string): Promise<Uint8Array | undefined>;
};

/**
 * UPDATE (RFC 2136) with TSIG (RFC 8945): who signs with a client's key changes the challenges that the client's rules cover. What was
 * signed before the entrance was made is not taken: it may be a message that was carried out by its predecessor.
 */
export function createUpdateEntrance(parts: UpdateParts): UpdateEntrance {
  const { keys, clock, log, allowSha1 } = parts;
  const since = seconds(clock);
  const guard = createReplayGuard<Promise<UpdateRefusal | undefined>>();
  const turns = createTurns();
  const failures = createFailureBudget(clock);
  const hint = createHints(log);

  async function reply(message: Message, bytes: Uint8Array, source: string, listener: Listener) {
    const { tsig, opcode } = message;
    const isUpdate = opcode === OPCODE.UPDATE;
    if (!isUpdate && (listener === 'zone' || opcode !== OPCODE.QUERY)) {
      return encodeMessage(replyTo(message, refuse(RCODE.NOTIMP, 'not-soa')));
    }
    if (tsig === undefined) return encodeMessage(isUpdate ? refusal(message, UNSIGNED) : question(message));
    const name = nameKey(tsig.name);
    if (!failures.admits(source, name)) return encodeMessage(refusal(message, TOO_MANY_FAILURES, source));
    const found = await keys.find(name);
    const now = seconds(clock);
    let check = verifyTsig(bytes, message, { keyOf: () => found?.key, now, allowSha1 });
    failures.tell(source, name, check.outcome === 'signed');
    if (isUpdate && tsig.timeSigned < since) check = tooEarly(check);
    let answer: Message;
    if (check.outcome !== 'signed' || found === undefined) {
      const { rcode, reason } = check.outcome === 'refused' ? check : UNSIGNED;
      hint(reason, found?.client.name);
      answer = refusal(message, refuse(rcode, reason), source, found?.client.name);
    } else if (isUpdate) {
      const { client } = found;
      answer = refusal(
        message,
        await carryOut(message, check, { client, source }, listener),
        source,
        client.name,
      );
    } else answer = question(message);
    const unsigned = encodeMessage(answer);
    return check.outcome === 'none' ? unsigned : signTsigReply(unsigned, tsig, check, now);
  }

  /** Once for each message, whatever is sent again. */
  async function carryOut(message: Message, check: Signed, who: UpdateClient, listener: Listener) {
    const seen = { key: nameKey(check.key.name), mac: check.mac };
    const admitted = guard.admit(seen, clock.now(), async () => {
      try {
        const turn = turns.take(who.client.id, () => runUpdate(message, who, parts, listener));
        return turn === undefined ? BUSY : await turn;
      } catch (error) {
        log.error({ err: error, client: who.client.name }, 'an update failed');
        return refuse(RCODE.SERVFAIL, 'failed');
      }
    });
    if (admitted.outcome === 'full') return refuse(RCODE.REFUSED, 'too-many-updates');
    const found = await admitted.value;
    // what failed for want of our own may come again, and be done
    if (admitted.outcome === 'new' && found?.rcode === RCODE.SERVFAIL) guard.forget(seen);
    return found;
  }

  function question(message: Message): Message {
    return answerFacade(message, parts.zones.all(), parts.soa);
  }

  function refusal(message: Message, found?: UpdateRefusal, source?: string, client?: string): Message {
    if (found !== undefined) {
      const { rcode, reason } = found;
      log.debug({ client, source, rcode, reason, text: refusalText(found) }, 'an update was refused');
    }
    return replyTo(message, found);
  }

  async function signed(message: Message, bytes: Uint8Array, unsigned: Uint8Array, source: string) {
    const { tsig } = message;
    if (tsig === undefined) return unsigned;
    const name = nameKey(tsig.name);
    if (!failures.admits(source, name)) return encodeMessage(refusal(message, TOO_MANY_FAILURES, source));
    const found = await keys.find(name);
    const now = seconds(clock);
    const check = verifyTsig(bytes, message, { keyOf: () => found?.key, now, allowSha1 });
    failures.tell(source, name, check.outcome === 'signed');
    if (check.outcome === 'none') return unsigned;
    if (check.outcome === 'signed') return signTsigReply(unsigned, tsig, check, now);
    hint(check.reason, found?.client.name);
    const refused = refusal(message, refuse(check.rcode, check.reason), source, found?.client.name);
    return signTsigReply(encodeMessage(refused), tsig, check, now);
  }

  async function guarded(bytes: Uint8Array, work: () => Promise<Uint8Array>) {
    if (bytes.length < HEADER_BYTES || ((bytes[2] ?? 0) & RESPONSE) !== 0) return undefined;
    try {
      return bytes.length > UPDATE_BYTES_MAX ? formErr(bytes) : await work();
    } catch (error) {
      if (error instanceof DnsError) return formErr(bytes);
      log.error({ err: error }, 'an update could not be answered');
      return undefined;
    }
  }

  return {
    answer: (bytes, source, listener) =>
      guarded(bytes, () => reply(decodeMessage(bytes), bytes, source, listener)),
    sign: (bytes, unsigned, source) =>
      guarded(bytes, () => signed(decodeMessage(bytes), bytes, unsigned, source)),
  };
}

type Signed = Extract<TsigCheck, { outcome: 'signed' }>;

const UNSIGNED = refuse(RCODE.REFUSED, 'unsigned');
const BUSY = refuse(RCODE.SERVFAIL, 'too-many-updates');
const TOO_MANY_FAILURES = refuse(RCODE.REFUSED, 'too-many-failures');
const HEADER_BYTES = 12;
const RESPONSE = 0x80;

/** The header alone: nothing else of the message was understood. */
function formErr(bytes: Uint8Array): Uint8Array {
  const reply = new Uint8Array(HEADER_BYTES);
  reply.set(bytes.subarray(0, 3));
  reply[2] = ((reply[2] ?? 0) & OPCODE_BITS) | RESPONSE;
  reply[3] = RCODE.FORMERR;
  return reply;
}

const OPCODE_BITS = 0x78;

/** BADTIME for what is right but for its time; what is wrong stays so. */
function tooEarly(check: TsigCheck): TsigCheck {
  if (check.outcome !== 'signed') return check;
  const { key } = check;
  return { outcome: 'refused', reason: 'time', rcode: RCODE.NOTAUTH, error: TSIG_ERROR.BADTIME, key };
}

function seconds(clock: Clock): number {
  return Math.floor(clock.now() / 1000);
}
