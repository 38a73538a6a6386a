import assert from 'node:assert/strict';
import { copyFileSync, existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { settingKeys } from '../../src/config/keys.ts';
import { silentLog } from '../../src/core/index.ts';
import { openSqliteStore } from '../../src/store/index.ts';
import { createAccount, issue, NOW } from '../contract/store/world.ts';
import { tempDir } from '../support/temp-dir.ts';

const root = dirname(dirname(import.meta.dirname));
const INCIDENTS = 29;

describe('incidents of others', () => {
  test('SECURITY.md names every one, and a test that is there or that it is not built yet', () => {
    const text = readFileSync(join(root, 'SECURITY.md'), 'utf8');
    const rows = [...text.matchAll(/^\| (\d+) \| .* \| (.*) \|$/gm)];
    assert.deepEqual(
      rows.map(([, number]) => Number(number)),
      Array.from({ length: INCIDENTS }, (_, index) => index + 1),
    );
    for (const [, number, cell = ''] of rows) {
      if (cell === 'not built yet') continue;
      const [, file = '', phrase = ''] = /^`(test\/\S+)`: (.+)$/.exec(cell) ?? [];
      assert.ok(existsSync(join(root, file)) && file !== '', `incident ${number}: ${cell}`);
      assert.ok(readFileSync(join(root, file), 'utf8').includes(phrase), `incident ${number}: ${phrase}`);
    }
  });

  test('incident 17: a copy of the database has the revocations too', async (t) => {
    const [first, second] = [tempDir(t), tempDir(t)];
    const store = await openSqliteStore({ file: join(first, 'a.sqlite'), log: silentLog });
    const { serial, issuerId } = await issue(store, await createAccount(store));
    assert.equal(await store.certificates.revoke(serial, 4, NOW), 'revoked');
    const before = await store.certificates.listRevoked(issuerId, 0);
    assert.equal(before.length, 1);
    await store.close();
    copyFileSync(join(first, 'a.sqlite'), join(second, 'b.sqlite'));
    const restored = await openSqliteStore({ file: join(second, 'b.sqlite'), log: silentLog });
    t.after(() => restored.close());
    assert.deepEqual(await restored.certificates.listRevoked(issuerId, 0), before);
  });

  test('incident 18: no statement deletes a certificate, an account or an external key', () => {
    const deleted = sources('store').flatMap((text) =>
      [...text.matchAll(/deleteFrom\('(\w+)'\)|DELETE FROM (\w+)/gi)].map(([, a = '', b]) => b ?? a),
    );
    assert.deepEqual(
      [...new Set(deleted)].toSorted((a, b) => a.localeCompare(b)),
      // a row of `perspectives` is a membership and an invitation; its certificates stay, each with its revocation
      [
        'allowances',
        'approvals',
        'audit_checkpoints',
        'audit_entries',
        'authorizations',
        'challenge_events',
        'challenge_values',
        'client_identities',
        'client_keys',
        'clients',
        'crls',
        'imported_keys',
        'jobs',
        'orders',
        'persist_checks',
        'persist_records',
        'perspectives',
        'provider_records',
        'providers',
        'rule_names',
        'rule_presents',
        'rules',
        'secondary_lags',
        'tsig_keys',
        'validations',
        'zone_rollovers',
      ],
    );
  });

  test('incident 27: no setting turns a check off; those for tests are four, and marked', () => {
    const off = /skip|disable|insecure|unsafe|nonce|signature|verify|bypass|trust_all/;
    assert.ok(settingKeys.length > 20);
    assert.deepEqual(
      settingKeys.map(({ path }) => path).filter((path) => off.test(path)),
      [],
    );
    assert.deepEqual(
      settingKeys.filter((key) => key.testOnly).map(({ path }) => path),
      [
        'validation.http01_port',
        'validation.tls_alpn01_port',
        'validation.allow_loopback',
        'validation.time_scale',
      ],
    );
  });

  test('incident 29: what signs uses nothing from outside but schemas and the publishing server', () => {
    const used = ['authority/ca', 'authority/signer', 'wire', 'core']
      .flatMap(sources)
      .flatMap((text) => [...text.matchAll(/from '([^.'][^']*)'/g)].map(([, name = '']) => name));
    const outside = new Set(used.filter((name) => !name.startsWith('node:')));
    assert.deepEqual(
      [...outside].toSorted((a, b) => a.localeCompare(b)),
      ['fastify', 'zod'],
    );
  });
});

function sources(room: string): string[] {
  const files = globSync('**/*.ts', { cwd: join(root, 'src', room) });
  assert.ok(files.length > 0, room);
  return files.map((file) => readFileSync(join(root, 'src', room, file), 'utf8'));
}
