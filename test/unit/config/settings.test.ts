import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import {
  type LoadedSettings,
  loadSettings,
  markTestDirectory,
  settingKeys,
  settingsDocument,
} from '../../../src/config/index.ts';
import type { Fault, Result } from '../../../src/core/index.ts';
import { catalogue, describeFault } from '../../../src/i18n/index.ts';
import { RATE_LIMITS } from '../../../src/authority/acme/limits.ts';
import { tempDir } from '../../support/temp-dir.ts';

type Environment = Readonly<Record<string, string>>;

function texts(result: Result<LoadedSettings, readonly Fault[]>): string[] {
  assert.equal(result.ok, false);
  return result.ok ? [] : result.fault.map((one) => describeFault(one));
}

function value(result: Result<LoadedSettings, readonly Fault[]>): LoadedSettings {
  if (!result.ok) assert.fail(result.fault.map((one) => describeFault(one)).join('\n'));
  return result.value;
}

const camel = ({ burst, every_ms }: { burst: number; every_ms: number }) => ({ burst, everyMs: every_ms });

suite('settings', () => {
  test('every key has a default, a reason and what is allowed, and no text is left over', () => {
    const documented = Object.keys(catalogue('en').settings).toSorted();
    assert.deepEqual(settingKeys.map((key) => key.path).toSorted(), documented);
    for (const key of settingKeys) assert.notEqual(key.fallback, undefined, key.path);
  });

  test('every key that has no name of its own has an environment variable of its own', () => {
    const variables = settingKeys.filter((key) => !key.path.includes('*')).map((key) => key.variable);
    assert.equal(new Set(variables).size, variables.length);
    assert.ok(variables.every((name) => /^SIXFOUR_[A-Z0-9_]+$/.test(name ?? '')));
  });

  test('the defaults of the rate limits are those of the ACME server', (t) => {
    const { limits } = value(loadSettings({ directory: tempDir(t), environment: {} })).settings.acme;
    assert.deepEqual(
      {
        accountsPerNetwork: camel(limits.accounts_per_network),
        ordersPerNetwork: camel(limits.orders_per_network),
        ordersPerAccount: camel(limits.orders_per_account),
        failuresPerName: camel(limits.failures_per_name),
        pendingOrdersPerAccount: limits.pending_orders_per_account,
      },
      RATE_LIMITS,
    );
  });

  test('docs/settings.md is what the schema says', () => {
    const file = join(import.meta.dirname, '..', '..', '..', 'docs', 'settings.md');
    const hint = 'run: node bin/with-node.js scripts/settings-doc.ts';
    assert.equal(readFileSync(file, 'utf8'), settingsDocument(), hint);
  });

  test('without a file everything has its default', (t) => {
    const loaded = value(loadSettings({ directory: join(tempDir(t), 'none'), environment: {} }));
    assert.equal(loaded.fileExists, false);
    assert.equal(loaded.settings.https.port, 6464);
    assert.equal(loaded.settings.http.port, 6480);
    assert.deepEqual(loaded.settings.https.addresses, ['::1', '127.0.0.1']);
    assert.equal(loaded.settings.validation.rule, 'documented');
    assert.deepEqual(loaded.settings.directories, {
      short: {
        profile: 'short',
        caa: 'inherit',
        challenge_types: [],
        networks: [],
        subdomain_authorizations: false,
      },
    });
  });

  test('the file is read from the data directory, and the environment overrides it', (t) => {
    const directory = tempDir(t);
    writeFileSync(
      join(directory, 'sixfour.toml'),
      '[https]\nport = 1\naddresses = ["::"]\n[log]\nlevel = "warn"\n',
    );
    const environment: Environment = {
      SIXFOUR_DATA_DIRECTORY: directory,
      SIXFOUR_HTTPS_PORT: '2',
      SIXFOUR_HTTP_ADDRESSES: '::1, 192.0.2.1',
      SIXFOUR_VALIDATION_DNS_SERVERS: '[2001:db8::1]:5353',
      SIXFOUR_VALIDATION_ZONES: '{ "corp.example" = ["[fd00::53]:53"] }',
      SIXFOUR_ACME_EXTERNAL_ACCOUNT_REQUIRED: 'true',
      SIXFOUR_HOST_PUBLIC_HOST: 'ca.example.org',
      SIXFOUR_SERVICE_HOST: '10.0.0.1', // what Kubernetes sets beside a service of this name
    };
    const { settings } = value(loadSettings({ environment }));
    assert.equal(settings.https.port, 2);
    assert.deepEqual(settings.https.addresses, ['::']);
    assert.deepEqual(settings.http.addresses, ['::1', '192.0.2.1']);
    assert.deepEqual(settings.validation.dns_servers, ['[2001:db8::1]:5353']);
    assert.deepEqual(settings.validation.zones, { 'corp.example': ['[fd00::53]:53'] });
    assert.equal(settings.acme.external_account_required, true);
    assert.equal(settings.host.public_host, 'ca.example.org');
    assert.equal(settings.log.level, 'warn');
  });

  test('a file named by --config says where the data is, relative to itself', (t) => {
    const directory = tempDir(t);
    const file = join(directory, 'my.toml');
    writeFileSync(file, '[data]\ndirectory = "there"\n');
    assert.equal(value(loadSettings({ file, environment: {} })).directory, join(directory, 'there'));
    assert.equal(
      value(loadSettings({ file, directory: '/elsewhere', environment: {} })).directory,
      '/elsewhere',
    );
  });

  test('test-only settings work in a directory made for tests alone', (t) => {
    const directory = tempDir(t);
    const environment: Environment = {
      SIXFOUR_VALIDATION_HTTP01_PORT: '5002',
      SIXFOUR_VALIDATION_ALLOW_LOOPBACK: 'true',
    };
    const [message = ''] = texts(loadSettings({ directory, environment }));
    assert.match(
      message,
      /validation\.http01_port works only in a data directory made for tests.*init --test/,
    );
    markTestDirectory(directory);
    const loaded = value(loadSettings({ directory, environment }));
    assert.equal(loaded.test, true);
    assert.deepEqual(loaded.testOnly, ['validation.http01_port', 'validation.allow_loopback']);
  });

  test('a file that is named but missing, or unreadable, is an error', (t) => {
    const directory = tempDir(t);
    assert.match(
      texts(loadSettings({ file: join(directory, 'no.toml'), environment: {} }))[0] ?? '',
      /no settings file .*init/,
    );
    mkdirSync(join(directory, 'sixfour.toml'));
    assert.match(texts(loadSettings({ directory, environment: {} }))[0] ?? '', /cannot be read \(EISDIR\)/);
  });
});

