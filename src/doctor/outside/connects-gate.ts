/** Lets work through as there is room: so many at once in all, and so many to one address. First come, first served. */
export type Gate = { through<T>(address: string, work: () => Promise<T>): Promise<T> };

export function createGate(all: number, perAddress: number): Gate {
  const under = new Map<string, number>();
  const waiting: { readonly address: string; readonly go: () => void }[] = [];
  let running = 0;
  const enter = (address: string) => {
    running++;
    under.set(address, (under.get(address) ?? 0) + 1);
  };
  const leave = (address: string) => {
    running--;
    under.set(address, (under.get(address) ?? 1) - 1);
    // one has left: at most one can enter
    const next = waiting.findIndex((one) => hasRoom(one.address));
    const [one] = next === -1 ? [] : waiting.splice(next, 1);
    if (one === undefined) return;
    enter(one.address);
    one.go();
  };
  const hasRoom = (address: string) => running < all && (under.get(address) ?? 0) < perAddress;
  return {
    async through(address, work) {
      if (hasRoom(address)) enter(address);
      else await new Promise<void>((go) => waiting.push({ address, go }));
      try {
        return await work();
      } finally {
        leave(address);
      }
    },
  };
}
