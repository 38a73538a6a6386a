import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { readSecondaries } from '../../../src/cli/secondaries.ts';
import { loadSettings } from '../../../src/config/index.ts';
import { nameToText } from '../../../src/wire/dns/index.ts';
import { tempDir } from '../../support/temp-dir.ts';

const KEY = `key "ns2.acme-transfer" { algorithm hmac-sha256; secret "${Buffer.alloc(32).toString('base64')}"; };`;

function read(t: TestContext, table: string) {
  const directory = tempDir(t);
  const file = join(directory, 'sixfour.toml');
  writeFileSync(join(directory, 'ns2.key'), KEY);
  writeFileSync(join(directory, 'bad.key'), KEY.replace('sha256', 'md5'));
  writeFileSync(
    file,
    `[delegation.zones."acme.test"]
[delegation.zones."signed.test"]
dnssec = true
[delegation.secondaries.ns2]
${table}
`,
  );
  const loaded = loadSettings({ file, directory, environment: {} });
  assert.ok(loaded.ok);
  return readSecondaries(loaded.value);
}

test('a secondary of the settings, its key from a file beside them, its addresses as sockets tell them', (t) => {
  const secondaries = read(
    t,
    'addresses = ["2001:DB8:0::53", "192.0.2.53"]\nkey_file = "ns2.key"\nzones = ["acme.test"]',
  );
  assert.ok(secondaries.ok);
  const [one] = secondaries.value;
  assert.deepEqual(
    [one?.name, one?.addresses, one?.port, one?.zones],
    ['ns2', ['2001:db8::53', '192.0.2.53'], 53, ['acme.test']],
  );
  assert.equal(one && nameToText(one.key.name), 'ns2.acme-transfer');
});

test('what is missing or cannot be is said', (t) => {
  const whole = 'addresses = ["192.0.2.53"]\nkey_file = "ns2.key"\nzones = ["acme.test"]';
  const cases: readonly (readonly [string, string])[] = [
    [whole.replace('["192.0.2.53"]', '[]'), 'secondaryWithoutAddress'],
    [whole.replace('key_file = "ns2.key"\n', ''), 'secondaryKeyUnreadable'],
    [whole.replace('ns2.key', 'none.key'), 'secondaryKeyUnreadable'],
    [whole.replace('ns2.key', 'bad.key'), 'secondaryKeyUnreadable'],
    [whole.replace('acme.test', 'other.test'), 'secondaryZoneUnknown'],
    [whole.replace('acme.test', 'signed.test'), 'secondaryOfSignedZone'],
    [whole.replace('\nzones = ["acme.test"]', ''), 'secondaryOfSignedZone'],
  ];
  for (const [table, code] of cases) {
    const secondaries = read(t, table);
    assert.equal(!secondaries.ok && secondaries.fault.code, code, table);
  }
});
