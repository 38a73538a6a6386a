/** Tries at one input: enough for a few kilobytes, little beside a run of millions. */
const TRIES_MAX = 600;

/** The input with as much taken out as `holds` allows: halves first, then ever smaller pieces. */
export async function minimise(
  input: Uint8Array,
  holds: (smaller: Uint8Array) => boolean | Promise<boolean>,
): Promise<Uint8Array> {
  let best = input;
  let tries = 0;
  for (let size = best.length >> 1; size >= 1 && tries < TRIES_MAX; size >>= 1) {
    for (let at = 0; at < best.length && tries < TRIES_MAX; ) {
      const smaller = Uint8Array.from([...best.subarray(0, at), ...best.subarray(at + size)]);
      tries++;
      if (await holds(smaller)) best = smaller;
      else at += size;
    }
  }
  return best;
}
