import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDirectoryPolicies, readNetworks } from '../../../src/cli/serve/networks.ts';
import { fail, fault } from '../../../src/core/index.ts';
import { catalogue } from '../../../src/i18n/index.ts';
import { parseAddress } from '../../../src/net/index.ts';

test('networks of one directory are open to it alone; those of `sixfour allow` to all, at once', () => {
  const own = new Map([
    ['staff', ['10.1.0.0/16']],
    ['plain', []],
  ]);
  const policies = createDirectoryPolicies(own, false);
  const open = (directory: string, text: string) => {
    const address = parseAddress(text);
    assert.ok(address);
    return policies.of(directory).check(address).ok;
  };
  assert.deepEqual(
    ['staff', 'plain', 'default', 'never seen'].map((one) => open(one, '10.1.2.3')),
    [true, false, false, false],
  );
  policies.setCommon(['fd00:1::/48']);
  for (const directory of ['staff', 'plain', 'default']) assert.ok(open(directory, 'fd00:1::1'), directory);
  assert.ok(open('staff', '10.1.2.3') && !open('staff', '10.2.0.1') && !open('default', '10.1.2.3'));
  assert.ok(policies.common.check({ text: 'fd00:1::1', family: 6 }).ok);
  policies.setCommon([]);
  assert.ok(!open('staff', 'fd00:1::1') && !open('default', 'fd00:1::1') && open('staff', '10.1.2.3'));
  for (const text of ['127.0.0.1', '169.254.169.254', '::1']) assert.ok(!open('staff', text), text);
});

test('a network that would open nothing, or too much, or is none, ends the start with the setting named', () => {
  const setting = {
    file: 'sixfour.toml',
    key: 'directories.staff.networks',
    path: 'directories.*.networks',
  } as const;
  assert.deepEqual(readNetworks(setting, ['10.1.0.0/16', 'fd00:1::/48']), {
    ok: true,
    value: ['10.1.0.0/16', 'fd00:1::/48'],
  });
  const allowed = catalogue('en').settings[setting.path]?.allowed ?? '';
  assert.match(allowed, /sixfour allow/);
  for (const wrong of ['127.0.0.0/8', '0.0.0.0/0', '10.1.0.1/16', 'staff', '169.254.169.254']) {
    const read = readNetworks(setting, ['10.1.0.0/16', wrong]);
    const place = { origin: 'sixfour.toml', key: 'directories.staff.networks', value: wrong };
    assert.deepEqual(read, fail(fault('settingInvalid', { ...place, allowed })));
  }
});
