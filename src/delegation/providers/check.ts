import { randomBytes } from 'node:crypto';
import type { Clock, StopSignal } from '../../core/index.ts';
import type { ProviderRecordStore } from '../../store/index.ts';
import { TURN_MS } from './limits.ts';
import { failureText, type NameAt, reconcileName } from './reconcile-name.ts';
import { untilInSync } from './sync.ts';
import type { ProviderFailure } from './types.ts';

/** What came of one zone's check, in the order in which it was tried; what comes after a failure was not. */
export type ProviderCheck = {
  readonly zone: string;
  readonly name: string;
  readonly steps: readonly { readonly step: CheckStep; readonly ok: boolean; readonly failure?: string }[];
};
type CheckStep = 'add' | 'in-sync' | 'list' | 'remove';

export function newCheckName(zone: string): string {
  return `_acme-challenge.sixfour-check-${randomBytes(6).toString('hex')}.${zone}`;
}

/**
 * Proves what credentials can do: writes one random value at a name that nothing else has, and takes it back. By the journal as any
 * other, so that what a crash leaves is taken away at the next start.
 */
export async function checkName(
  { holder, zone, name }: NameAt,
  parts: {
    readonly records: ProviderRecordStore;
    readonly clock: Clock;
    readonly signal: StopSignal;
  },
): Promise<ProviderCheck> {
  const { records, clock, signal } = parts;
  const value = randomBytes(32).toString('base64url');
  const until = { deadlineMs: clock.monotonic() + TURN_MS, signal };
  const steps: { step: CheckStep; ok: boolean; failure?: string }[] = [];
  const told = (step: CheckStep, failure: ProviderFailure | undefined): boolean => {
    steps.push({ step, ok: failure === undefined, ...(failure && { failure: failureText(failure) }) });
    return failure === undefined;
  };
  const reconcile = (wanted: readonly string[]) =>
    reconcileName({ holder, zone, name }, wanted, { records, clock, verify: false, until });

  const added = await reconcile([value]);
  const change = added.changes.get(value);
  if (told('add', added.failures.get(value))) {
    if (change !== undefined) told('in-sync', await untilInSync(holder, change, { clock, signal }));
    const listed = await list();
    if (listed !== 'cannot') told('list', listed);
  }
  // also after a failure: nobody knows what came of it
  const removed = await reconcile([]);
  if (steps[0]?.ok === true || removed.failures.size > 0) told('remove', removed.failures.get(value));
  return { zone, name, steps };

  async function list(): Promise<ProviderFailure | undefined | 'cannot'> {
    const opened = await holder.open();
    if (!opened.ok) return opened;
    const { list: ask } = opened.value;
    if (ask === undefined) return 'cannot';
    const found = await holder.calls.call((within) => ask({ zone, name }, within), until);
    if (!found.ok) return found;
    return found.value.includes(value)
      ? undefined
      : { ok: false, outcome: 'malformed', code: 'the value is not in its list' };
  }
}
