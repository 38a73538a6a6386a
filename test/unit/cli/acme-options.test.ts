import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { acmeOptions } from '../../../src/cli/index.ts';
import { loadSettings } from '../../../src/config/index.ts';
import { tempDir } from '../../support/temp-dir.ts';

describe('what the settings say about the ACME server', () => {
  test('other directories do as the default one, unless they say otherwise', (t) => {
    const { directories = [] } = read(
      t,
      `[acme]
      caa = "enforce"
      caa_identities = ["ca.example.org"]
      challenge_types = ["dns-01", "dns-persist-01"]
      [directories.short]
      profile = "short"
      [directories.lan]
      caa = "advisory"
      challenge_types = ["http-01"]`,
    );
    const issuers = ['ca.example.org'];
    assert.deepEqual(
      directories.map(({ name, caa, challengeTypes }) => ({ name, caa, challengeTypes })),
      [
        { name: 'default', caa: { mode: 'enforce', issuers }, challengeTypes: ['dns-01', 'dns-persist-01'] },
        { name: 'short', caa: { mode: 'enforce', issuers }, challengeTypes: ['dns-01', 'dns-persist-01'] },
        { name: 'lan', caa: { mode: 'advisory', issuers }, challengeTypes: ['http-01'] },
      ],
    );
  });

  test('accounts are known under the public host first, on the port that clients see, and under every other host', (t) => {
    const bases = (toml: string) => read(t, toml).bases;
    assert.deepEqual(bases(''), ['https://localhost:6464']);
    assert.deepEqual(
      bases('[host]\npublic_host = "ca.example.org"\nhttps_port = 443\n[acme]\nhosts = ["ca2.example.org"]'),
      ['https://ca.example.org', 'https://ca2.example.org'],
    );
    assert.deepEqual(bases('[https]\nport = 8443\n[host]\npublic_host = "ca.example.org"'), [
      'https://ca.example.org:8443',
    ]);
  });

  test('the draft of dns-persist-01 is that of the setting', (t) => {
    assert.equal(read(t, '').dnsPersistVersion, '01');
    assert.equal(read(t, '[acme]\ndns_persist_version = "02"').dnsPersistVersion, '02');
  });
});

function read(t: TestContext, toml: string) {
  const directory = tempDir(t);
  writeFileSync(join(directory, 'sixfour.toml'), toml);
  const loaded = loadSettings({ directory, environment: {} });
  assert.ok(loaded.ok, JSON.stringify(loaded));
  return acmeOptions(loaded.value.settings, []);
}
