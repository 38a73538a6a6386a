// The two keys of a zone that changes its key, in its answers: each DS record proves them while both must, and only one does afterwards.
import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { test } from 'node:test';
import { keysFor } from '../../../../src/delegation/rollover/index.ts';
import { newZoneKey, startZoneServer } from '../../../../src/delegation/zone/index.ts';
import { readZoneKey } from '../../../../src/delegation/zone/zone-key.ts';
import { silentLog, systemClock } from '../../../../src/core/index.ts';
import { nameFromText, TYPE } from '../../../../src/wire/dns/index.ts';
import { DO, SIGNED, SIGNING_KEY, verdictOf } from '../../../support/signed-zone.ts';
import { NAMES, query, SERVERS, testZone } from '../../../support/zone.ts';
import { framed, openTcp, readTcp, untilOpen } from '../../../support/zone-client.ts';

const FRESH = createPrivateKey({ key: Buffer.from(newZoneKey().pkcs8), format: 'der', type: 'pkcs8' });
const TAGS = [SIGNING_KEY, FRESH].map((key) => readZoneKey(nameFromText('acme.test'), key).tag);
const QUESTIONS = [
  ['com-example.acme.test', TYPE.TXT],
  ['acme.test', TYPE.DNSKEY],
  ['acme.test', TYPE.CDS],
  ['missing.acme.test', TYPE.TXT],
] as const;

type World = ReturnType<typeof testZone>;

async function provenBy(zone: World, anchorKey: typeof FRESH): Promise<boolean> {
  const verdicts = new Set<boolean>();
  for (const [name, type] of QUESTIONS)
    verdicts.add((await verdictOf(zone, name, type, { anchorKey })) === 'secure');
  assert.equal(verdicts.size, 1, 'all answers or none');
  return verdicts.has(true);
}

function tags(zone: World, name: string, type: number): number[] {
  const { answers } = zone.ask({ name, type, message: DO, transport: 'tcp' });
  return answers.flatMap(({ data }) => (data.kind === 'RRSIG' ? [data.keyTag] : []));
}

test('both keys are proven by either DS record in every phase; what the zone above is to have is proven by both', async () => {
  const zone = testZone({ zones: [SIGNED] });
  assert.ok(await provenBy(zone, SIGNING_KEY)); // kept signatures of before are not to count below
  for (const phase of ['key-published', 'ds-awaited', 'ds-changed', 'aborting'] as const) {
    zone.zones.setKeys('acme.test', keysFor(phase, SIGNING_KEY, FRESH));
    assert.deepEqual([await provenBy(zone, SIGNING_KEY), await provenBy(zone, FRESH)], [true, true], phase);
    for (const type of [TYPE.DNSKEY, TYPE.CDS, TYPE.CDNSKEY]) {
      assert.deepEqual(new Set(tags(zone, 'acme.test', type)), new Set(TAGS), `${phase} ${type}`);
    }
    const own = phase === 'ds-changed' ? TAGS.slice(1) : TAGS.slice(0, 1);
    assert.deepEqual(tags(zone, 'com-example.acme.test', TYPE.TXT), own, phase);
    const { answers } = zone.ask({ name: 'acme.test', type: TYPE.CDS });
    const announced = phase === 'ds-awaited' || phase === 'ds-changed' ? TAGS[1] : TAGS[0];
    assert.deepEqual(
      answers.map(
        ({ data }) => data.kind === 'unknown' && ((data.bytes[0] ?? 0) << 8) + (data.bytes[1] ?? 0),
      ),
      [announced],
      phase,
    );
  }
  zone.zones.setKeys('acme.test', { signingKey: FRESH });
  assert.deepEqual([await provenBy(zone, SIGNING_KEY), await provenBy(zone, FRESH)], [false, true]);
});

test('a zone above that is ours follows by itself', async () => {
  const child = { ...SIGNED, name: 'sub.acme.test', records: [] };
  const zone = testZone({ zones: [SIGNED, child], deltas: [] });
  const ds = () =>
    zone
      .ask({ name: 'sub.acme.test', type: TYPE.DS })
      .answers.flatMap(({ data }) => (data.kind === 'DS' ? [data.keyTag] : []));
  const [before] = ds();
  zone.zones.setKeys('sub.acme.test', keysFor('key-published', SIGNING_KEY, FRESH));
  assert.deepEqual(ds(), [before]);
  zone.zones.setKeys('sub.acme.test', keysFor('ds-awaited', SIGNING_KEY, FRESH));
  const [after] = ds();
  assert.ok(after !== undefined && after !== before);
  assert.equal(await verdictOf(zone, 'sub.acme.test', TYPE.DS), 'secure');
});

test('a running server takes them up, and keeps them when its thread is started again', async () => {
  const started = await startZoneServer(
    {
      zones: [SIGNED],
      onDemand: SERVERS,
      addresses: ['127.0.0.1'],
      port: 0,
      base: () => ({ sequence: 1, names: NAMES }),
      clock: systemClock,
      log: silentLog,
    },
    new URL('../../../support/zone-worker.ts', import.meta.url),
  );
  assert.ok(started.ok);
  const server = started.value;
  const at = { address: '127.0.0.1', port: server.bound[0]?.port ?? 0 };
  const keys = async () => {
    const socket = await openTcp(at); // a datagram may come before the socket of the next thread
    socket.write(framed(query({ name: 'acme.test', type: TYPE.DNSKEY })));
    const [message] = await readTcp(socket, 1);
    socket.destroy();
    return message?.answers.length;
  };
  assert.equal(await keys(), 1);
  assert.equal(await server.setKeys('acme.test', keysFor('key-published', SIGNING_KEY, FRESH)), true);
  assert.equal(await keys(), 2);
  const accident = { sequence: 2, zone: 'acme.test', label: 'accident', values: [] };
  assert.equal(await server.publish([accident]), true);
  assert.equal(await server.publish([{ ...accident, sequence: 3, label: 'after' }]), true);
  await untilOpen(at);
  assert.equal(await keys(), 2, 'also of the next thread');
  assert.equal(await server.setKeys('acme.test', { signingKey: FRESH }), true);
  assert.equal(await keys(), 1);
  await server.close();
  assert.equal(await server.setKeys('acme.test', { signingKey: SIGNING_KEY }), false);
});
