/**
 * Lets a bounded number of steps begin in each turn of the event loop. Thousands of validations that start, or whose timers end,
 * in one moment are then spread over many turns, and whatever else this process serves has its share of each. Undefined: go on at
 * once, as a few validations always may.
 */
export function createPace(stepsPerTurn: number): () => Promise<void> | undefined {
  const queue: (() => void)[] = [];
  let begun = 0;
  let counting = false;

  function endOfTurn(): void {
    begun = 0;
    while (begun < stepsPerTurn) {
      const go = queue.shift();
      if (go === undefined) break;
      begun++;
      go();
    }
    counting = begun > 0;
    if (counting) setImmediate(endOfTurn);
  }

  return () => {
    if (begun >= stepsPerTurn || queue.length > 0) return new Promise((go) => queue.push(go));
    begun++;
    if (!counting) {
      counting = true;
      setImmediate(endOfTurn);
    }
    return undefined;
  };
}
