// BIND, Knot and NSD as secondaries of the real zone server: whole zones, changes, bursts, stops; and who gets nothing.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '../../src/core/index.ts';
import { createSecondaries, type Secondaries, secondaryWire } from '../../src/delegation/transfer/index.ts';
import {
  type Secondary,
  startZoneServer,
  type ZoneDelta,
  type ZoneServer,
  type ZoneTransfer,
} from '../../src/delegation/zone/index.ts';
import { type Message, nameFromText, RCODE, TYPE } from '../../src/wire/dns/index.ts';
import { freeDnsPort } from '../support/free-port.ts';
import { installed, mustRun, run, type Service } from '../support/process.ts';
import { recordingLog } from '../support/recording-log.ts';
import { SECONDARY_PROGRAMS, type SecondaryProgram, startSecondary } from '../support/secondary-programs.ts';
import { tempDir } from '../support/temp-dir.ts';
import { manyValues, NAMES, query, SERVERS, VALUE, ZONE } from '../support/zone.ts';
import { type At, askUdp, framed, openTcp, readTcp } from '../support/zone-client.ts';

const PROGRAMS = [...SECONDARY_PROGRAMS, 'dig', 'kdig'];
const THERE = (await Promise.all(PROGRAMS.map(installed))).every(Boolean);
const skip = THERE
  ? false
  : `one of ${PROGRAMS.join(', ')} is not installed (bind9, bind9-dnsutils, knot, knot-dnsutils, nsd)`;
/** NSD takes up what it fetched a second later; a busy machine needs some more. */
const WAIT_MS = 20_000;
const CHANGES = 50;

