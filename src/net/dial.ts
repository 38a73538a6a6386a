import { connect } from 'node:net';
import type { Clock, Outcome } from '../core/index.ts';
import type { Dialer, DialFailure, Dialled, DialRequest } from './types.ts';

/**
 * Dials with real sockets: one literal address, no family racing (RFC 8305 would hide exactly what is looked for), own timer.
 */
export function createDialer(clock: Clock): Dialer {
  return { dial: (request) => dial(request, clock) };
}

function dial(request: DialRequest, clock: Clock): Promise<Dialled | DialFailure> {
  const { address, port, signal } = request;
  const began = clock.monotonic();
  if (signal?.stopped) return Promise.resolve({ ok: false, outcome: 'cancelled', ms: 0 });
  return new Promise((resolve) => {
    const socket = connect({ host: address.text, port, family: address.family, autoSelectFamily: false });
    let settled = false;
    const settle = (result: Dialled | DialFailure) => {
      if (settled) return;
      settled = true;
      stopTimer();
      stayOn?.();
      socket.off('connect', onConnect);
      if (result.ok) socket.off('error', onError);
      else socket.destroy(); // keeps its error listener: a late error must not be thrown
      resolve(result);
    };
    const failed = (outcome: Outcome, errno?: string) =>
      settle({ ok: false, outcome, ...(errno && { errno }), ms: clock.monotonic() - began });
    const onConnect = () => settle({ ok: true, socket, ms: clock.monotonic() - began });
    const onError = (error: NodeJS.ErrnoException) => failed(connectOutcome(error.code), error.code);
    const onAbort = () => failed('cancelled');
    // after a stall of this process the answer may lie in the kernel already: look once before calling it a timeout
    const onTimer = () => setImmediate(failed, 'connect-timeout');
    const stopTimer = clock.after(request.timeoutMs, onTimer);
    socket.on('connect', onConnect);
    socket.on('error', onError);
    const stayOn = signal?.onStop(onAbort);
  });
}

/** What an errno of connect() means. Only ETIMEDOUT is a connect timeout: the kernel's timer ended before ours. */
export function connectOutcome(errno: string | undefined): Outcome {
  return CONNECT_OUTCOMES[errno ?? ''] ?? 'error';
}
const CONNECT_OUTCOMES: Readonly<Record<string, Outcome>> = {
  ETIMEDOUT: 'connect-timeout',
  ECONNREFUSED: 'refused',
  ENETUNREACH: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable', // this host has no address of that family
  EAFNOSUPPORT: 'unreachable',
  EACCES: 'prohibited',
  EPERM: 'prohibited',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
};
