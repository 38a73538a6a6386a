// A signed zone as people set it up: the setting, the DS record to publish, answers that hold under it, also after a restart.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseTrustAnchor } from '../../src/config/index.ts';
import { systemClock } from '../../src/core/index.ts';
import { createStubResolver, createValidatingResolver, type QuestionType } from '../../src/net/index.ts';
import { nameFromText } from '../../src/wire/dns/index.ts';
import { type Ready, serve, sixfour, sixfourJson } from '../support/sixfour.ts';
import { tempDir } from '../support/temp-dir.ts';

const SIGNED = 'acme.example.net';
const PLAIN = 'plain.example.org';
const WAIT_MS = 20_000;

function servers(zone: string): string {
  return `name_servers = { "ns1.${zone}" = ["::1", "127.0.0.1"] }`;
}

function environment(dnssec: boolean) {
  return {
    SIXFOUR_DELEGATION_PORT: '0',
    SIXFOUR_DELEGATION_ZONES: `{ "${SIGNED}" = { ${servers(SIGNED)}, dnssec = ${dnssec} }, "${PLAIN}" = { ${servers(PLAIN)} } }`,
  };
}

test('a zone is signed with a key that stays, and its DS record is printed', async (t) => {
  const data = join(tempDir(t), 'data');
  const env = environment(true);
  let server = await serve(data, env);
  t.after(() => server.stop());
  assert.equal((await sixfourJson(['client', 'add', 'web', '--data', data], env)).code, 0);
  assert.equal((await sixfourJson(['rule', 'add', 'web', 'www.example.com', '--data', data], env)).code, 0);

  const { zones } = (await sixfourJson(['zone', 'show', '--data', data], env)).body;
  const [signed, plain] = zones;
  assert.deepEqual([plain.name, plain.dnssec, plain.key], [PLAIN, false, null]);
  const ds = `${SIGNED}. IN DS ${signed.key.ds}`;
  const shown = await sixfour(['zone', 'show', SIGNED, '--data', data], env);
  assert.ok(shown.stdout.includes(`${SIGNED}. IN NS ns1.${SIGNED}.\n${ds}\n`), shown.stdout);
  assert.ok(!shown.stdout.includes(PLAIN));
  assert.equal((await sixfour(['zone', 'show', 'other.example', '--data', data], env)).code, 1);

  const names = [
    [SIGNED, 'CAA', 'nodata'],
    [`ns1.${SIGNED}`, 'AAAA', 'answer'],
    [`com-example-www.${SIGNED}`, 'TXT', 'nodata'],
    [`missing.${SIGNED}`, 'TXT', 'nodata'],
  ] as const;
  for (const [name, type, outcome] of names) {
    assert.deepEqual(await validated(server.ready, ds, name, type), [outcome, 'secure'], `${name} ${type}`);
  }
  const other = ds.replace(/ [0-9A-F]{2}([0-9A-F]+)$/, ' 00$1');
  assert.deepEqual(await validated(server.ready, other, SIGNED, 'CAA'), ['nodata', 'bogus']);

  await server.stop();
  const offline = await sixfourJson(['zone', 'show', SIGNED, '--data', data], env);
  assert.deepEqual(offline.body.zones[0].key, signed.key, 'without a server too');
  server = await serve(data, env);
  assert.deepEqual(await validated(server.ready, ds, SIGNED, 'CAA'), ['nodata', 'secure'], 'the same key');
  await server.stop();
  const database = readFileSync(join(data, 'sixfour.sqlite'));
  assert.ok(!database.includes(PKCS8_P256), 'the key is sealed');

  const off = environment(false);
  server = await serve(data, off);
  assert.deepEqual(
    await validated(server.ready, ds, SIGNED, 'CAA'),
    ['nodata', 'bogus'],
    'a DS is a promise',
  );
  const after = await sixfour(['zone', 'show', SIGNED, '--data', data], off);
  assert.ok(!after.stdout.includes(' DS '), after.stdout);
});

/** How every PKCS#8 key of P-256 begins, up to the secret number. */
const PKCS8_P256 = Buffer.from('020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420', 'hex');

async function validated(
  { listeners }: Ready,
  ds: string,
  name: string,
  type: QuestionType,
): Promise<[string, string | undefined]> {
  const dns = listeners.find(({ scheme, family }) => scheme === 'dns' && family === 6);
  assert.ok(dns);
  const anchor = parseTrustAnchor(ds.replace(' IN ', ' '));
  assert.ok(anchor);
  const stub = createStubResolver({ servers: [{ address: '::1', port: dns.port }], clock: systemClock });
  const resolver = createValidatingResolver({
    source: stub.signed,
    clock: systemClock,
    anchors: { anchors: [{ zone: nameFromText(anchor.zone), data: anchor.data }], islands: [] },
    mode: 'record',
  });
  const deadlineMs = systemClock.monotonic() + WAIT_MS;
  const { evidence } = await resolver.lookup({ name, type, hop: 0, deadlineMs });
  return [evidence.outcome, evidence.dnssec?.status];
}
