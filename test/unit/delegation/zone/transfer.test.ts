// Zones transferred by the real zone server over TCP: whole ones while they change, differences, refusals, and readers that take nothing.
import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLog, systemClock } from '../../../../src/core/index.ts';
import {
  startZoneServer,
  type ZoneDelta,
  type ZoneServer,
  type ZoneTransfer,
} from '../../../../src/delegation/zone/index.ts';
import { JOURNAL_CHANGES_MAX, TRANSFERS_PER_SECONDARY } from '../../../../src/delegation/zone/limits.ts';
import {
  nameFromText,
  RCODE,
  signTsig,
  TSIG_ERROR,
  type TsigKey,
  TYPE,
} from '../../../../src/wire/dns/index.ts';
import { applied, contents, transfer, transferQuestion } from '../../../support/transfer-client.ts';
import { manyValues, query, SERVERS, VALUE, VALUE_2, ZONE } from '../../../support/zone.ts';
import { type At, askUdp, framed, openTcp, untilOpen } from '../../../support/zone-client.ts';

const HAS_IPV6 = Object.values(networkInterfaces()).some((list) =>
  list?.some(({ address }) => address === '::1'),
);
const ADDRESSES = HAS_IPV6 ? ['127.0.0.1', '::1'] : ['127.0.0.1'];
const NAMES = 4_000;
const KEY: TsigKey = {
  name: nameFromText('ns2.transfer'),
  algorithm: 'hmac-sha256',
  secret: Uint8Array.from({ length: 32 }, (_, i) => i),
};
const OTHER: TsigKey = { ...KEY, name: nameFromText('ns3.transfer') };
const BELOW = {
  ...SERVERS,
  name: 'below.acme.test',
  nameServers: [{ host: 'ns1.below.acme.test', addresses: ['192.0.2.9'] }],
};

