import {
  CLASS,
  createRequestView,
  OPCODE,
  RCODE,
  readRequest,
  type RequestView,
} from '../../wire/dns/index.ts';
import { answer, refuseClass, refuseOpcode, type Subject } from './answer.ts';
import type { Cookies } from './cookies.ts';
import { TSIG_ROOM, UDP_BYTES_MAX, UDP_BYTES_MIN } from './limits.ts';
import { NONE } from './name-tree.ts';
import { networkOf, type RateLimit } from './rate-limit.ts';
import { createSignPlan } from './sign-plan.ts';
import { createSigning } from './signing.ts';
import { ENDLESS_TURNS, type Turns } from './turns.ts';
import { beginReply, createReply, endReply, type Reply, truncate } from './reply.ts';
import type { Transport } from './types.ts';
import type { ZoneSet } from './zone-set.ts';

const MESSAGE_BYTES_MAX = 65_535;
/** What an answer may be written into: one that does not fit is noticed before it is written. */
export const REPLY_BUFFER_BYTES = 65_536;

/** Where live values went: `node` and `apex` for `ZoneSet.nameOf`. */
export type Fetched = (
  node: number,
  apex: number,
  values: number,
  address: string,
  transport: Transport,
) => void;

/** Instead of a length: the reply needs signatures, and is to be asked for again in a turn of its own. */
export const LATER = -1;
/** `again`: after `LATER`; `last`: not to come again, but to be truncated. */
export type Attempt = 'first' | 'again' | 'last';

/**
 * From a message to its reply: what is no question is refused, what is one is answered from the zones, and what a flood asks is
 * answered in so few bytes that nobody is hurt by it. No memory is taken for an answer.
 */
export type Responder = {
  /**
   * Writes the reply to the first `length` bytes of `bytes` into `out` and returns its length; or 0 where none may be sent, or `LATER`.
   * Whatever comes, it does not throw, and over UDP no reply is longer than 1232 bytes, nor than the client said it takes.
   */
  respond(
    bytes: Uint8Array,
    length: number,
    address: string,
    transport: Transport,
    nowMs: number,
    out: Uint8Array,
    attempt?: Attempt,
  ): number;
  /** Asks for a turn after `LATER`. False: there is none to be had; `answer` is not called. */
  wait(transport: Transport, answer: () => void): boolean;
  /**
   * Of the message answered last: to be handed on whole; `signed`, with the reply that was written. Always `no` where nothing is
   * handed on.
   */
  handsOn(): 'no' | 'update' | 'signed';
};

export function createResponder(parts: {
  readonly zones: ZoneSet;
  readonly cookies: Cookies;
  readonly rate: RateLimit;
  readonly onFetch: Fetched;
  /** `signed`: what is signed alone, and no updates. */
  readonly handsOn?: boolean | 'signed';
  readonly turns?: Turns;
  readonly chance?: () => number;
}): Responder {
  const { zones, cookies, rate, onFetch } = parts;
  const turns = parts.turns ?? ENDLESS_TURNS;
  const signing = createSigning({ zones, turns, chance: parts.chance ?? Math.random });
  const plan = createSignPlan();
  const mayHandOn = parts.handsOn ?? false;
  /** A flood does not reach the other thread; an honest client comes by TCP. */
  let limited = false;
  const request = createRequestView();
  const reply = createReply();
  const subject: Subject = { node: NONE, apex: NONE, values: 0, valuesAt: NONE };
  return { respond, handsOn, wait: (transport, answer) => turns.wait(transport, answer) };

  function handsOn(): 'no' | 'update' | 'signed' {
    if (mayHandOn === false || limited) return 'no';
    if (request.opcode === OPCODE.UPDATE) return mayHandOn === true ? 'update' : 'no';
    return request.opcode === OPCODE.QUERY && request.signed ? 'signed' : 'no';
  }

  function respond(
    bytes: Uint8Array,
    length: number,
    address: string,
    transport: Transport,
    nowMs: number,
    out: Uint8Array,
    attempt: Attempt = 'first',
  ): number {
    const state = readRequest(request, bytes, length);
    if (state === 'ignored') return 0;
    if (state === 'malformed') request.edns = false; // whose own OPT may be what is broken
    const most = transport === 'tcp' ? MESSAGE_BYTES_MAX : udpLimit(request);
    beginReply(reply, request, bytes, out, handsOn() === 'signed' ? most - TSIG_ROOM : most);
    limited = false;
    subject.node = NONE;
    subject.apex = NONE;
    subject.values = 0;
    plan.zone = undefined;
    const seconds = Math.floor(nowMs / 1000);
    const proven = decide(state, bytes, address, seconds);
    const counts = transport === 'udp' && !proven && attempt === 'first';
    if (counts && !rate.allows(networkOf(address), subjectNumber(), seconds)) {
      truncate(reply);
      limited = true;
    }
    // nothing is signed for a flood
    if (plan.zone !== undefined && !reply.truncated) {
      const signed = signing.sign(plan, request, reply, seconds);
      if (signed === 'later' && attempt !== 'last') return LATER;
      if (signed === 'later') truncate(reply);
      if (signed === 'impossible') cannotProve(reply, request);
    }
    const size = endReply(reply, request);
    if (subject.values > 0) {
      onFetch(subject.valuesAt, subject.apex, reply.truncated ? 0 : subject.values, address, transport);
    }
    return size;
  }

  /** Fills the reply; returns whether a cookie has shown that the source is not forged. */
  function decide(state: 'malformed' | 'read', bytes: Uint8Array, address: string, seconds: number): boolean {
    if (request.opcode !== OPCODE.QUERY) {
      // an UPDATE may be handed on instead, whole and unread
      refuseOpcode(reply);
      return false;
    }
    if (state === 'malformed') {
      reply.rcode = RCODE.FORMERR;
      return false;
    }
    if (request.edns && request.version !== 0) {
      reply.rcode = RCODE.BADVERS;
      return false;
    }
    let proven = false;
    if (request.cookieAt >= 0) {
      const { cookieAt, cookieLength } = request;
      const cookie = cookies.judge(bytes, cookieAt, cookieLength, address, seconds, reply.cookie);
      if (cookie === 'bad-length') {
        reply.rcode = RCODE.FORMERR;
        return false;
      }
      reply.hasCookie = true;
      proven = cookie === 'good';
    }
    if (request.questions === 0) {
      // RFC 7873 section 5.4: a question for a cookie alone
      if (!reply.hasCookie) reply.rcode = RCODE.FORMERR;
    } else if (request.class !== CLASS.IN) refuseClass(reply);
    else answer(zones, request, reply, subject, plan);
    return proven;
  }

  /** Names by their node; what a zone denies together, by its apex; everything else together. */
  function subjectNumber(): number {
    return subject.node === NONE ? ~subject.apex : subject.node;
  }
}

function cannotProve(reply: Reply, request: RequestView): void {
  reply.at = request.questionEnd;
  reply.answers = 0;
  reply.authorities = 0;
  reply.authoritative = false;
  reply.rcode = RCODE.SERVFAIL;
}

function udpLimit(request: RequestView): number {
  if (!request.edns) return UDP_BYTES_MIN;
  return Math.min(Math.max(request.udpSize, UDP_BYTES_MIN), UDP_BYTES_MAX);
}
