import { JOURNAL_BYTES_MAX, JOURNAL_CHANGES_MAX } from './limits.ts';
import type { NameState, Zone, ZoneChange } from './zone-set.ts';

/** What became of one name between two serials. */
type NameChange = { readonly before: NameState; readonly after: NameState };

/** The last changes of the zones that have secondaries, for incremental transfers (RFC 1995). It is as old as the thread. */
export type Journal = {
  note(change: ZoneChange): void;
  /** By label, one change each, however many there were; undefined where the serial is too old, or was never given. */
  since(zone: Zone, serial: number): ReadonlyMap<string, NameChange> | undefined;
};

type Entry = { readonly from: number; readonly label: string } & NameChange;

export function createJournal(): Journal {
  const journals = new Map<string, { entries: Entry[]; bytes: number }>();
  return { note, since };

  function note({ zone, label, before, after, from }: ZoneChange): void {
    let journal = journals.get(zone.name);
    if (journal === undefined) {
      journal = { entries: [], bytes: 0 };
      journals.set(zone.name, journal);
    }
    const entry = { from, label, before, after };
    journal.entries.push(entry);
    journal.bytes += sizeOf(entry);
    if (journal.entries.length <= JOURNAL_CHANGES_MAX && journal.bytes <= JOURNAL_BYTES_MAX) return;
    // a quarter at a time, so that the rest is not moved at every change
    const gone = journal.entries.splice(0, Math.ceil(journal.entries.length / 4));
    for (const one of gone) journal.bytes -= sizeOf(one);
  }

  function since(zone: Zone, serial: number): ReadonlyMap<string, NameChange> | undefined {
    const entries = journals.get(zone.name)?.entries ?? [];
    const first = entries.findIndex(({ from }) => from === serial);
    if (first < 0) return undefined;
    const changes = new Map<string, NameChange>();
    for (const { label, before, after } of entries.slice(first)) {
      changes.set(label, { before: changes.has(label) ? changes.get(label)?.before : before, after });
    }
    return changes;
  }
}

const ENTRY_BYTES = 128;

function sizeOf({ label, before, after }: Entry): number {
  return ENTRY_BYTES + label.length + bytesOf(before) + bytesOf(after);
}

function bytesOf(state: NameState): number {
  return state === undefined || state === 'idle' ? 0 : state.length;
}