describe('a transfer', () => {
  const transfers: ZoneTransfer[] = [];
  const sockets: Socket[] = [];
  let server: ZoneServer;
  let at: At;
  let sequence = NAMES;

  before(async () => {
    const names = Array.from({ length: NAMES }, (_, i): ZoneDelta => {
      return { sequence: i + 1, zone: ZONE.name, label: `n${i}`, values: i % 2 === 0 ? [VALUE] : [] };
    });
    const started = await startZoneServer({
      zones: [ZONE, BELOW],
      onDemand: SERVERS,
      addresses: ADDRESSES,
      port: 0,
      base: () => ({ sequence: NAMES, names }),
      secondaries: [
        { name: 'ns2', addresses: ADDRESSES, port: 53, key: KEY, zones: [ZONE.name] },
        { name: 'ns3', addresses: ['192.0.2.3'], port: 53, key: OTHER, zones: undefined },
      ],
      onTransfer: (one) => void transfers.push(one),
      clock: systemClock,
      log: silentLog,
      answersPerSecond: 0,
    });
    assert.ok(started.ok);
    server = started.value;
    at = { address: '127.0.0.1', port: server.bound[0]?.port ?? 0 };
  });
  after(async () => {
    for (const socket of sockets) socket.destroy();
    await server?.close();
  });

  async function connect(): Promise<Socket> {
    const socket = await openTcp(at);
    sockets.push(socket);
    return socket;
  }
  const fetch = async (serial?: number, key: TsigKey = KEY, zone = ZONE.name) =>
    transfer(await connect(), transferQuestion(zone, key, serial), key);
  const publish = (...changes: (readonly [string, readonly string[] | undefined])[]) =>
    server.publish(
      changes.map(([label, values]) => ({ sequence: ++sequence, zone: ZONE.name, label, values })),
    );

  it('of the whole zone has every name once, each message signed behind the one before', async () => {
    const { records, messages } = await fetch();
    assert.ok(messages > 10, `${messages} messages`);
    const lines = contents(records);
    assert.equal(new Set(lines).size, lines.length);
    assert.equal(lines.filter((line) => line.endsWith(` 5 TXT ${VALUE}`)).length, NAMES / 2);
    assert.equal(lines.filter((line) => line.trimEnd().endsWith(' TYPE65400')).length, NAMES);
    // a zone of ours below is delegated, with the address without which it could not be reached
    for (const line of [
      'below.acme.test 3600 NS ns1.below.acme.test',
      'ns1.below.acme.test 3600 A c0000209',
      'alias.acme.test 3600 CNAME com-example.acme.test',
      'acme.test 3600 TXT static',
    ]) {
      assert.ok(lines.includes(line), line);
    }
    const [first, last] = [records[0]?.data, records.at(-1)?.data];
    assert.ok(
      first?.kind === 'SOA' && last?.kind === 'SOA' && first.serial === NAMES && last.serial === NAMES,
    );
  });

  it('is of one serial, though the zone changes meanwhile; what changed leads to what a later one has', async () => {
    const socket = await connect();
    socket.pause();
    const before = contents((await fetch()).records);
    const under = transfer(socket, transferQuestion(ZONE.name, KEY), KEY);
    for (let i = 0; i < 400; i++) {
      const n = (i * 37) % NAMES;
      if (i % 3 === 0) await publish([`n${n}`, undefined], [`fresh${i}`, [VALUE]]);
      else await publish([`n${n}`, i % 2 === 0 ? [VALUE_2] : []]);
      if (i === 200) socket.resume();
    }
    const { records } = await under;
    const [soa] = records;
    assert.ok(soa?.data.kind === 'SOA');
    const since = await fetch(soa.data.serial);
    const now = contents((await fetch()).records);
    assert.deepEqual(applied(contents(records), since.records), now);
    const sinceStart = await fetch(NAMES);
    assert.deepEqual(applied(before, sinceStart.records), now);
    assert.ok(sinceStart.records.length < 3_000, 'the difference alone');
  });

  it('of changes: SOA alone for who has all, the whole zone for who was away too long', async () => {
    const alone = await fetch(sequence);
    assert.deepEqual(
      alone.records.map(({ type }) => type),
      [TYPE.SOA],
    );
    const old = sequence;
    await publish(['back', [VALUE]]);
    await publish(['back', undefined]);
    const nothing = await fetch(old);
    assert.deepEqual(
      nothing.records.map(({ type }) => type),
      [TYPE.SOA, TYPE.SOA, TYPE.SOA, TYPE.SOA],
    );
    const lot = Array.from({ length: 1_000 }, (_, i) => [`j${i}`, [VALUE]] as const);
    for (let n = 0; n <= JOURNAL_CHANGES_MAX; n += lot.length) await publish(...lot);
    const away = await fetch(old);
    assert.ok(away.records[1]?.type !== TYPE.SOA && away.records.length > NAMES, 'as AXFR');
    assert.deepEqual(contents(away.records), contents((await fetch()).records));
    const never = await fetch(4_000_000_000);
    assert.ok(never.records.length > NAMES, 'a serial that was never given, and is before ours (RFC 1982)');
  });

  it('is for those of the settings: not for strangers, wrong secrets, other addresses, other zones', async () => {
    const refusals: (readonly [
      string,
      Promise<{ rcode: number; error: number | undefined }>,
      number,
      number,
    ])[] = [
      [
        'a stranger',
        fetch(undefined, { ...KEY, name: nameFromText('who') }),
        RCODE.NOTAUTH,
        TSIG_ERROR.BADKEY,
      ],
      [
        'another secret',
        fetch(undefined, { ...KEY, secret: Uint8Array.of(...KEY.secret, 1) }),
        RCODE.NOTAUTH,
        TSIG_ERROR.BADSIG,
      ],
      ['another address', fetch(undefined, OTHER), RCODE.REFUSED, 0],
      ['another zone', fetch(undefined, KEY, 'below.acme.test'), RCODE.NOTAUTH, 0],
      ['no zone of ours', fetch(undefined, KEY, 'other.test'), RCODE.NOTAUTH, 0],
    ];
    for (const [who, asked, rcode, error] of refusals) {
      const said = await asked;
      assert.deepEqual([said.rcode, said.error], [rcode, error], who);
    }
    for (const type of [TYPE.AXFR, TYPE.IXFR]) {
      const { message } = await askUdp(at, query({ name: ZONE.name, type }));
      assert.equal(message.rcode, RCODE.REFUSED);
    }
  });

  const skip = HAS_IPV6 ? false : 'this machine has no IPv6';
  it('is the same over IPv6', { skip }, async () => {
    const socket = await openTcp({ ...at, address: '::1' });
    sockets.push(socket);
    const { records } = await transfer(socket, transferQuestion(ZONE.name, KEY), KEY);
    assert.deepEqual(contents(records), contents((await fetch()).records));
  });

  it('over UDP is SOA alone (RFC 1995) or refused; other signed questions of a secondary are answered signed', async () => {
    const ixfr = await askUdp(at, transferQuestion(ZONE.name, KEY, 1));
    assert.deepEqual(
      ixfr.message.answers.map(({ type }) => type),
      [TYPE.SOA],
    );
    assert.equal(ixfr.message.tsig?.error, 0);
    const axfr = await askUdp(at, transferQuestion(ZONE.name, KEY));
    assert.deepEqual([axfr.message.rcode, axfr.message.tsig?.error], [RCODE.REFUSED, 0]);
    const now = Math.floor(Date.now() / 1000);
    const soa = await askUdp(at, signTsig(query({ name: ZONE.name, type: TYPE.SOA }), KEY, { now }));
    assert.deepEqual([soa.message.answers.length, soa.message.tsig?.error], [1, 0]);
    const strange = { ...KEY, name: nameFromText('who') };
    const plain = await askUdp(at, signTsig(query({ name: ZONE.name, type: TYPE.SOA }), strange, { now }));
    assert.deepEqual([plain.message.answers.length, plain.message.tsig], [1, undefined]);
  });

  it('to readers that take nothing is bounded in number, and holds up no answer', {
    timeout: 60_000,
  }, async () => {
    // more than the kernels hold for a reader
    for (let n = 0; n < 1_000; n += 100) {
      await publish(...Array.from({ length: 100 }, (_, i) => [`big${n + i}`, manyValues(200)] as const));
    }
    const slow: Socket[] = [];
    for (let i = 0; i < TRANSFERS_PER_SECONDARY; i++) {
      const socket = await connect();
      socket.pause();
      socket.write(framed(transferQuestion(ZONE.name, KEY)));
      slow.push(socket);
    }
    // until each has begun
    for (let refused = false; !refused; await sleep(10))
      refused = (await fetch(sequence)).rcode === RCODE.SERVFAIL;
    for (let i = 0; i < 100; i++) {
      const { message } = await askUdp(at, query({ name: `n${i * 2}.acme.test` }));
      assert.equal(message.answers.length <= 1 && message.rcode !== RCODE.SERVFAIL, true);
    }
    for (const socket of slow) socket.destroy();
    for (let again = false; !again; await sleep(10)) again = (await fetch(sequence)).rcode === 0;
    assert.ok(transfers.some(({ end }) => end === 'too-many') && transfers.some(({ end }) => end === 'gone'));
    assert.ok(transfers.some(({ end, from }) => end === 'done' && from !== null));
    const last = transfers.at(-1);
    assert.deepEqual([last?.secondary, last?.address], ['ns2', '127.0.0.1']);
  });
});

