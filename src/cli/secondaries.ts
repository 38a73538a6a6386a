import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { LoadedSettings } from '../config/index.ts';
import { fail, fault, ok, type Result } from '../core/index.ts';
import { readTsigKeyFile } from '../delegation/transfer/index.ts';
import type { Secondary } from '../delegation/zone/index.ts';
import { parseAddress } from '../net/index.ts';
import type { TsigKey } from '../wire/dns/index.ts';

/**
 * Those of the settings, their keys read. Faults `secondaryWithoutAddress`, `secondaryKeyUnreadable`, `secondaryZoneUnknown`,
 * `secondaryOfSignedZone`.
 */
export function readSecondaries({ file, settings }: LoadedSettings): Result<Secondary[]> {
  const { secondaries, zones } = settings.delegation;
  const read: Secondary[] = [];
  for (const [name, one] of Object.entries(secondaries)) {
    if (one.addresses.length === 0) return fail(fault('secondaryWithoutAddress', { secondary: name }));
    const theirs = one.zones.length === 0 ? Object.keys(zones) : one.zones;
    for (const zone of theirs) {
      const known = zones[zone];
      if (known === undefined) return fail(fault('secondaryZoneUnknown', { secondary: name, zone }));
      if (known.dnssec) return fail(fault('secondaryOfSignedZone', { secondary: name, zone }));
    }
    const key = readKey(name, one.key_file, resolve(dirname(file), one.key_file));
    if (!key.ok) return key;
    const { port } = one;
    const addresses = one.addresses.map((text) => parseAddress(text)?.text ?? text); // as a socket tells it;
    read.push({
      name,
      addresses,
      port,
      key: key.value,
      zones: one.zones.length === 0 ? undefined : one.zones,
    });
  }
  return ok(read);
}

function readKey(secondary: string, given: string, path: string): Result<TsigKey> {
  const unreadable = (cause: string) =>
    fail(fault('secondaryKeyUnreadable', { secondary, file: given === '' ? '' : path, cause }));
  if (given === '') return unreadable('ENOENT');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return unreadable((error as NodeJS.ErrnoException).code ?? 'error');
  }
  const key = readTsigKeyFile(text);
  return key === undefined ? unreadable('EINVAL') : ok(key);
}
