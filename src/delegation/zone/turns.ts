import { SIGNATURES_PER_TURN, WAITING_MAX } from './limits.ts';
import type { Transport } from './types.ts';

/**
 * How many signatures are made before other answers are served: some in each turn of the event loop. Questions that need more
 * wait for their turn, in order.
 */
export type Turns = {
  /** May one more answer be signed now? Begun, it is signed whole. */
  left(): boolean;
  spend(): void;
  /** False: too many of the transport's wait already. */
  wait(transport: Transport, answer: () => void): boolean;
};

export function createTurns(nextTurn: (turn: () => void) => void = setImmediate): Turns {
  const waiting: { readonly transport: Transport; readonly answer: () => void }[] = [];
  const counts = { udp: 0, tcp: 0 };
  let left = SIGNATURES_PER_TURN;
  let scheduled = false;
  return {
    left: () => left > 0,
    spend() {
      left--;
      schedule();
    },
    wait(transport, answer) {
      if (counts[transport] >= WAITING_MAX) return false;
      counts[transport]++;
      waiting.push({ transport, answer });
      schedule();
      return true;
    },
  };

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    nextTurn(turn);
  }

  function turn(): void {
    scheduled = false;
    left = SIGNATURES_PER_TURN;
    // one that finds its signature kept meanwhile spends nothing: bounded all the same
    for (let answered = 0; answered < ANSWERS_PER_TURN; answered++) {
      if (left <= 0) break; // an answer spends
      const next = waiting.shift();
      if (next === undefined) return;
      counts[next.transport]--;
      next.answer();
    }
    if (waiting.length > 0) schedule();
  }
}
const ANSWERS_PER_TURN = 64;

/** No limit: for a server that has one question at a time. */
export const ENDLESS_TURNS: Turns = { left: () => true, spend: () => {}, wait: () => false };
