import type { Clock, StopSignal } from '../../core/index.ts';
import type { Holder } from './holders.ts';
import { SETTLE_MS, SYNC_POLL_MS } from './limits.ts';
import type { ProviderFailure } from './types.ts';
import { pause, stopped } from './within.ts';

/** Asks until the provider says that all its servers have a change; undefined then, and where it never says so. */
export async function untilInSync(
  holder: Holder,
  change: string,
  { clock, signal }: { readonly clock: Clock; readonly signal: StopSignal },
): Promise<ProviderFailure | undefined> {
  const until = { deadlineMs: clock.monotonic() + SETTLE_MS, signal };
  const opened = await holder.open();
  if (!opened.ok) return opened;
  const { inSync } = opened.value;
  if (inSync === undefined) return undefined;
  while (!stopped(until, clock)) {
    const told = await holder.calls.call((within) => inSync(change, within), until);
    if (!told.ok) return told;
    if (told.value) return undefined;
    await pause(SYNC_POLL_MS, clock, signal);
  }
  return { ok: false, outcome: 'timeout', code: 'not in sync' };
}
