import { HANDED_ON_MAX } from './limits.ts';
import type { HandedOn } from './types.ts';

/** Messages that somebody else answers, the main thread above all: some at a time, each sent back by whoever handed it on. */
export type HandingOn = {
  /**
   * False where too many are away already. `send` may come after the socket has gone. `write`, of a TCP connection: for a reply of several
   * messages all but the last; resolves when the next may come, with false where the connection has gone.
   */
  give(
    message: HandedOn,
    send: (reply: Uint8Array | undefined) => void,
    write?: (reply: Uint8Array) => Promise<boolean>,
  ): boolean;
  /** The main thread's reply to the message of that number. */
  take(number: number, reply: Uint8Array | undefined): void;
};

export function createHandingOn(say: (number: number, message: HandedOn) => void): HandingOn {
  const away = new Map<number, (reply: Uint8Array | undefined) => void>();
  let numbers = 0;
  return {
    give(message, send) {
      if (away.size >= HANDED_ON_MAX) return false;
      away.set(++numbers, send);
      say(numbers, message);
      return true;
    },
    take(number, reply) {
      const send = away.get(number);
      away.delete(number);
      send?.(reply);
    },
  };
}

/** The message as it is handed on: copied, since what it was read into is used again. */
export function handedOn(
  kind: 'update' | 'signed',
  bytes: Uint8Array,
  reply: Uint8Array,
  address: string,
): HandedOn {
  const message = { bytes: Uint8Array.from(bytes), address };
  return kind === 'update' ? message : { ...message, reply };
}
