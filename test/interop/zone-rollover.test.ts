// A change of a zone's key below a zone of BIND whose DS record changes in the middle: delv and Unbound validate at every stage, whatever
// of the two DS records they hold while both must do. Time is our own; the caches' is real, with TTLs of a second.
import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLog, systemClock } from '../../src/core/index.ts';
import { type AskDs, createRollovers, keysFor, type Rollovers } from '../../src/delegation/rollover/index.ts';
import {
  newZoneKey,
  startZoneServer,
  type ZoneServer,
  zoneKeyTexts,
} from '../../src/delegation/zone/index.ts';
import { createStubResolver, type Resolver } from '../../src/net/index.ts';
import { openSqliteStore, type Store } from '../../src/store/index.ts';
import { startNamed, type Named } from '../support/named.ts';
import { describe as describeRun, installed, mustRun, run, type Service } from '../support/process.ts';
import { tempDir } from '../support/temp-dir.ts';
import { startUnbound } from '../support/unbound.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';
import { NAMES, SERVERS, ZONE } from '../support/zone.ts';

const PROGRAMS = ['named', 'delv', 'unbound', 'nsupdate', 'dig'];
const THERE = (await Promise.all(PROGRAMS.map(installed))).every(Boolean);
const skip = THERE
  ? false
  : `one of ${PROGRAMS.join(', ')} is not installed (bind9, bind9-dnsutils, unbound)`;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TTL_SECONDS = 1;
const UPDATE_KEY = `hmac-sha256:parent:${Buffer.alloc(32, 7).toString('base64')}`;

const open = (_zone: string, sealed: Uint8Array) =>
  createPrivateKey({ key: Buffer.from(sealed), format: 'der', type: 'pkcs8' });