it('of a thread that was started again is of the whole zone for who has what the one before had', async () => {
  const started = await startZoneServer(
    {
      zones: [ZONE],
      onDemand: SERVERS,
      addresses: ['127.0.0.1'],
      port: 0,
      base: () => ({ sequence: 7, names: [{ sequence: 7, zone: ZONE.name, label: 'one', values: [VALUE] }] }),
      secondaries: [{ name: 'ns2', addresses: ['127.0.0.1'], port: 53, key: KEY, zones: undefined }],
      clock: systemClock,
      log: silentLog,
    },
    new URL('../../../support/zone-worker.ts', import.meta.url),
  );
  assert.ok(started.ok);
  const server = started.value;
  const at = { address: '127.0.0.1', port: server.bound[0]?.port ?? 0 };
  const fetch = async (serial: number) => {
    const socket = await openTcp(at);
    const { records } = await transfer(socket, transferQuestion(ZONE.name, KEY, serial), KEY);
    socket.destroy();
    return records;
  };
  const change = (sequence: number, label: string) =>
    server.publish([{ sequence, zone: ZONE.name, label, values: [VALUE] }]);
  await change(8, 'two');
  assert.equal((await fetch(7))[1]?.type, TYPE.SOA, 'a difference');
  await change(9, 'accident');
  await change(10, 'three');
  await untilOpen(at);
  // values may have ended between the two threads, at the same serial
  for (const serial of [7, 8, 9]) assert.notEqual((await fetch(serial))[1]?.type, TYPE.SOA, `${serial}`);
  await change(11, 'four');
  assert.equal((await fetch(10))[1]?.type, TYPE.SOA);
  await server.close();
});
