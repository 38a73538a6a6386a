import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createSecondaries,
  readTsigKeyFile,
  type SecondaryState,
} from '../../../../src/delegation/transfer/index.ts';
import type { Secondary } from '../../../../src/delegation/zone/index.ts';
import { nameFromText, nameToText } from '../../../../src/wire/dns/index.ts';
import { recordingLog } from '../../../support/recording-log.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

const ZONE = 'acme.test';
const WAIT_MS = 5_000;
const secondary = (name: string): Secondary => ({
  name,
  addresses: ['192.0.2.53', '2001:db8::53'],
  port: 53,
  key: { name: nameFromText('k'), algorithm: 'hmac-sha256', secret: new Uint8Array(32) },
  zones: undefined,
});

/** Secondaries that serve what they were told last, once they hear it. */
function world(names: readonly string[]) {
  const clock = createVirtualClock();
  const log = recordingLog();
  const serials = new Map<string, number>();
  const deaf = new Set<string>();
  const told: string[] = [];
  const changed: SecondaryState[] = [];
  let newest = 0;
  const secondaries = createSecondaries({
    secondaries: names.map(secondary),
    zones: [ZONE],
    wire: ({ name }) => ({
      notify: async (_zone, address) => {
        told.push(`${name} ${address}`);
        if (deaf.has(name)) return false;
        serials.set(`${name} ${address}`, newest);
        return true;
      },
      serial: async (_zone, address) => (deaf.has(name) ? undefined : serials.get(`${name} ${address}`)),
    }),
    waitMs: WAIT_MS,
    clock,
    log,
    changed: (state) => void changed.push(state),
  });
  const follow = (sequence: number) => {
    newest = sequence;
    return secondaries.follow([{ zone: ZONE, sequence }]);
  };
  return { clock, log, deaf, told, changed, secondaries, follow };
}

test('a change is followed when each address of each secondary serves it; others are not asked', async () => {
  const { clock, secondaries, follow, told, log } = world(['a', 'b']);
  await clock.drive(follow(7));
  assert.deepEqual(
    secondaries.states().map(({ serial, lagsSince }) => [serial, lagsSince]),
    Array.from({ length: 4 }, () => [7, undefined]),
  );
  assert.equal(told.length, 4);
  await clock.drive(secondaries.follow([{ zone: 'other.test', sequence: 9 }]));
  assert.equal(told.length, 4);
  assert.deepEqual(log.lines, []);
});

test('one that lags is waited for once, told again and again, named once, and counts again when it is back', async () => {
  const { clock, deaf, log, told, changed, secondaries, follow } = world(['a', 'b']);
  deaf.add('b');
  const began = clock.monotonic();
  await clock.drive(follow(1));
  assert.equal(clock.monotonic() - began, WAIT_MS);
  const behind = secondaries.states().filter(({ lagsSince }) => lagsSince !== undefined);
  assert.deepEqual(
    behind.map((one) => one.secondary),
    ['b', 'b'],
  );
  assert.equal(changed.length, 2);
  const again = clock.monotonic();
  await clock.drive(follow(2));
  await clock.drive(follow(3));
  assert.ok(clock.monotonic() - again < WAIT_MS, 'nobody waits for b');
  const before = told.length;
  await clock.advance(3_600_000);
  const tries = told.length - before;
  assert.ok(tries >= 100 && tries <= 140, `${tries} in an hour, of two addresses`);
  assert.equal(changed.length, 2);
  deaf.delete('b');
  await clock.advance(60_000);
  assert.deepEqual(
    secondaries.states().map(({ serial, lagsSince }) => [serial, lagsSince]),
    Array.from({ length: 4 }, () => [3, undefined]),
  );
  assert.equal(changed.length, 4);
  assert.deepEqual(
    log.lines.map(({ level }) => level),
    ['warn', 'warn', 'info', 'info'],
  );
  deaf.add('b');
  const once = clock.monotonic();
  await clock.drive(follow(4));
  assert.equal(clock.monotonic() - once, WAIT_MS, 'and is waited for again');
});

test('many changes at once are one wait, and an end leaves nobody waiting', async () => {
  const { clock, deaf, secondaries, follow } = world(['a']);
  deaf.add('a');
  const all = Promise.all(Array.from({ length: 50 }, (_, i) => follow(i + 1)));
  const began = clock.monotonic();
  await clock.drive(all);
  assert.equal(clock.monotonic() - began, WAIT_MS);
  deaf.delete('a');
  await clock.advance(60_000);
  deaf.add('a');
  const last = follow(99);
  secondaries.close();
  await last;
});

test('serials are compared modulo 2^32', async () => {
  const { clock, follow, secondaries } = world(['a']);
  await clock.drive(follow(2 ** 32 - 1));
  await clock.drive(follow(2 ** 32 + 5));
  assert.equal(secondaries.states()[0]?.wanted, 5);
});

const clause = (body: string, name = '"Ns2.Transfer"') => `# a comment\nkey ${name} {\n  ${body}\n};\n`;

test('a key file is read as BIND writes it', () => {
  const secret = Buffer.alloc(32, 5).toString('base64');
  const good = readTsigKeyFile(clause(`algorithm hmac-sha512; /* strong */ secret "${secret}";`));
  assert.ok(good !== undefined);
  assert.deepEqual(
    [nameToText(good.name), good.algorithm, good.secret.length],
    ['ns2.transfer', 'hmac-sha512', 32],
  );
  assert.ok(readTsigKeyFile(clause(`algorithm "hmac-sha256."; secret ${secret};`, 'ns2')) !== undefined);
  for (const bad of [
    '',
    secret,
    clause(`algorithm hmac-md5; secret "${secret}";`),
    clause(`algorithm hmac-sha1; secret "${secret}";`),
    clause('algorithm hmac-sha256; secret "c2hvcnQ=";'),
    clause('algorithm hmac-sha256;'),
    `${clause(`algorithm hmac-sha256; secret "${secret}";`)}key "two" { algorithm hmac-sha256; secret "${secret}"; };`,
    clause(`algorithm hmac-sha256; secret "${secret}";`, `"${'x'.repeat(64)}"`),
  ]) {
    assert.equal(readTsigKeyFile(bad), undefined, bad);
  }
});