describe('a change of key', { skip }, () => {
  const directory = tempDir({ after });
  const clock = createVirtualClock(Date.now());
  let store: Store;
  let server: ZoneServer;
  let parent: Named;
  let unbound: { readonly service: Service; readonly resolver: Resolver };
  let rollovers: Rollovers;
  let port = 0;
  const ds = { old: '', fresh: '' };

  const askDs: AskDs = async (zone) => {
    const servers = [{ address: '127.0.0.1', port: parent.port }];
    const deadlineMs = systemClock.monotonic() + 20_000;
    const resolver = createStubResolver({ servers, clock: systemClock });
    const { evidence, records } = await resolver.lookup({ name: zone, type: 'DS', hop: 0, deadlineMs });
    if (evidence.outcome !== 'answer') return undefined;
    return {
      records: records.flatMap(({ data }) => (data.kind === 'DS' ? [data] : [])),
      ttl: records[0]?.ttl ?? 0,
    };
  };
  const phase = async () => (await store.zoneKeys.findRollover(ZONE.name))?.phase;

  before(async () => {
    store = await openSqliteStore({ file: join(directory, 'sixfour.db'), log: silentLog });
    const { publicKey, pkcs8 } = newZoneKey();
    await store.zoneKeys.add({ zone: ZONE.name, publicKey, sealedKey: pkcs8, createdAt: clock.now() });
    ds.old = zoneKeyTexts(ZONE.name, publicKey).ds;
    parent = await startNamed({ test: parentText(ds.old) }, undefined, {
      clauses: `key "parent" { algorithm hmac-sha256; secret "${UPDATE_KEY.split(':')[2]}"; };`,
      perZone: 'dnssec-policy default; allow-update { key "parent"; };',
    });
    await serveAsStored(0);
    unbound = await startUnbound(directory, {
      anchor: await parentAnchor(parent.port),
      zones: { test: parent.port, 'acme.test': port },
      server: [
        `cache-max-ttl: ${TTL_SECONDS}`,
        `cache-max-negative-ttl: ${TTL_SECONDS}`,
        'key-cache-size: 0',
      ],
    });
  });
  after(async () => {
    await unbound?.service.stop();
    await server?.close();
    await parent?.close();
    await store?.close();
  });

  /** As a start of the program does it. */
  async function serveAsStored(at: number): Promise<void> {
    await server?.close();
    const stored = await store.zoneKeys.find(ZONE.name);
    const rollover = await store.zoneKeys.findRollover(ZONE.name);
    assert.ok(stored !== undefined);
    const signingKey = open(ZONE.name, stored.sealedKey);
    const keys =
      rollover === undefined
        ? { signingKey }
        : keysFor(rollover.phase, signingKey, open(ZONE.name, rollover.sealedKey));
    const started = await startZoneServer({
      zones: [{ ...ZONE, ...keys, recordTtl: TTL_SECONDS, valueTtl: TTL_SECONDS }],
      onDemand: SERVERS,
      addresses: ['127.0.0.1'],
      port: at,
      base: () => ({ sequence: 13, names: NAMES }),
      clock: systemClock,
      log: silentLog,
    });
    assert.ok(started.ok);
    server = started.value;
    port = server.bound[0]?.port ?? 0;
    rollovers = createRollovers({
      store,
      zones: new Map([[ZONE.name, TTL_SECONDS]]),
      seal: (_zone, key) => key,
      open,
      serve: (zone, next) => server.setKeys(zone, next),
      askDs,
      everyMs: 0,
      clock,
      log: silentLog,
    });
  }

  /** Unbound through the zone above as it is; delv under each DS record that somebody may hold. */
  async function validates(
    stage: string,
    held: { readonly old: boolean; readonly fresh: boolean },
  ): Promise<void> {
    await sleep(TTL_SECONDS * 2_000 + 100);
    const deadlineMs = systemClock.monotonic() + 20_000;
    for (const type of ['TXT', 'CAA'] as const) {
      const name = type === 'TXT' ? 'com-example.acme.test' : 'acme.test';
      const { evidence } = await unbound.resolver.lookup({ name, type, hop: 0, deadlineMs });
      assert.deepEqual([evidence.outcome, evidence.ad], ['answer', true], `${stage}: Unbound, ${type}`);
    }
    assert.equal(await delv(ds.old), held.old, `${stage}: delv with the old DS record`);
    if (ds.fresh !== '')
      assert.equal(await delv(ds.fresh), held.fresh, `${stage}: delv with the new DS record`);
  }

  async function delv(record: string): Promise<boolean> {
    const file = join(directory, 'anchor.conf');
    const [tag, algorithm, type, digest] = record.split(' ');
    await writeFile(
      file,
      `trust-anchors { "acme.test" static-ds ${tag} ${algorithm} ${type} "${digest}"; };\n`,
    );
    const at = ['-4', '@127.0.0.1', '-p', String(port), '-a', file, '+root=acme.test'];
    for (const [name, type] of [
      ['com-example.acme.test', 'TXT'],
      ['missing.acme.test', 'A'],
    ] as const) {
      const done = await run(['delv', ...at, name, type]);
      if (!/fully validated/.test(done.stdout + done.stderr)) return false;
      assert.doesNotMatch(done.stdout + done.stderr, /unsigned answer/, describeRun(done));
    }
    return true;
  }

  async function setDs(record: string): Promise<void> {
    const input = `server 127.0.0.1 ${parent.port}\nzone test\nupdate delete acme.test DS\nupdate add acme.test ${TTL_SECONDS} DS ${record}\nsend\n`;
    await mustRun(['nsupdate', '-y', UPDATE_KEY], { input });
  }

  const cds = async () => {
    const asked = await mustRun(['dig', '@127.0.0.1', '-p', String(port), '+short', 'acme.test', 'CDS']);
    return asked.stdout
      .trim()
      .replaceAll(/ (?=[0-9A-F]+$)/g, ' ')
      .replace(
        /^(\d+ \d+ \d+) (.*)$/,
        (_, head: string, hex: string) => `${head} ${hex.replaceAll(' ', '')}`,
      );
  };
  const keys = async () => {
    const asked = await mustRun(['dig', '@127.0.0.1', '-p', String(port), '+short', 'acme.test', 'DNSKEY']);
    return asked.stdout.trim().split('\n').length;
  };

  it('is given up before and after the new DS record was asked for', { timeout: 120_000 }, async () => {
    await validates('before', { old: true, fresh: false });
    assert.ok((await rollovers.begin(ZONE.name)).ok);
    assert.equal(await keys(), 2);
    assert.ok((await rollovers.abort(ZONE.name)).ok);
    assert.deepEqual([await keys(), await phase()], [1, undefined]);
    assert.ok((await rollovers.begin(ZONE.name)).ok);
    await clock.advance(HOUR);
    await rollovers.run();
    assert.equal(await phase(), 'ds-awaited');
    assert.ok((await rollovers.abort(ZONE.name)).ok);
    assert.deepEqual([await keys(), await cds(), await phase()], [2, ds.old, 'aborting']);
    await validates('given up', { old: true, fresh: false });
    await clock.advance(2 * DAY);
    await rollovers.run();
    assert.deepEqual([await keys(), await phase()], [1, undefined]);
    await validates('as before', { old: true, fresh: false });
  });

  it('is validated at every stage, a restart in each', { timeout: 180_000 }, async () => {
    const begun = await rollovers.begin(ZONE.name);
    assert.ok(begun.ok);
    ds.fresh = zoneKeyTexts(ZONE.name, begun.value.publicKey).ds;
    await rollovers.run();
    assert.deepEqual([await phase(), await keys(), await cds()], ['key-published', 2, ds.old]);
    await validates('the new key is published', { old: true, fresh: true });
    await serveAsStored(port);
    await validates('and after a restart', { old: true, fresh: true });

    await clock.advance(HOUR);
    await rollovers.run();
    assert.deepEqual([await phase(), await keys(), await cds()], ['ds-awaited', 2, ds.fresh]);
    await validates('the new DS record is asked for', { old: true, fresh: true });
    await rollovers.run();
    assert.equal(await phase(), 'ds-awaited', 'as long as the zone above does not have it');
    const early = await rollovers.dsPublished(ZONE.name);
    assert.equal(!early.ok && early.fault.code, 'dsNotPublished');
    await serveAsStored(port);

    await setDs(ds.fresh);
    await validates('the zone above has the new DS record', { old: true, fresh: true });
    await clock.advance(HOUR);
    await rollovers.run();
    await rollovers.run();
    assert.deepEqual([await phase(), await keys(), await cds()], ['ds-changed', 2, ds.fresh]);
    await validates('the new key signs', { old: true, fresh: true });
    await serveAsStored(port);
    await validates('and after a restart', { old: true, fresh: true });
    const late = await rollovers.abort(ZONE.name);
    assert.equal(!late.ok && late.fault.code, 'rolloverTooLate');

    await clock.advance(DAY);
    await rollovers.run();
    assert.equal(await phase(), 'ds-changed', 'somebody may hold the old DS record');
    await clock.advance(2 * HOUR);
    await rollovers.run();
    assert.deepEqual([await phase(), await keys(), await cds()], [undefined, 1, ds.fresh]);
    await validates('the old key is gone', { old: false, fresh: true });
    await serveAsStored(port);
    await validates('and after a restart', { old: false, fresh: true });
  });
});

function parentText(ds: string): string {
  return `$TTL ${TTL_SECONDS}
@ SOA ns hostmaster 1 3600 600 86400 ${TTL_SECONDS}
@ NS ns
ns A 127.0.0.1
acme NS ns1.acme
acme NS ns2.elsewhere
acme DS ${ds}
ns1.acme A 127.0.0.1
`;
}

/** BIND has signed the zone a moment after it says that it runs. */
async function parentAnchor(port: number): Promise<string> {
  for (const limit = performance.now() + SIGNED_MS; ; ) {
    const asked = await mustRun(['dig', '@127.0.0.1', '-p', String(port), '+dnssec', 'acme.test', 'DS']);
    const keys = await mustRun(['dig', '@127.0.0.1', '-p', String(port), '+short', 'test', 'DNSKEY']);
    const [key] = keys.stdout.split('\n');
    if (/\sRRSIG\s+DS\s/.test(asked.stdout) && key !== undefined && key !== '') return `test. DNSKEY ${key}`;
    if (performance.now() > limit) throw new Error(`BIND has not signed test:\n${asked.stdout}`);
    await sleep(50);
  }
}

const SIGNED_MS = 20_000;
