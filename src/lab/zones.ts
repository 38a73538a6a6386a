import { fail, ok, type Result } from '../core/index.ts';
import { DnsError, nameFromText, nameKey } from '../wire/dns/index.ts';
import type { Name } from '../wire/dns/index.ts';
import { RECORDS_MAX } from './limits.ts';
import { parseRecords } from './presentation.ts';
import type { CheckedZone } from './script-schema.ts';
import type { Wrong } from './script.ts';
import { createSigner } from './signer.ts';
import type { Zone } from './types.ts';
import { delegate, makeZone } from './zone.ts';

/** The zones of a script, those above delegating to those below. */
export function compileZones(given: readonly CheckedZone[]): Result<readonly Zone[], readonly Wrong[]> {
  const wrong: Wrong[] = [];
  const zones: Zone[] = [];
  const names = new Set<string>();
  let records = 0;
  for (const [index, one] of given.entries()) {
    const made = compileZone(one, index);
    if (!made.ok) {
      wrong.push(...made.fault);
      continue;
    }
    const key = nameKey(made.value.zone.apex);
    records += made.value.records;
    if (names.has(key)) wrong.push({ path: ['zones', index, 'name'], reason: 'zone-twice', value: key });
    if (records > RECORDS_MAX)
      wrong.push({
        path: ['zones', index, 'records'],
        reason: 'too-many-records',
        value: String(RECORDS_MAX),
      });
    names.add(key);
    zones.push(made.value.zone);
  }
  return wrong.length > 0 ? fail(wrong) : ok(delegate(zones));
}

/** A name in full, its last dot or not; undefined where it is none. */
export function readName(text: string): Name | undefined {
  try {
    return nameFromText(text);
  } catch (error) {
    if (error instanceof DnsError) return undefined;
    throw error;
  }
}

function compileZone(
  given: CheckedZone,
  index: number,
): Result<{ readonly zone: Zone; readonly records: number }, readonly Wrong[]> {
  const path = (key: string) => ['zones', index, key];
  const apex = readName(given.name);
  if (apex === undefined) return fail([{ path: path('name'), reason: 'zone-name', value: given.name }]);
  if (given.key !== undefined && !given.sign)
    return fail([{ path: path('key'), reason: 'zone-key-unsigned', value: given.name }]);
  const signer = given.sign ? createSigner(apex, given.key) : undefined;
  if (given.sign && signer === undefined)
    return fail([{ path: path('key'), reason: 'zone-key', value: given.name }]);
  const origin = { relative: apex, at: apex, ttl: given.ttl, zone: true };
  const records = parseRecords(given.records, origin);
  if (!records.ok) {
    return fail(
      records.fault.map(({ line, reason, value }) => ({
        path: path('records'),
        inside: line,
        reason,
        value,
      })),
    );
  }
  const zone = makeZone(apex, given.ttl, records.value, signer);
  return zone.ok
    ? ok({ zone: zone.value, records: records.value.length })
    : fail([{ path: path('records'), ...zone.fault }]);
}
