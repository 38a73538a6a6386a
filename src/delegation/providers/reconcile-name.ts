import type { Clock } from '../../core/index.ts';
import type { ProviderRecord, ProviderRecordStore } from '../../store/index.ts';
import type { Holder } from './holders.ts';
import { needsList, planRecords, type RecordStep } from './plan.ts';
import type { Provider, ProviderFailure, ProviderResult, Until } from './types.ts';

export type NameAt = { readonly holder: Holder; readonly zone: string; readonly name: string };

/** What could not be done, by value; and for what was added, the change that the provider may be asked about. */
export type Reconciled = {
  readonly failures: ReadonlyMap<string, ProviderFailure>;
  readonly changes: ReadonlyMap<string, string>;
  /** Nothing was even tried. */
  readonly overall?: ProviderFailure;
};

/**
 * Makes the record set of one name what it should be: `wanted` of ours, and what others wrote. The journal knows of each call before it
 * is made and forgets it after its answer, so that whatever ends this in between, the next time knows what may be there. Never two at
 * a time for one name.
 */
export async function reconcileName(
  at: NameAt,
  wanted: readonly string[],
  parts: {
    readonly records: ProviderRecordStore;
    readonly clock: Clock;
    /** Is what should be there looked at too, or believed? */
    readonly verify: boolean;
    readonly until: Until;
  },
): Promise<Reconciled> {
  const { holder, zone, name } = at;
  const { records, clock, until } = parts;
  const failures = new Map<string, ProviderFailure>();
  const changes = new Map<string, string>();
  const key = (value: string) => ({ provider: holder.name, name, value });
  const rows = await records.ofName(holder.name, name);
  if (wanted.length === 0 && rows.length === 0) return { failures, changes };

  const ready = await prepare(at, wanted, rows, parts);
  const steps = planRecords(wanted, rows, ready.ok ? ready.value.there : undefined);
  for (const step of steps) {
    const done = ready.ok ? await take(step, ready.value.provider) : ready;
    if (done.ok) continue;
    failures.set(step.value, done);
    await records.failed(key(step.value), failureText(done));
  }
  // what others wrote was there, and is not known to be there still
  if (!ready.ok) for (const { value, state } of rows) if (state === 'foreign') failures.set(value, ready);
  return { failures, changes };

  async function take({ kind, value }: RecordStep, provider: Provider): Promise<ProviderResult<unknown>> {
    if (kind === 'forget') {
      await records.drop(key(value));
      return DONE;
    }
    // what it was added to is what it is taken from
    const record = { zone: rows.find((row) => row.value === value)?.zone ?? zone, name, value };
    const put = (state: ProviderRecord['state']) =>
      records.put({ ...record, provider: holder.name, state, changedAt: clock.now() });
    if (kind === 'foreign') return (await put('foreign')) ? DONE : GONE;
    if (!(await put(kind === 'add' ? 'adding' : 'removing'))) return GONE;
    const done = await holder.calls.call(
      (within) => (kind === 'add' ? provider.add(record, within) : provider.remove(record, within)),
      until,
    );
    if (!done.ok) return done;
    if (kind === 'remove') await records.drop(key(value), clock.now());
    else await put('present');
    if (kind === 'add' && done.value.change !== undefined) changes.set(value, done.value.change);
    return done;
  }
}

/** `unauthorized 403 9109`: for the journal and for logs. */
export function failureText({ outcome, code }: ProviderFailure): string {
  return code === undefined ? outcome : `${outcome} ${code}`;
}

async function prepare(
  { holder, zone, name }: NameAt,
  wanted: readonly string[],
  rows: readonly ProviderRecord[],
  { verify, until }: { readonly verify: boolean; readonly until: Until },
): Promise<ProviderResult<{ provider: Provider; there: readonly string[] | undefined }>> {
  const opened = await holder.open();
  if (!opened.ok) return opened;
  const provider = opened.value;
  const { list } = provider;
  if (list === undefined || !(needsList(wanted, rows) || (verify && wanted.length > 0))) {
    return { ok: true, value: { provider, there: undefined } };
  }
  const listed = await holder.calls.call((within) => list({ zone, name }, within), until);
  return listed.ok ? { ok: true, value: { provider, there: listed.value } } : listed;
}

const DONE: ProviderResult<unknown> = { ok: true, value: undefined };
const GONE: ProviderFailure = { ok: false, outcome: 'refused', code: 'the provider was removed' };
