// The table of times of a change of key, and the change itself on a real store, whatever step is cut off.
import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { silentLog } from '../../../../src/core/index.ts';
import { createRollovers, dsSeen, keysFor, nextStep } from '../../../../src/delegation/rollover/index.ts';
import { dnskeyOf, newZoneKey, type ZoneKeys } from '../../../../src/delegation/zone/index.ts';
import { openSqliteStore, type ZoneRollover } from '../../../../src/store/index.ts';
import { DIGEST_TYPE, digestKey, type Ds, keyTag, nameFromHost } from '../../../../src/wire/dns/index.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

const ZONE = 'acme.test';
const TTL = 3_600;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const AT = 1_800_000_000_000;

const at = (changes: Partial<ZoneRollover>): ZoneRollover => ({
  zone: ZONE,
  phase: 'key-published',
  publicKey: new Uint8Array(64),
  sealedKey: new Uint8Array(1),
  startedAt: AT,
  phaseAt: AT,
  dsTtl: 0,
  dsSeen: 'old',
  dsSeenAt: AT,
  ...changes,
});

// RFC 7583 section 3.3.3; a DS record is kept for a day at least, and its zone's servers have an hour
const published = AT + TTL * 1000 + 5 * MINUTE;
const gone = AT + DAY + HOUR;
const twoDays = AT + 2 * DAY + HOUR;
const TABLE: readonly (readonly [Partial<ZoneRollover>, number, string])[] = [
  [{}, AT, `wait ${published}`],
  [{}, published - 1, `wait ${published}`],
  [{}, published, 'move ds-awaited'],
  [{ dsSeen: 'unknown' }, published, 'move ds-awaited'],
  [{ phase: 'ds-awaited' }, gone, 'ask-ds'],
  [{ phase: 'ds-awaited', dsSeen: 'unknown' }, gone, 'ask-ds'],
  [{ phase: 'ds-awaited', dsSeen: 'neither' }, gone, 'ask-ds'],
  [{ phase: 'ds-awaited', dsSeen: 'both' }, AT, 'move ds-changed'],
  [{ phase: 'ds-awaited', dsSeen: 'new' }, AT, 'move ds-changed'],
  [{ phase: 'ds-changed', dsSeen: 'new' }, gone - 1, `wait ${gone}`],
  [{ phase: 'ds-changed', dsSeen: 'new' }, gone, 'finish'],
  [{ phase: 'ds-changed', dsSeen: 'new', dsTtl: 60 }, gone - 1, `wait ${gone}`],
  [{ phase: 'ds-changed', dsSeen: 'new', dsTtl: 172_800 }, gone, `wait ${twoDays}`],
  [{ phase: 'ds-changed', dsSeen: 'both', dsTtl: 172_800 }, twoDays, 'finish'],
  [{ phase: 'ds-changed', dsSeen: 'unknown' }, gone, 'finish'],
  // taken back above: nothing is withdrawn
  [{ phase: 'ds-changed', dsSeen: 'old' }, twoDays, 'move ds-awaited'],
  [{ phase: 'ds-changed', dsSeen: 'neither' }, twoDays, 'move ds-awaited'],
  [{ phase: 'aborting' }, gone - 1, `wait ${gone}`],
  [{ phase: 'aborting' }, gone, 'drop'],
  [{ phase: 'aborting', dsSeen: 'both' }, gone, 'drop'],
  [{ phase: 'aborting', dsSeen: 'unknown' }, gone, 'drop'],
  [{ phase: 'aborting', dsSeen: 'new' }, AT, 'ask-ds'],
  [{ phase: 'aborting', dsSeen: 'new' }, twoDays, 'ask-ds'],
  [{ phase: 'aborting', dsSeen: 'neither' }, twoDays, 'ask-ds'],
];

test('what comes next, and when', () => {
  for (const [changes, now, wanted] of TABLE) {
    const step = nextStep(at(changes), TTL, now);
    const said =
      step.kind === 'wait' ? `wait ${step.until}` : step.kind === 'move' ? `move ${step.to}` : step.kind;
    assert.equal(said, wanted, JSON.stringify({ ...changes, now: now - AT }));
  }
});

test('which key DS records name; SHA-1 names none', () => {
  const [old, fresh, other] = [newZoneKey(), newZoneKey(), newZoneKey()].map(({ publicKey }) => publicKey);
  assert.ok(old && fresh && other);
  const keys = { old, fresh };
  assert.equal(dsSeen(ZONE, [], keys), 'neither');
  assert.equal(dsSeen(ZONE, [dsOf(other)], keys), 'neither');
  assert.equal(dsSeen(ZONE, [dsOf(old)], keys), 'old');
  assert.equal(dsSeen(ZONE, [dsOf(other), dsOf(fresh, DIGEST_TYPE.SHA384)], keys), 'new');
  assert.equal(dsSeen(ZONE, [dsOf(old), dsOf(fresh)], keys), 'both');
  assert.equal(dsSeen(ZONE, [dsOf(fresh, DIGEST_TYPE.SHA1)], keys), 'neither');
});

