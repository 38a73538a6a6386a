import type { Clock, StopSignal } from '../../core/index.ts';
import { RCODE } from '../../wire/dns/index.ts';
import type { Message, Name } from '../../wire/dns/index.ts';
import { type Asked, buildQuery } from './query.ts';
import { exchangeTcp } from './tcp.ts';
import type { Ending } from './transport.ts';
import type { Server } from './types.ts';
import { createUdpExchange, type UdpExchange } from './udp.ts';

export type Ask = {
  readonly name: Name;
  readonly type: number;
  readonly recursion: boolean;
  readonly signatures: boolean;
  /** For each transport; the deadline cuts it short. */
  readonly tryMs: number;
  /** Monotonic milliseconds. */
  readonly deadlineMs: number;
};

/** What one server said, or why it said nothing; `sent` counts the questions sent. */
export type Exchanged = {
  readonly transport: 'udp' | 'tcp';
  readonly sent: number;
  readonly ms: number;
} & (
  | { readonly outcome: 'reply'; readonly message: Message }
  | { readonly outcome: 'timeout' | 'malformed' }
  | { readonly outcome: 'unreachable' | 'error'; readonly errno: string }
);

/**
 * Asks one server: over UDP, then over TCP when the answer is truncated or UDP cannot be trusted (the letters' case was
 * lost, or too many datagrams did not fit). A server that refuses EDNS as a format error is asked once more without it
 * (RFC 6891 section 7). Never rejects; ends by the deadline.
 */
export async function exchange(
  server: Server,
  ask: Ask,
  clock: Clock,
  udp: UdpExchange = createUdpExchange(clock),
): Promise<Exchanged> {
  const began = clock.monotonic();
  let transport: 'udp' | 'tcp' = 'udp';
  let edns = true;
  let sent = 0;
  for (;;) {
    const timeoutMs = Math.min(ask.tryMs, ask.deadlineMs - clock.monotonic());
    if (timeoutMs <= 0) return { outcome: 'timeout', transport, sent, ms: clock.monotonic() - began };
    const { recursion, signatures } = ask;
    const query = buildQuery(ask.name, ask.type, { recursion, signatures, edns });
    const over =
      transport === 'udp' ? udp(server, query, timeoutMs) : exchangeTcp(server, query, timeoutMs, clock);
    const ending = await over;
    sent++;
    if (ending.kind === 'over-tcp') {
      transport = 'tcp';
      continue;
    }
    const ms = clock.monotonic() - began;
    if (ending.kind !== 'reply') {
      const { kind: outcome, ...rest } = ending;
      return { outcome, ...rest, transport, sent, ms } as Exchanged;
    }
    if (edns && ending.message.rcode === RCODE.FORMERR && ending.message.edns === undefined) {
      edns = false;
      continue;
    }
    return { outcome: 'reply', message: ending.message, transport, sent, ms };
  }
}

/**
 * One message to one server over one transport, for askers that make their own messages and know their answers (DNS updates).
 * Never rejects; ends after `timeoutMs`, and as if it were over at the signal.
 */
export function askOnce(
  server: Server,
  asked: Asked,
  limits: {
    readonly transport: 'udp' | 'tcp';
    readonly timeoutMs: number;
    readonly signal?: StopSignal;
  },
  clock: Clock,
): Promise<Ending> {
  const { transport, timeoutMs, signal } = limits;
  if (transport === 'udp') return createUdpExchange(clock)(server, asked, timeoutMs, signal);
  return exchangeTcp(server, asked, timeoutMs, clock, signal);
}