describe('secondaries', { skip }, () => {
  const directory = tempDir({ after });
  const log = recordingLog();
  const transfers: ZoneTransfer[] = [];
  const ports = new Map<SecondaryProgram, number>();
  const running = new Map<SecondaryProgram, Service>();
  const secrets = new Map<SecondaryProgram, string>();
  let server: ZoneServer;
  let secondaries: Secondaries;
  let port = 0;
  let sequence = 100;

  const setup = (program: SecondaryProgram) => ({
    zone: ZONE.name,
    primaryPort: port,
    port: ports.get(program) ?? 0,
    directory: join(directory, program),
    key: { name: `${program}.key`, secret: secrets.get(program) ?? '' },
  });

  before(async () => {
    const list: Secondary[] = [];
    for (const program of SECONDARY_PROGRAMS) {
      ports.set(program, await freeDnsPort(['127.0.0.1']));
      const secret = randomBytes(32);
      secrets.set(program, secret.toString('base64'));
      list.push({
        name: program,
        addresses: ['127.0.0.1'],
        port: ports.get(program) ?? 0,
        key: { name: nameFromText(`${program}.key`), algorithm: 'hmac-sha256', secret },
        zones: undefined,
      });
    }
    const started = await startZoneServer({
      zones: [ZONE],
      onDemand: SERVERS,
      addresses: ['127.0.0.1'],
      port: 0,
      base: () => ({ sequence, names: NAMES }),
      secondaries: list,
      onTransfer: (one) => void transfers.push(one),
      clock: systemClock,
      log,
    });
    assert.ok(started.ok);
    server = started.value;
    port = server.bound[0]?.port ?? 0;
    secondaries = createSecondaries({
      secondaries: list,
      zones: [ZONE.name],
      wire: (one) => secondaryWire(one, systemClock),
      waitMs: WAIT_MS,
      clock: systemClock,
      log,
    });
    for (const program of SECONDARY_PROGRAMS) {
      running.set(program, await startSecondary(program, setup(program)));
    }
  });
  after(async () => {
    secondaries?.close();
    for (const service of running.values()) await service.stop();
    await server?.close();
  });

  async function publish(changes: readonly Pick<ZoneDelta, 'label' | 'values'>[]): Promise<void> {
    const deltas = changes.map((one) => ({ ...one, zone: ZONE.name, sequence: ++sequence }));
    assert.ok(await server.publish(deltas));
    await secondaries.follow(deltas);
  }
  const lagging = () => secondaries.states().filter(({ lagsSince }) => lagsSince !== undefined);
  const ask = async (program: SecondaryProgram, label: string, type: number = TYPE.TXT) => {
    const at = { address: '127.0.0.1', port: ports.get(program) ?? 0 };
    const name = label === '' ? ZONE.name : `${label}.${ZONE.name}`;
    let { message } = await askUdp(at, query({ name, type }));
    if (message.truncated) message = await askTcp(at, query({ name, type }));
    const texts = message.answers.flatMap(({ data }) =>
      data.kind === 'TXT' ? [data.strings.map((one) => Buffer.from(one).toString()).join('')] : [],
    );
    return { rcode: message.rcode, aa: message.authoritative, texts: texts.toSorted() };
  };

  it('have the whole zone at the start: live values, idle names, and what the settings say', async () => {
    await secondaries.follow([{ zone: ZONE.name, sequence }]);
    assert.deepEqual(lagging(), []);
    for (const program of SECONDARY_PROGRAMS) {
      const { NOERROR, NXDOMAIN } = RCODE;
      assert.deepEqual(
        await ask(program, 'com-big'),
        {
          rcode: NOERROR,
          aa: true,
          texts: manyValues(128).toSorted(),
        },
        program,
      );
      assert.deepEqual(await ask(program, 'com-idle'), { rcode: NOERROR, aa: true, texts: [] }, program);
      assert.deepEqual(await ask(program, 'ent'), { rcode: NOERROR, aa: true, texts: [] }, program);
      assert.deepEqual(await ask(program, 'missing'), { rcode: NXDOMAIN, aa: true, texts: [] }, program);
      assert.deepEqual((await ask(program, '')).texts, ['static'], program);
    }
    assert.ok(
      transfers.every(({ end }) => end === 'done'),
      JSON.stringify(transfers),
    );
  });

  it('serve a change when it is acknowledged, and fetch that alone', async () => {
    const before = transfers.length;
    await publish([
      { label: 'com-new', values: [VALUE] },
      { label: 'com-idle', values: [VALUE] },
      { label: 'com-example', values: [] },
    ]);
    assert.deepEqual(lagging(), []);
    for (const program of SECONDARY_PROGRAMS) {
      assert.deepEqual((await ask(program, 'com-new')).texts, [VALUE], program);
      assert.deepEqual((await ask(program, 'com-idle')).texts, [VALUE], program);
      assert.deepEqual(
        await ask(program, 'com-example'),
        { rcode: RCODE.NOERROR, aa: true, texts: [] },
        program,
      );
    }
    for (const one of transfers.slice(before)) {
      assert.deepEqual([one.end, one.from === null], ['done', false], JSON.stringify(one));
      assert.ok(one.records < 20, `${one.records} records`);
    }
    await publish([{ label: 'com-new', values: undefined }]);
    for (const program of SECONDARY_PROGRAMS) {
      assert.equal((await ask(program, 'com-new')).rcode, RCODE.NXDOMAIN, program);
    }
  });

  it('serve all of a burst of changes when the last is acknowledged', { timeout: 120_000 }, async () => {
    const labels = Array.from({ length: CHANGES }, (_, i) => `burst-${i}`);
    await Promise.all(labels.map((label) => publish([{ label, values: [VALUE] }])));
    assert.deepEqual(lagging(), []);
    for (const program of SECONDARY_PROGRAMS) {
      for (const label of labels)
        assert.deepEqual((await ask(program, label)).texts, [VALUE], `${program} ${label}`);
    }
  });

  for (const program of SECONDARY_PROGRAMS) {
    it(`${program} stopped is named, holds up nobody twice, and catches up when it is back`, {
      timeout: 120_000,
    }, async () => {
      const short = createSecondaries({
        secondaries: [
          {
            name: program,
            addresses: ['127.0.0.1'],
            port: ports.get(program) ?? 0,
            key: {
              name: nameFromText(`${program}.key`),
              algorithm: 'hmac-sha256',
              secret: Buffer.from(secrets.get(program) ?? '', 'base64'),
            },
            zones: undefined,
          },
        ],
        zones: [ZONE.name],
        wire: (one) => secondaryWire(one, systemClock),
        waitMs: 500,
        clock: systemClock,
        log,
      });
      try {
        await running.get(program)?.stop();
        const label = `while-${program}-is-away`;
        const deltas = [{ zone: ZONE.name, label, values: [VALUE], sequence: ++sequence }];
        assert.ok(await server.publish(deltas));
        await short.follow(deltas);
        const [behind] = short.states();
        assert.equal(behind?.secondary, program);
        assert.ok(behind.lagsSince !== undefined && behind.wanted === sequence);
        await short.follow([{ zone: ZONE.name, sequence }]); // at once: nobody waits for it again
        assert.ok(
          log.lines.some(({ level, fields }) => level === 'warn' && JSON.stringify(fields).includes(program)),
        );
        running.set(program, await startSecondary(program, setup(program)));
        const limit = performance.now() + 60_000;
        while (short.states()[0]?.lagsSince !== undefined && performance.now() < limit) {
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        assert.equal(short.states()[0]?.lagsSince, undefined);
        assert.deepEqual((await ask(program, label)).texts, [VALUE]);
      } finally {
        short.close();
      }
    });
  }

  it('who has another key, none, or another address is refused', async () => {
    const good = `hmac-sha256:named.key:${secrets.get('named')}`;
    const dig = async (...more: string[]) => {
      const done = await run([
        'dig',
        '@127.0.0.1',
        '-p',
        String(port),
        ...more,
        ZONE.name,
        'AXFR',
        '+tries=1',
      ]);
      return done.stdout + done.stderr;
    };
    assert.match(await dig(), /Transfer failed/);
    assert.match(await dig('-y', `hmac-sha256:stranger.key:${secrets.get('named')}`), /BADKEY/);
    assert.match(await dig('-y', `hmac-sha256:named.key:${randomBytes(32).toString('base64')}`), /BADSIG/);
    assert.match(await dig('-b', '127.0.0.9', '-y', good), /REFUSED|Transfer failed/);
    const other = await run([
      'dig',
      '@127.0.0.1',
      '-p',
      String(port),
      '-y',
      good,
      'other.test',
      'AXFR',
      '+tries=1',
    ]);
    assert.match(other.stdout, /Transfer failed/);
    const { stdout } = await mustRun(['dig', '@127.0.0.1', '-p', String(port), '-y', good, ZONE.name, 'SOA']);
    assert.match(stdout, /status: NOERROR/);
    assert.doesNotMatch(stdout, /Couldn't verify/);
    const ends = new Set(transfers.map(({ end }) => end));
    for (const end of ['unknown-key', 'mac', 'address', 'zone'])
      assert.ok(ends.has(end), `${end} of ${[...ends].join()}`);
  });

  it('dig and kdig read the same records, each signature good', async () => {
    const at = ['@127.0.0.1', '-p', String(port), '-y', `hmac-sha256:named.key:${secrets.get('named')}`];
    const dig = await mustRun(['dig', ...at, ZONE.name, 'AXFR', '+onesoa']);
    const kdig = await mustRun(['kdig', ...at, ZONE.name, 'AXFR']);
    assert.doesNotMatch(dig.stdout + kdig.stdout, /verify|failed|WARNING/i);
    const [a, b] = [recordsOf(dig.stdout), recordsOf(kdig.stdout)];
    assert.ok(a.length > 200, `${a.length} records`);
    assert.deepEqual(a, b);
    assert.ok(a.includes(`com-big.acme.test. 5 IN TXT "${manyValues(128)[0]}"`));
    assert.ok(a.some((line) => /^alias\.acme\.test\. 3600 IN CNAME com-example\.acme\.test\.$/.test(line)));
  });
});

async function askTcp(at: At, bytes: Uint8Array): Promise<Message> {
  const socket = await openTcp(at);
  socket.write(framed(bytes));
  const [message] = await readTcp(socket, 1);
  socket.destroy();
  assert.ok(message !== undefined);
  return message;
}

/** Without SOA's second copy, spaces as they come, in some order. */
function recordsOf(text: string): string[] {
  const lines = text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(';') && !line.includes('TSIG'));
  return [...new Set(lines.map((line) => line.replaceAll(/\s+/g, ' ').trim()))].toSorted();
}