function dsOf(publicKey: Uint8Array, digestType: number = DIGEST_TYPE.SHA256): Ds {
  const dnskey = dnskeyOf(publicKey);
  const digest = digestKey(nameFromHost(ZONE), dnskey, digestType);
  assert.ok(digest !== undefined);
  return { kind: 'DS', keyTag: keyTag(dnskey), algorithm: 13, digestType, digest };
}

function open(_zone: string, sealed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.from(sealed), format: 'der', type: 'pkcs8' });
}

async function world(t: TestContext, everyMs = 0) {
  const store = await openSqliteStore({ file: join(tempDir(t), 'store.sqlite'), log: silentLog });
  t.after(() => store.close());
  const clock = createVirtualClock(AT);
  const first = newZoneKey();
  await store.zoneKeys.add({
    zone: ZONE,
    publicKey: first.publicKey,
    sealedKey: first.pkcs8,
    createdAt: clock.now(),
  });
  let served: ZoneKeys | undefined;
  const above: { ds: readonly Uint8Array[] | undefined; ttl: number } = { ds: [first.publicKey], ttl: 300 };
  let kill = false;
  /** As a start of the program makes it. */
  const start = () =>
    createRollovers({
      store,
      zones: new Map([[ZONE, TTL]]),
      seal: (_zone, pkcs8) => pkcs8,
      open,
      async serve(_zone, keys) {
        if (kill) throw new Error('killed');
        served = keys;
      },
      askDs: async () => above.ds && { records: above.ds.map((key) => dsOf(key)), ttl: above.ttl },
      everyMs,
      clock,
      log: silentLog,
    });
  /** What is served after a start. */
  const stored = async (): Promise<ZoneKeys> => {
    const key = await store.zoneKeys.find(ZONE);
    const rollover = await store.zoneKeys.findRollover(ZONE);
    assert.ok(key !== undefined);
    const signingKey = open(ZONE, key.sealedKey);
    return rollover === undefined
      ? { signingKey }
      : keysFor(rollover.phase, signingKey, open(ZONE, rollover.sealedKey));
  };
  return {
    store,
    clock,
    above,
    first: first.publicKey,
    start,
    stored,
    served: () => served,
    kill: (now: boolean) => void (kill = now),
    phase: async () => (await store.zoneKeys.findRollover(ZONE))?.phase,
  };
}

const text = (key: KeyObject | undefined) => key && createPublicKey(key).export({ format: 'jwk' }).x;

/** Public halves: what signs, what is published beside it, and whether the zone above is to have that. */
function shape(keys: ZoneKeys | undefined) {
  return [text(keys?.signingKey), text(keys?.secondKey?.key), keys?.secondKey?.announced];
}

test('a change of key from one end to the other, killed behind every write', async (t) => {
  const { store, clock, above, start, stored, served, kill, phase } = await world(t);
  let rollovers = start();
  /** The write goes through and what follows does not; then the program starts again. */
  const cut = async (step: () => Promise<unknown>) => {
    kill(true);
    await step().catch(() => {});
    kill(false);
    rollovers = start();
    return shape(await stored());
  };
  const [old] = shape(await stored());
  const begun = await cut(() => rollovers.begin(ZONE));
  assert.deepEqual([begun[0], begun[2]], [old, false]);
  const fresh = begun[1];
  assert.ok(fresh !== undefined && fresh !== old);
  const again = await rollovers.begin(ZONE);
  assert.equal(!again.ok && again.fault.code, 'rolloverUnderWay');

  await clock.advance(TTL * 1000 + 5 * MINUTE);
  assert.deepEqual(await cut(() => rollovers.run()), [old, fresh, true]);
  const rollover = await store.zoneKeys.findRollover(ZONE);
  assert.ok(rollover !== undefined);
  await clock.advance(10 * DAY);
  await rollovers.run();
  assert.equal(await phase(), 'ds-awaited', 'as long as the zone above has the old one');

  above.ds = [rollover.publicKey];
  above.ttl = 2 * 86_400;
  await clock.advance(10 * MINUTE);
  assert.deepEqual(await cut(() => rollovers.run()), [fresh, old, false]);
  await clock.advance(2 * DAY);
  await rollovers.run();
  assert.equal(await phase(), 'ds-changed', 'the TTL that was seen, and an hour');
  await clock.advance(HOUR);
  assert.deepEqual(await cut(() => rollovers.run()), [fresh, undefined, undefined]);
  assert.deepEqual(
    [await phase(), (await store.zoneKeys.find(ZONE))?.publicKey],
    [undefined, rollover.publicKey],
  );
  await rollovers.run();
  assert.equal(await phase(), undefined);
  assert.equal(served(), undefined, 'every step was cut off');
});

