import { randomBytes } from 'node:crypto';
import { type Clock, createStop } from '../../core/index.ts';
import { CALL_MS } from './limits.ts';
import { failureText, type NameAt, type Reconciled } from './reconcile-name.ts';
import type { ProviderFailure } from './types.ts';

/** What came of one check, in the order in which it was tried; what comes after a failure was not. */
export type ProviderCheck = {
  readonly zone: string;
  readonly name: string;
  readonly steps: readonly { readonly step: CheckStep; readonly ok: boolean; readonly failure?: string }[];
};
type CheckStep = 'add' | 'in-sync' | 'list' | 'remove';

/** A name that nothing else has. */
export function newCheckName(zone: string): string {
  return `_acme-challenge.sixfour-check-${randomBytes(6).toString('hex')}.${zone}`;
}

/**
 * Proves what credentials can do: writes one random value, and takes it back; as any other, in its turn and by the journal, so that what
 * a crash leaves is taken away at the next start.
 */
export async function checkName(
  { holder, zone, name }: NameAt,
  parts: {
    /** Makes the name what it should be, with these values besides those of clients. */
    readonly reconcile: (besides: readonly string[]) => Promise<Reconciled>;
    readonly synced: (value: string) => Promise<ProviderFailure | undefined>;
    readonly clock: Clock;
  },
): Promise<ProviderCheck> {
  const { reconcile, synced, clock } = parts;
  const value = randomBytes(32).toString('base64url');
  const steps: { step: CheckStep; ok: boolean; failure?: string }[] = [];
  const told = (step: CheckStep, failure: ProviderFailure | undefined): boolean => {
    steps.push({ step, ok: failure === undefined, ...(failure && { failure: failureText(failure) }) });
    return failure === undefined;
  };

  const added = await reconcile([value]);
  const isThere = told('add', added.overall ?? added.failures.get(value));
  if (isThere) {
    if (added.changes.size > 0) told('in-sync', await synced(value));
    const listed = await list();
    if (listed !== 'cannot') told('list', listed);
  }
  // also after a failure: nobody knows what came of it
  const removed = await reconcile([]);
  const kept = removed.overall ?? removed.failures.get(value);
  if (isThere || kept !== undefined) told('remove', kept);
  return { zone, name, steps };

  async function list(): Promise<ProviderFailure | undefined | 'cannot'> {
    const opened = await holder.open();
    if (!opened.ok) return opened;
    const { list: ask } = opened.value;
    if (ask === undefined) return 'cannot';
    const until = { deadlineMs: clock.monotonic() + CALL_MS, signal: createStop().signal };
    const found = await holder.calls.call((within) => ask({ zone, name }, within), until);
    if (!found.ok) return found;
    return found.value.includes(value)
      ? undefined
      : { ok: false, outcome: 'malformed', code: 'the value is not in its list' };
  }
}
