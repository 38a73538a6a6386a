import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import type { ResourceRecord } from '../../wire/dns/index.ts';
import type { Journal } from './journal.ts';
import { TRANSFER_CHANGES_MAX, TRANSFER_MESSAGE_BYTES, TRANSFER_MS_MAX, TRANSFER_NODES } from './limits.ts';
import { nameRecords, soaRecord, staticRecords } from './transfer-records.ts';
import type { NameState, Zone, ZoneChange, ZoneSet } from './zone-set.ts';

/** Where the records of a transfer go. Resolves with false where nobody takes them any more. */
export type TransferSink = (records: readonly ResourceRecord[], last: boolean) => Promise<boolean>;

type TransferEnd = 'done' | 'gone' | 'too-slow' | 'too-many-changes';

/** Sends zones as they are at one serial, whatever changes meanwhile: some records at a time, in between others are answered. */
export type Transfers = {
  /** RFC 5936. */
  whole(zone: Zone, apex: number, sink: TransferSink): Promise<TransferEnd>;
  /** RFC 1995: what changed since `serial`, the whole zone where that is too old, or SOA alone where nothing has. */
  since(zone: Zone, apex: number, serial: number, sink: TransferSink): Promise<TransferEnd>;
  /** Of every change, when it has been made. */
  changed(change: ZoneChange): void;
};

/** The names that changed while a whole zone is being sent: how they were, or that they are sent already. */
type Running = {
  readonly zone: Zone;
  readonly aside: Map<string, NameState | 'sent'>;
  /** The next node to be looked at. */
  node: number;
};

export function createTransfers(parts: {
  readonly zones: Pick<ZoneSet, 'all' | 'nameAt' | 'highest'>;
  readonly journal: Journal;
  readonly now?: () => number;
}): Transfers {
  const { zones, journal } = parts;
  const now = parts.now ?? (() => performance.now());
  const running = new Set<Running>();
  let lastTurn = now();
  return { whole, since, changed };

  async function whole(zone: Zone, apex: number, sink: TransferSink): Promise<TransferEnd> {
    const own: Running = { zone, aside: new Map(), node: 1 };
    const out = createLots(sink, now, turnNow);
    const soa = soaRecord(zone, zone.serial);
    running.add(own);
    try {
      let end = await out.add([soa, ...staticRecords(zone, zones.all())]);
      while (end === undefined && own.node <= zones.highest()) {
        if (own.aside.size > TRANSFER_CHANGES_MAX) return 'too-many-changes';
        end = await out.add(nextNames(own, apex));
      }
      for (const [label, state] of own.aside) {
        if (end !== undefined) return end;
        if (state !== 'sent') end = await out.add(nameRecords(zone, label, state));
      }
      return end ?? (await out.finish([soa]));
    } finally {
      running.delete(own);
    }
  }

  function nextNames(own: Running, apex: number): ResourceRecord[] {
    const records: ResourceRecord[] = [];
    const end = Math.min(own.node + TRANSFER_NODES, zones.highest() + 1);
    while (own.node < end && records.length < RECORDS_PER_LOT) {
      const found = zones.nameAt(own.node++, apex);
      if (found === undefined || own.aside.has(found.label)) continue;
      records.push(...nameRecords(own.zone, found.label, found.state));
    }
    return records;
  }

  async function since(zone: Zone, apex: number, serial: number, sink: TransferSink): Promise<TransferEnd> {
    const out = createLots(sink, now, turnNow);
    const soa = soaRecord(zone, zone.serial);
    if (((zone.serial - serial) | 0) <= 0) return out.finish([soa]);
    const changes = journal.since(zone, serial);
    if (changes === undefined) return whole(zone, apex, sink);
    // one difference from the old serial to the new one, however many changes there were (RFC 1995 section 4)
    let end = await out.add([soa, soaRecord(zone, serial)]);
    for (const half of ['before', 'after'] as const) {
      if (half === 'after') end ??= await out.add([soa]);
      for (const [label, change] of changes) {
        if (end !== undefined) return end;
        const other = new Set(
          nameRecords(zone, label, change[half === 'before' ? 'after' : 'before']).map(keyOf),
        );
        const own = nameRecords(zone, label, change[half]).filter((record) => !other.has(keyOf(record)));
        end = await out.add(own);
      }
    }
    return end ?? (await out.finish([soa]));
  }

  /** Not for each name: when there may have been a millisecond without others. */
  async function turnNow(): Promise<void> {
    if (now() - lastTurn < TURN_MS) return;
    await turn();
    lastTurn = now();
  }

  function changed({ zone, label, node, before }: ZoneChange): void {
    for (const one of running) {
      if (one.zone !== zone || one.aside.has(label)) continue;
      const isSent = before !== undefined && node < one.node;
      one.aside.set(label, isSent ? 'sent' : before);
    }
  }
}

const RECORDS_PER_LOT = 512;
const TURN_MS = 1;

/** Gathers records into messages of some size; the last goes marked as such. */
function createLots(sink: TransferSink, now: () => number, turnNow: () => Promise<void>) {
  const began = now();
  let lot: ResourceRecord[] = [];
  let size = 0;
  return { add, finish: (records: readonly ResourceRecord[]) => flush(records) };

  /** Undefined: go on. */
  async function add(records: readonly ResourceRecord[]): Promise<TransferEnd | undefined> {
    for (const record of records) {
      const bytes = sizeOf(record);
      if (lot.length > 0 && size + bytes > TRANSFER_MESSAGE_BYTES) {
        const full = lot;
        lot = [];
        size = 0;
        if (!(await sink(full, false))) return 'gone';
        if (now() - began > TRANSFER_MS_MAX) return 'too-slow';
      }
      lot.push(record);
      size += bytes;
    }
    await turnNow();
    return undefined;
  }

  async function flush(records: readonly ResourceRecord[]): Promise<TransferEnd> {
    const end = await add(records);
    if (end !== undefined) return end;
    return (await sink(lot, true)) ? 'done' : 'gone';
  }
}

const RECORD_FIXED_BYTES = 10;

/** Without compression. */
function sizeOf({ name, data }: ResourceRecord): number {
  let size = RECORD_FIXED_BYTES + 1;
  for (const { length } of name) size += length + 1;
  if (data.kind === 'TXT') for (const { length } of data.strings) size += length + 1;
  else size += OTHER_DATA_BYTES;
  return size;
}
const OTHER_DATA_BYTES = 128;

/** Of records of one name. */
function keyOf({ type, data }: ResourceRecord): string {
  return data.kind === 'TXT' ? Buffer.concat(data.strings).toString('latin1') : `type ${type}`;
}
