import { UPDATES_MAX, UPDATES_PER_CLIENT_MAX } from './limits.ts';

/** Updates of one client one after the other, so that what a prerequisite was checked against is still so; of several side by side. */
export type Turns = {
  /** Undefined where too many are waiting already. */
  take<T>(clientId: string, work: () => Promise<T>): Promise<T> | undefined;
};

export function createTurns(): Turns {
  const clients = new Map<string, { last: Promise<unknown>; waiting: number }>();
  let working = 0;
  return {
    take(clientId, work) {
      const client = clients.get(clientId) ?? { last: Promise.resolve(), waiting: 0 };
      if (working >= UPDATES_MAX || client.waiting >= UPDATES_PER_CLIENT_MAX) return undefined;
      clients.set(clientId, client);
      working++;
      client.waiting++;
      const done = client.last.then(work).finally(() => {
        working--;
        if (--client.waiting === 0) clients.delete(clientId);
      });
      client.last = done.catch(() => {});
      return done;
    },
  };
}
