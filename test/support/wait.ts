import assert from 'node:assert/strict';

/** For what other ends do in their own time; bounded. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const limit = performance.now() + UNTIL_MS;
  while (!(await holds())) {
    assert.ok(performance.now() < limit, `still not so: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
const UNTIL_MS = 60_000;
const PAUSE_MS = 10;