/** What is wrong, and what the message must say: where, which key, which value, what is allowed or meant. */
const BAD: readonly [toml: string, ...says: RegExp[]][] = [
  ['[https]\nprot = 1', /no setting "https\.prot"/, /Did you mean "https\.port"\?/],
  ['langauge = "en"', /no setting "langauge"/, /Did you mean "language"\?/],
  ['[http]\nrule = "documented"', /no setting "http\.rule"/, /Did you mean "validation\.rule"\?/],
  ['[https.extra]\na = 1', /no setting "https\.extra"/],
  ['[htps]\nport = 1', /no setting "htps"/, /Did you mean "https?"\?/],
  ['[https]\nport = 65536', /https\.port = 65536/, /from 0 to 65535/],
  ['[https]\nport = -1', /https\.port = -1/, /from 0 to 65535/],
  ['[https]\nport = 1.5', /https\.port = 1\.5/],
  ['[https]\nport = "6464"', /https\.port = "6464"/, /a whole number/],
  ['https = 3', /https = 3/],
  ['[https]\naddresses = "::1"', /https\.addresses = "::1"/, /a list of IPv6 and IPv4 addresses/],
  ['[https]\naddresses = ["::1", "localhost"]', /https\.addresses = \["::1","localhost"\]/],
  ['[host]\npublic_host = "CA.example.org"', /public_host = "CA\.example\.org"/, /lower-case host name/],
  ['[host]\npublic_host = "ca.example.org:443"', /public_host/, /without port/],
  ['[validation]\nrule = "strict"', /validation\.rule = "strict"/, /"documented", "boulder" or "per-hop"/],
  ['[validation]\ndns_servers = ["2001:db8::1:99999x"]', /validation\.dns_servers/],
  ['[validation]\ntime_scale = 2', /validation\.time_scale = 2/, /0\.001 to 1/],
  ['[validation.zones]\n"corp.example" = []', /validation\.zones/],
  ['[validation.zones]\n"Corp Example" = ["192.0.2.1"]', /validation\.zones/],
  ['[acme]\nwebsite = "ftp://example.org"', /acme\.website = "ftp:/, /http or https URL/],
  ['[acme]\nexternal_account_required = "yes"', /external_account_required = "yes"/, /true or false/],
  ['[acme.limits.orders_per_account]\nburst = 0', /acme\.limits\.orders_per_account\.burst = 0/, /from 1/],
  ['[directories.order]\nprofile = "short"', /directories/],
  ['[directories.lan]\nprofile = "long"', /directories\.lan\.profile = "long"/, /"default" or "short"/],
  [
    '[directories.lan]\nprofil = "short"',
    /no setting "directories\.lan\.profil"/,
    /directories\.lan\.profile/,
  ],
  ['[acme]\ncaa = "on"', /acme\.caa = "on"/, /"off", "advisory" or "enforce"/],
  [
    '[acme]\ncaa = "enforce"',
    /acme\.caa = "enforce" needs a name/,
    /caa_identities = \["ca\.example\.org"\]/,
  ],
  ['[directories.lan]\ncaa = "advisory"', /directories\.lan\.caa = "advisory" needs a name/],
  ['[acme]\nchallenge_types = []', /acme\.challenge_types = \[\]/, /at least one/],
  ['[acme]\nchallenge_types = ["dns-02"]', /acme\.challenge_types = \["dns-02"\]/, /"dns-account-01"/],
  ['[acme]\nchallenge_types = ["dns-persist-01"]', /acme\.challenge_types = .* needs a name/],
  ['[acme]\ndns_persist_version = "03"', /acme\.dns_persist_version = "03"/, /"01" or "02"/],
  ['[retention]\nevidence_days = 0', /retention\.evidence_days = 0/],
  ['[log]\nlevel = "loud"', /log\.level = "loud"/],
  ['[keys]\ncredential = "x"', /keys\.credential = "x"/],
  ['[https\nport = 1', /line 1, column \d+: this is not TOML/],
  ['a = 1\na = 2', /line 2.*not TOML/],
];

suite('wrong settings', () => {
  for (const [toml, ...says] of BAD) {
    test(JSON.stringify(toml), (t) => {
      const directory = tempDir(t);
      writeFileSync(join(directory, 'sixfour.toml'), toml);
      const all = texts(loadSettings({ directory, environment: {} })).join('\n');
      for (const pattern of [...says, new RegExp(join(directory, 'sixfour.toml'))])
        assert.match(all, pattern);
    });
  }

  test('all of them are named at once, and a long value is cut', (t) => {
    const directory = tempDir(t);
    writeFileSync(
      join(directory, 'sixfour.toml'),
      `prot = 1\n[log]\nlevel = "${'x'.repeat(5_000)}"\n[http]\nport = 1e9\n`,
    );
    const all = texts(loadSettings({ directory, environment: {} }));
    assert.equal(all.length, 3);
    assert.ok(all.every((message) => message.length < 500));
  });

  test('an unknown variable is an error that suggests the right one, and a wrong value names its variable', (t) => {
    const directory = tempDir(t);
    const environment: Environment = { SIXFOUR_HTTPS_PROT: '1', SIXFOUR_LOG_LEVEL: 'loud' };
    const all = texts(loadSettings({ directory, environment })).join('\n');
    assert.match(all, /no setting SIXFOUR_HTTPS_PROT\. Did you mean "SIXFOUR_HTTPS_PORT"\?/);
    assert.match(all, /^SIXFOUR_LOG_LEVEL: log\.level = "loud"/m);
  });
});