test('a DS record that is taken back leads back; the new one counts anew from then on', async (t) => {
  const { store, clock, above, first, start, phase } = await world(t);
  const rollovers = start();
  await rollovers.begin(ZONE);
  const fresh = (await store.zoneKeys.findRollover(ZONE))?.publicKey;
  assert.ok(fresh !== undefined);
  await clock.advance(2 * HOUR);
  await rollovers.run();
  above.ds = [fresh];
  await clock.advance(10 * MINUTE);
  await rollovers.run();
  assert.equal(await phase(), 'ds-changed');
  above.ds = [first];
  await clock.advance(2 * DAY);
  await rollovers.run();
  assert.equal(await phase(), 'ds-awaited');
  above.ds = [first, fresh];
  await clock.advance(10 * MINUTE);
  await rollovers.run();
  assert.equal(await phase(), 'ds-changed');
  await clock.advance(DAY);
  await rollovers.run();
  assert.equal(await phase(), 'ds-changed');
  await clock.advance(HOUR);
  await rollovers.run();
  assert.equal(await phase(), undefined);
});

test('a zone above that cannot be asked: the administrator says it; one that can be has to have it', async (t) => {
  const { clock, above, start, phase } = await world(t);
  const rollovers = start();
  const codeOf = async (asked: ReturnType<typeof rollovers.dsPublished>) => {
    const done = await asked;
    return done.ok ? undefined : done.fault.code;
  };
  assert.equal(await codeOf(rollovers.dsPublished(ZONE)), 'noRollover');
  assert.equal(await codeOf(rollovers.abort(ZONE)), 'noRollover');
  const other = await rollovers.begin('other.test');
  assert.equal(!other.ok && other.fault.code, 'zoneNotSigned');
  await rollovers.begin(ZONE);
  assert.equal(await codeOf(rollovers.dsPublished(ZONE)), 'dsNotAwaited');
  await clock.advance(2 * HOUR);
  await rollovers.run();
  assert.equal(await codeOf(rollovers.dsPublished(ZONE)), 'dsNotPublished');
  above.ds = undefined;
  await clock.advance(DAY);
  await rollovers.run();
  assert.equal(await phase(), 'ds-awaited');
  assert.equal(await codeOf(rollovers.dsPublished(ZONE)), undefined);
  assert.equal(await codeOf(rollovers.abort(ZONE)), 'rolloverTooLate');
  await clock.advance(DAY);
  await rollovers.run();
  assert.equal(await phase(), 'ds-changed');
  await clock.advance(HOUR);
  await rollovers.run();
  assert.equal(await phase(), undefined);
});

test('given up: at once while nobody was asked to rely on it, later when nobody can', async (t) => {
  const { clock, above, first, store, start, stored, served, phase } = await world(t);
  const rollovers = start();
  const before = shape(await stored());
  await rollovers.begin(ZONE);
  assert.ok((await rollovers.abort(ZONE)).ok);
  assert.deepEqual([await phase(), shape(served())], [undefined, before]);
  await rollovers.begin(ZONE);
  const fresh = (await store.zoneKeys.findRollover(ZONE))?.publicKey;
  assert.ok(fresh !== undefined);
  await clock.advance(2 * HOUR);
  await rollovers.run();
  assert.ok((await rollovers.abort(ZONE)).ok);
  assert.deepEqual([await phase(), shape(served())[2]], ['aborting', false]);
  assert.ok((await rollovers.abort(ZONE)).ok, 'twice is once');
  // the zone above read CDS just before: its DS record names the new key, which stays until that is mended
  above.ds = [fresh];
  await clock.advance(3 * DAY);
  await rollovers.run();
  assert.equal(await phase(), 'aborting');
  above.ds = [first];
  await clock.advance(10 * MINUTE);
  await rollovers.run();
  assert.equal(await phase(), 'aborting', 'caches may have that DS record for a day');
  await clock.advance(DAY + HOUR);
  await rollovers.run();
  assert.deepEqual([await phase(), shape(served())], [undefined, before]);
});

test('by age, where the settings say so', async (t) => {
  const { clock, start, phase } = await world(t, 30 * DAY);
  const rollovers = start();
  await clock.advance(30 * DAY - 1);
  await rollovers.run();
  assert.equal(await phase(), undefined);
  await clock.advance(1);
  await rollovers.run();
  assert.equal(await phase(), 'key-published');
});
