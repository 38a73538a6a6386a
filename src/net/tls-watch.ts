import type { Socket } from 'node:net';
import type { Cancel, Clock } from '../core/index.ts';
import { HANDSHAKE_BYTES, HANDSHAKE_WATCH_MS } from './limits.ts';

/**
 * Calls `tooMuch` once when more than `HANDSHAKE_BYTES` came in on a connection under a TLS handshake. OpenSSL bounds what it
 * keeps (100 kB of certificates), but throws records away without end; the connection below tells nobody of single bytes, so
 * it is looked at from time to time. The result ends the watch.
 */
export function watchHandshake(raw: Socket, clock: Clock, tooMuch: () => void): Cancel {
  const look = () => {
    if (raw.bytesRead > HANDSHAKE_BYTES) return tooMuch();
    cancel = clock.after(HANDSHAKE_WATCH_MS, look);
  };
  let cancel = clock.after(HANDSHAKE_WATCH_MS, look);
  return () => cancel();
}
