/** Places for a bounded number at a time, shared out among owners. */
export type Turns = {
  /** Undefined: go on at once. Else a promise of the turn. Every turn must be given back. */
  take(owner: string): Promise<void> | undefined;
  giveBack(owner: string): void;
  /** How many wait. */
  waiting(): number;
};

/**
 * A turn that comes free goes to the waiting owner who has the fewest, and there to who waits longest. So an owner whose targets
 * are slow delays itself, and others by one turn at most.
 */
export function createTurns(concurrent: number): Turns {
  const queue: { readonly owner: string; readonly go: () => void }[] = [];
  const active = new Map<string, number>();
  let total = 0;

  function begin(owner: string): void {
    total++;
    active.set(owner, (active.get(owner) ?? 0) + 1);
  }

  function next(): number {
    let best = 0;
    let fewest = Number.POSITIVE_INFINITY;
    for (const [index, { owner }] of queue.entries()) {
      const turns = active.get(owner) ?? 0;
      if (turns >= fewest) continue;
      best = index;
      fewest = turns;
      if (turns === 0) break;
    }
    return best;
  }

  return {
    take(owner) {
      if (total >= concurrent) return new Promise((go) => queue.push({ owner, go }));
      begin(owner);
      return undefined;
    },
    giveBack(owner) {
      total--;
      const left = (active.get(owner) ?? 0) - 1;
      if (left > 0) active.set(owner, left);
      else active.delete(owner);
      const [chosen] = queue.splice(next(), 1);
      if (chosen === undefined) return;
      begin(chosen.owner);
      chosen.go();
    },
    waiting: () => queue.length,
  };
}
