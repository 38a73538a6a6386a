// A whole zone as it was at one serial, whatever changes between two of its messages: by chance, and against a copy made at the start.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createJournal } from '../../../../src/delegation/zone/journal.ts';
import { TRANSFER_CHANGES_MAX, TRANSFER_MS_MAX } from '../../../../src/delegation/zone/limits.ts';
import {
  createTransfers,
  type Transfers,
  type TransferSink,
} from '../../../../src/delegation/zone/transfer.ts';
import { createZoneSet, type ZoneSet } from '../../../../src/delegation/zone/zone-set.ts';
import type { ResourceRecord } from '../../../../src/wire/dns/index.ts';
import { applied, contents } from '../../../support/transfer-client.ts';
import { SERVERS, VALUE, VALUE_2, ZONE } from '../../../support/zone.ts';

const NAMES = 4_000;

function world(now?: () => number) {
  let transfers: Transfers | undefined;
  const journal = createJournal();
  const zones: ZoneSet = createZoneSet({
    zones: [ZONE],
    onDemand: SERVERS,
    seed: 6,
    onChange(change) {
      journal.note(change);
      transfers?.changed(change);
    },
  });
  transfers = createTransfers({ zones, journal, ...(now && { now }) });
  let sequence = 0;
  const change = (label: string, values: readonly string[] | undefined) =>
    zones.apply({ sequence: ++sequence, zone: ZONE.name, label, values });
  for (let i = 0; i < NAMES; i++) change(`n${i}`, i % 3 === 0 ? [VALUE] : []);
  const found = zones.zoneNamed(ZONE.name);
  assert.ok(found !== undefined);
  return { transfers, change, serial: () => sequence, ...found };
}

async function wholeOf({ transfers, zone, apex }: ReturnType<typeof world>, between = () => {}) {
  const records: ResourceRecord[] = [];
  let lots = 0;
  const sink: TransferSink = async (lot) => {
    records.push(...lot);
    lots++;
    between();
    return true;
  };
  const end = await transfers.whole(zone, apex, sink);
  return { end, records, lots };
}

test('a transfer has what was there when it began', async () => {
  for (let seed = 1; seed <= 6; seed++) {
    const own = world();
    const chance = chanceOf(seed);
    const before = contents((await wholeOf(own)).records);
    const since = own.serial();
    const { records, lots, end } = await wholeOf(own, () => {
      for (let i = 0; i < 30; i++) {
        const label = `n${chance(NAMES + 500)}`;
        const kind = chance(4);
        own.change(
          label,
          kind === 0 ? undefined : kind === 1 ? [] : kind === 2 ? [VALUE_2] : [VALUE, VALUE_2],
        );
      }
    });
    assert.ok(end === 'done' && lots > 10, `${lots} messages`);
    assert.deepEqual(contents(records), before, `seed ${seed}`);
    const now = contents((await wholeOf(own)).records);
    assert.notDeepEqual(now, before);
    const difference: ResourceRecord[] = [];
    await own.transfers.since(own.zone, own.apex, since, async (lot) => {
      difference.push(...lot);
      return true;
    });
    assert.deepEqual(applied(before, difference), now, `seed ${seed}, the difference`);
  }
});

test('a transfer ends when nobody reads, when it takes too long, and when too much changes meanwhile', async () => {
  const gone = world();
  assert.equal(await gone.transfers.whole(gone.zone, gone.apex, async () => false), 'gone');
  let time = 0;
  const slow = world(() => time);
  assert.equal((await wholeOf(slow, () => (time += TRANSFER_MS_MAX / 10))).end, 'too-slow');
  const busy = world();
  let labels = 0;
  const { end } = await wholeOf(busy, () => {
    for (let i = 0; i < TRANSFER_CHANGES_MAX / 8; i++) busy.change(`busy${labels++}`, []);
  });
  assert.equal(end, 'too-many-changes');
  assert.equal((await wholeOf(busy)).end, 'done', 'and begins anew');
});

/** The same numbers for the same seed. */
function chanceOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (state >>> 8) % below;
  };
}
