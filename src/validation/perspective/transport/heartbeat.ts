import type { Cancel, Clock } from '../../../core/index.ts';
import { HEARTBEAT_MISSES_MAX, HEARTBEAT_MS } from './limits.ts';

/** Something that can be asked for a sign of life, as an HTTP/2 session can (RFC 9113 section 6.7). */
export type Pingable = {
  /** False where none could be sent. `answered` is called when the answer comes. */
  ping(answered: () => void): boolean;
};

/**
 * Asks for a sign of life at every beat; calls `dead` once when more than `HEARTBEAT_MISSES_MAX` in a row stay without an answer: so
 * a half-open connection, which TCP would keep for hours, is known within seconds. The result ends it.
 */
export function startHeartbeat(peer: Pingable, clock: Clock, dead: () => void): Cancel {
  let unanswered = 0;
  let cancel: Cancel;
  const beat = () => {
    if (unanswered > HEARTBEAT_MISSES_MAX) {
      dead();
      return;
    }
    unanswered++;
    peer.ping(() => {
      unanswered = 0;
    });
    cancel = clock.after(HEARTBEAT_MS, beat);
  };
  cancel = clock.after(HEARTBEAT_MS, beat);
  return () => cancel();
}
