import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import type { Cancel, Clock, Outcome, StopSignal } from '../core/index.ts';
import { connectOutcome } from './dial.ts';
import { QUIC_IGNORED_MAX, QUIC_WAITS_MS } from './limits.ts';
import { literal } from './literal.ts';
import {
  QUIC_ID_BYTES,
  type QuicHello,
  readVersionNegotiation,
  reservedVersion,
  writeQuicHello,
} from './quic-packet.ts';
import type { Address, AddressPolicy } from './types.ts';

/** Whether anybody speaks QUIC at one address and port, asked once. */
type QuicProbeRequest = {
  readonly address: Address;
  readonly port: number;
  /** Factor on the waits after each datagram. */
  readonly timeScale: number;
  /** Asked before any packet is sent; a refusal is the outcome `address-refused`. */
  readonly policy: AddressPolicy;
  /** Ends the attempt with `cancelled`. */
  readonly signal?: StopSignal | undefined;
};
/**
 * `answers`: a Version Negotiation that mirrors our ids came back; `timeout`: nothing did; `malformed`: only other things, many of
 * them. Else what the kernel was told by ICMP, or says itself.
 */
export type QuicProbed = {
  readonly outcome:
    | 'answers'
    | 'timeout'
    | 'malformed'
    | Extract<
        Outcome,
        'refused' | 'unreachable' | 'prohibited' | 'reset' | 'error' | 'address-refused' | 'cancelled'
      >;
  readonly errno?: string;
  /** Datagrams that were sent. */
  readonly sent: number;
  readonly ms: number;
};
/**
 * Asks for the versions of QUIC by one that nobody speaks (RFC 9000 section 6.1): no connection begins, and nothing is kept by the
 * server. Never rejects; ends within the sum of `QUIC_WAITS_MS`; leaves no socket and no timer behind.
 */
export type QuicProber = { probe(request: QuicProbeRequest): Promise<QuicProbed> };

export function createQuicProber({ clock }: { readonly clock: Clock }): QuicProber {
  return { probe: (request) => probe(request, clock) };
}

type Ending = Omit<QuicProbed, 'sent' | 'ms'>;

function probe(request: QuicProbeRequest, clock: Clock): Promise<QuicProbed> {
  const { address, port, timeScale, policy, signal } = request;
  const began = clock.monotonic();
  const refused = !policy.check(address).ok ? 'address-refused' : signal?.stopped ? 'cancelled' : undefined;
  if (refused !== undefined) return Promise.resolve({ outcome: refused, sent: 0, ms: 0 });
  const hello = drawHello();
  const packet = writeQuicHello(hello, randomBytes(1).readUInt8());
  return new Promise((resolve) => {
    // of its own, and connected: only the asked address is heard, and what ICMP says of it
    const socket = createSocket({ type: address.family === 6 ? 'udp6' : 'udp4', lookup: literal });
    let sent = 0;
    let ignored = 0;
    let open = true;
    let stopTimer: Cancel | undefined;
    const settle = (ending: Ending) => {
      if (!open) return;
      open = false;
      stopTimer?.();
      forget?.();
      socket.close(); // its error listener stays: a late error must not be thrown
      resolve({ ...ending, sent, ms: clock.monotonic() - began });
    };
    const forget = signal?.onStop(() => settle({ outcome: 'cancelled' }));
    const failed = (error: NodeJS.ErrnoException) => settle(endingOf(error));
    const send = () => {
      if (!open) return;
      const waitMs = QUIC_WAITS_MS[sent];
      if (waitMs === undefined) return settle({ outcome: 'timeout' });
      sent++;
      socket.send(packet, (error) => {
        if (error !== null) failed(error);
      });
      // after a stall of this process the answer may lie in the kernel already: look once before going on
      stopTimer = clock.after(waitMs * timeScale, () => setImmediate(send));
    };
    socket.on('error', failed);
    socket.on('connect', send);
    socket.on('message', (datagram) => {
      if (readVersionNegotiation(datagram, hello) !== undefined) settle({ outcome: 'answers' });
      else if (++ignored >= QUIC_IGNORED_MAX) settle({ outcome: 'malformed' });
    });
    try {
      socket.connect(port, address.text);
    } catch (error) {
      failed(error as NodeJS.ErrnoException);
    }
  });
}

function drawHello(): QuicHello {
  return {
    destination: randomBytes(QUIC_ID_BYTES),
    source: randomBytes(QUIC_ID_BYTES),
    version: reservedVersion(randomBytes(4).readUInt32BE()),
  };
}

function endingOf({ code }: NodeJS.ErrnoException): Ending {
  const outcome = connectOutcome(code);
  const errno = code === undefined ? {} : { errno: code };
  if (outcome === 'connect-timeout') return { outcome: 'timeout', ...errno };
  return { outcome: isEnding(outcome) ? outcome : 'error', ...errno };
}

function isEnding(outcome: Outcome): outcome is 'refused' | 'unreachable' | 'prohibited' | 'reset' {
  return ['refused', 'unreachable', 'prohibited', 'reset'].includes(outcome);
}
