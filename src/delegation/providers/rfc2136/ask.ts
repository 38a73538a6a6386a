import type { Clock } from '../../../core/index.ts';
import { askOnce, type Ending, type Judged, type Server } from '../../../net/index.ts';
import {
  decodeMessage,
  DnsError,
  encodeMessage,
  type Message,
  nameEquals,
  RCODE,
  signTsig,
  type TsigKey,
  verifyTsig,
} from '../../../wire/dns/index.ts';
import type { ProviderFailure, ProviderResult, Until } from '../types.ts';
import { stopped } from '../within.ts';
import { TCP_TRY_MS, UDP_TRY_MS } from './limits.ts';
import { failureOf } from './outcome.ts';

export type Ask<T> = {
  readonly servers: readonly Server[];
  readonly key: TsigKey;
  readonly clock: Clock;
  /** A new one for each try: an id and a time of signing are used once. */
  readonly message: () => Message;
  /** Of a reply whose signature is right. */
  readonly read: (reply: Message) => ProviderResult<T>;
};

/**
 * The servers one after the other, over UDP and, where that cannot carry or prove the answer, over TCP; then all of them again over
 * TCP. What the first says that can be asked at all is the answer. Never rejects; ends by the deadline and at the signal.
 */
export async function askServers<T>(ask: Ask<T>, until: Until): Promise<ProviderResult<T>> {
  const failures: ProviderFailure[] = [];
  for (const transport of ['udp', 'tcp'] as const) {
    for (const server of ask.servers) {
      if (stopped(until, ask.clock)) return failures.find(isHeard) ?? { ok: false, outcome: 'timeout' };
      const done = await askServer(ask, server, transport, until);
      if (done.ok || !isElsewhere(done)) return done;
      failures.push(done);
    }
  }
  return failures.find(isHeard) ?? failures[0] ?? { ok: false, outcome: 'unreachable' };
}

/** Somebody was there: that says more than an address where nobody is. */
function isHeard({ outcome }: ProviderFailure): boolean {
  return outcome !== 'unreachable';
}

async function askServer<T>(
  ask: Ask<T>,
  server: Server,
  transport: 'udp' | 'tcp',
  until: Until,
): Promise<ProviderResult<T>> {
  const ending = await once(ask, server, transport, until);
  if (ending.kind === 'over-tcp') return askServer(ask, server, 'tcp', until);
  switch (ending.kind) {
    case 'reply':
      return ending.signed ? ask.read(ending.message) : unsignedFailure(ending.message);
    case 'timeout':
    case 'malformed':
      return { ok: false, outcome: ending.kind };
    case 'unreachable':
    case 'error':
      return { ok: false, outcome: 'unreachable', code: ending.errno };
  }
}

/** Of what nobody signed only the bad news is believed: nothing is taken for done. */
function unsignedFailure(reply: Message): ProviderFailure {
  return reply.rcode === RCODE.NOERROR
    ? { ok: false, outcome: 'malformed', code: 'unsigned' }
    : failureOf(reply);
}

type Signed = Exclude<Ending, { kind: 'reply' }> | { kind: 'reply'; message: Message; signed: boolean };

async function once<T>(
  { key, clock, message }: Ask<T>,
  server: Server,
  transport: 'udp' | 'tcp',
  { deadlineMs, signal }: Until,
): Promise<Signed> {
  const request = message();
  const bytes = signTsig(encodeMessage(request), key, { now: Math.floor(clock.now() / 1000) });
  const requestMac = decodeMessage(bytes).tsig?.mac ?? new Uint8Array(0);
  let signed = false;
  const judge = (reply: Uint8Array, over: 'udp' | 'tcp'): Judged => {
    const read = decoded(reply, request);
    if (read === 'ignore') return { kind: over === 'udp' ? 'ignore' : 'malformed' };
    // a truncated message may be cut in the middle of a record
    if (read === 'malformed' || read.truncated) return { kind: over === 'udp' ? 'over-tcp' : 'malformed' };
    const now = Math.floor(clock.now() / 1000);
    const check = verifyTsig(reply, read, { keyOf: () => key, now, allowSha1: true, requestMac });
    signed = check.outcome === 'signed';
    // whoever guesses a datagram does not guess a connection
    if (!signed && over === 'udp') return { kind: 'over-tcp' };
    return { kind: 'reply', message: read };
  };
  const tryMs = transport === 'udp' ? UDP_TRY_MS : TCP_TRY_MS;
  const timeoutMs = Math.min(tryMs, deadlineMs - clock.monotonic());
  if (timeoutMs <= 0) return { kind: 'timeout' };
  const ending = await askOnce(server, { bytes, judge }, { transport, timeoutMs, signal }, clock);
  return ending.kind === 'reply' ? { ...ending, signed } : ending;
}

function decoded(bytes: Uint8Array, request: Message): Message | 'ignore' | 'malformed' {
  try {
    const message = decodeMessage(bytes);
    const [asked] = message.questions;
    const [question] = request.questions;
    const fits =
      message.response &&
      message.id === request.id &&
      message.opcode === request.opcode &&
      // a reply to an UPDATE may leave its zone out (RFC 2136 section 3.8)
      (asked === undefined || (question !== undefined && nameEquals(asked.name, question.name)));
    return fits ? message : 'ignore';
  } catch (error) {
    if (error instanceof DnsError) return 'malformed';
    throw error;
  }
}

/** Another address may do better: this one was not heard, or said that it cannot. */
function isElsewhere({ outcome, code }: ProviderFailure): boolean {
  if (outcome === 'timeout' || outcome === 'unreachable' || outcome === 'malformed') return true;
  return outcome === 'refused' && (code === 'SERVFAIL' || code === 'NOTIMP');
}
