// The zone server with its worker and its real sockets, over both families.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../../../src/core/index.ts';
import {
  type ServerParts,
  startZoneServer,
  type ZoneDelta,
  type ZoneFetch,
  type ZoneServer,
} from '../../../../src/delegation/zone/index.ts';
import { DnsError, rcodeText, TYPE } from '../../../../src/wire/dns/index.ts';
import { recordingLog } from '../../../support/recording-log.ts';
import { until } from '../../../support/wait.ts';
import { EDNS, lines, manyValues, NAMES, query, SERVERS, VALUE, ZONE } from '../../../support/zone.ts';
import { askUdp, framed, openTcp, readTcp } from '../../../support/zone-client.ts';

const HAS_IPV6 = Object.values(networkInterfaces()).some((list) =>
  list?.some(({ address }) => address === '::1'),
);
const FAMILIES = [
  { address: '127.0.0.1', family: 4, skip: false },
  { address: '::1', family: 6, skip: HAS_IPV6 ? false : 'this machine has no ::1' },
] as const;

type Started = {
  readonly server: ZoneServer;
  readonly fetches: ZoneFetch[];
  readonly log: ReturnType<typeof recordingLog>;
};

const servers: ZoneServer[] = [];
// a test that fails leaves no worker behind, which would keep the process alive
after(() => Promise.all(servers.map((server) => server.close())));

async function start(parts: Partial<ServerParts> = {}, script?: URL): Promise<Started> {
  const fetches: ZoneFetch[] = [];
  const log = recordingLog();
  const started = await startZoneServer(
    {
      zones: [ZONE],
      onDemand: SERVERS,
      addresses: FAMILIES.filter(({ skip }) => skip === false).map(({ address }) => address),
      port: 0,
      base: () => ({ sequence: 1_000, names: NAMES }),
      clock: systemClock,
      log,
      onFetch: (fetch) => void fetches.push(fetch),
      ...parts,
    },
    ...(script === undefined ? [] : [script]),
  );
  assert.ok(started.ok, JSON.stringify(started));
  servers.push(started.value);
  return { server: started.value, fetches, log };
}

/** A server whose only zone is not as it should be. */
function bad(zone: Partial<typeof ZONE>): Promise<Started> {
  return start({ zones: [{ ...ZONE, ...zone }], addresses: ['127.0.0.1'] });
}

function listener({ bound }: ZoneServer, address: string) {
  const found = bound.find((one) => one.address === address);
  assert.ok(found !== undefined, `bound to ${address}`);
  return found;
}

describe('a zone server', () => {
  let running: Started;
  before(async () => {
    running = await start();
  });
  after(() => running?.server.close());

  for (const { address, family, skip } of FAMILIES) {
    describe(`over IPv${family}`, { skip }, () => {
      it('answers by UDP from the address and port that were asked', async () => {
        const at = listener(running.server, address);
        const { message, from } = await askUdp(at, query({ name: 'com-example.acme.test' }));
        assert.equal(lines(message.answers)[0], `com-example.acme.test 5 TXT ${VALUE}`);
        assert.deepEqual(from, { address, port: at.port });
      });

      it('truncates what is too large for UDP, and has it all by TCP', async () => {
        const at = listener(running.server, address);
        const asked = query({ name: 'com-big.acme.test', message: { edns: EDNS } });
        assert.equal((await askUdp(at, asked)).message.truncated, true);
        const socket = await openTcp(at);
        socket.write(framed(asked));
        const [message] = await readTcp(socket, 1);
        socket.destroy();
        assert.deepEqual(
          lines(message?.answers ?? []),
          manyValues(128).map((value) => `com-big.acme.test 5 TXT ${value}`),
        );
      });

      it('answers pipelined questions in order, also when they come in pieces', async () => {
        const socket = await openTcp(listener(running.server, address));
        const ids = Array.from({ length: 100 }, (_, i) => i + 1);
        const bytes = Buffer.concat(
          ids.map((id) => framed(query({ name: 'com-example.acme.test', message: { id } }))),
        );
        for (let at = 0; at < bytes.length; at += 333) {
          socket.write(bytes.subarray(at, at + 333));
          if (at % 5 === 0) await sleep(1);
        }
        const replies = await readTcp(socket, ids.length);
        socket.destroy();
        assert.deepEqual(
          replies.map(({ id }) => id),
          ids,
        );
      });

      it('lets a client close its side first, and closes on what is no question', async () => {
        const socket = await openTcp(listener(running.server, address));
        socket.end(framed(query({ name: 'com-example.acme.test' })));
        const ended = once(socket, 'close');
        assert.equal((await readTcp(socket, 2)).length, 1);
        await ended;
        const rude = await openTcp(listener(running.server, address));
        rude.resume();
        rude.write(framed(Uint8Array.of(1, 2, 3)));
        await once(rude, 'close');
      });

      it('tells who fetched live values, and how', async () => {
        const at = listener(running.server, address);
        await running.server.publish([
          { sequence: 1_500, zone: 'acme.test', label: `fetched-${family}`, values: [VALUE] },
        ]);
        const began = Date.now();
        await askUdp(at, query({ name: `FETCHED-${family}.acme.test` }));
        const mine = () => running.fetches.filter(({ label }) => label === `fetched-${family}`);
        await until(() => mine().length > 0);
        const [told] = mine();
        assert.ok(told !== undefined && told.at >= began - 1_000 && told.at <= Date.now() + 1_000);
        assert.deepEqual(
          { ...told, at: 0 },
          {
            zone: 'acme.test',
            label: `fetched-${family}`,
            address,
            family,
            transport: 'udp',
            values: 1,
            at: 0,
          },
        );
      });
    });
  }

  it('serves a change on every listener once publish has resolved', async () => {
    for (let i = 0; i < 20; i++) {
      const label = `change-${i}`;
      const values = manyValues(i + 1).slice(0, 4);
      assert.equal(
        await running.server.publish([{ sequence: 2_000 + i, zone: 'acme.test', label, values }]),
        true,
      );
      for (const at of running.server.bound) {
        const { message } = await askUdp(at, query({ name: `${label}.acme.test` }));
        assert.deepEqual(
          lines(message.answers),
          values.map((value) => `${label}.acme.test 5 TXT ${value}`),
        );
      }
    }
    const zone = '_acme-challenge.new.example.test';
    await running.server.publish([{ sequence: 2_100, zone, label: '', values: [VALUE] }]);
    const [at] = running.server.bound;
    assert.ok(at !== undefined);
    assert.equal((await askUdp(at, query({ name: zone, type: TYPE.SOA }))).message.answers.length, 1);
    await running.server.publish([{ sequence: 2_101, zone, label: '', values: undefined }]);
    assert.equal(rcodeText((await askUdp(at, query({ name: zone }))).message.rcode), 'REFUSED');
  });

  it('begins at the sequence that it was given', async () => {
    const { server } = await start({ addresses: ['127.0.0.1'] });
    const [at] = server.bound;
    assert.ok(at !== undefined);
    const { message } = await askUdp(at, query({ name: 'acme.test', type: TYPE.SOA }));
    await server.close();
    assert.match(lines(message.answers)[0] ?? '', / 1000 14400 /);
  });

  it('refuses changes that could not be served, before they do harm', async () => {
    const wrong: Partial<ZoneDelta>[] = [
      { zone: 'other.test' },
      { label: 'UPPER' },
      { label: 'a..b' },
      { label: 'x'.repeat(64) },
      { label: 'a b' },
      { sequence: -1 },
      { sequence: Number.NaN },
      { values: manyValues(257) },
      { values: Array.from({ length: 200 }, () => 'x'.repeat(400)) },
    ];
    const right: ZoneDelta = { sequence: 3_000, zone: 'acme.test', label: 'fine', values: [VALUE] };
    for (const one of wrong) {
      await assert.rejects(running.server.publish([{ ...right, ...one }]), DnsError, JSON.stringify(one));
    }
    assert.equal(await running.server.publish([right]), true);
  });

  it('believes cookies of the secrets that it is given', async () => {
    const secret = Uint8Array.from({ length: 16 }, (_, i) => i);
    const { server } = await start({
      addresses: ['127.0.0.1'],
      cookieSecrets: [secret],
      answersPerSecond: 1,
    });
    const [at] = server.bound;
    assert.ok(at !== undefined);
    const ask = async (cookie: Uint8Array) => {
      const edns = { ...EDNS, options: [{ code: 10, data: cookie }] };
      return (await askUdp(at, query({ name: 'com-example.acme.test', message: { edns } }))).message;
    };
    const cookie =
      (await ask(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))).edns?.options[0]?.data ?? new Uint8Array(0);
    for (let i = 0; i < 5; i++) assert.equal((await ask(cookie)).truncated, false);
    server.setCookieSecrets([new Uint8Array(16)]);
    await server.publish([]); // behind which the new secret is in force
    const after = [];
    for (let i = 0; i < 10; i++) after.push((await ask(cookie)).truncated);
    assert.ok(after.includes(true), 'the old secret is believed no more');
    await server.close();
  });
});

describe('a zone server on several addresses of one family', () => {
  const skip = process.platform === 'linux' ? false : 'only Linux has all of 127.0.0.0/8 on loopback';
  it('answers each from the one that was asked', { skip }, async () => {
    const addresses = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];
    const { server } = await start({ addresses });
    for (const at of server.bound) {
      const { from } = await askUdp(at, query({ name: 'acme.test', type: TYPE.SOA }));
      assert.deepEqual(from, { address: at.address, port: at.port });
    }
    assert.equal(server.bound.length, 3);
  });

  it('has a socket for each of them where all are asked for', async () => {
    const { server } = await start({ addresses: ['::', '0.0.0.0'] });
    assert.ok(server.bound.every(({ address }) => address !== '::' && address !== '0.0.0.0'));
    const { from } = await askUdp(
      listener(server, '127.0.0.1'),
      query({ name: 'acme.test', type: TYPE.SOA }),
    );
    assert.equal(from.address, '127.0.0.1');
  });
});

describe('a zone server that lacks an address', () => {
  it('says so and serves the others', async () => {
    const { server, log } = await start({ addresses: ['127.0.0.1', '192.0.2.1'] });
    assert.deepEqual(
      server.failed.map(({ address, transport, errno }) => [address, transport, errno]),
      [['192.0.2.1', 'tcp', 'EADDRNOTAVAIL']],
    );
    assert.equal(server.bound.length, 1);
    assert.equal(log.above('info').length, 1);
    await server.close();
  });

  it('is a failure when there is no other', async () => {
    const started = await startZoneServer({
      zones: [ZONE],
      addresses: ['192.0.2.1'],
      port: 5_300,
      base: () => ({ sequence: 0, names: [] }),
      clock: systemClock,
      log: recordingLog(),
    });
    assert.ok(!started.ok);
    assert.equal(started.fault.code, 'listenFailed');
  });

  it('throws for a zone that cannot be one', async () => {
    await assert.rejects(bad({ nameServers: [] }), /no name server/);
    await assert.rejects(bad({ mailbox: 'nobody' }), /no mail address/);
    await assert.rejects(
      bad({ records: [{ name: 'x.test', type: 'A', address: '192.0.2.1' }] }),
      /not in the zone/,
    );
    await assert.rejects(bad({ records: [{ name: 'acme.test', type: 'A', address: '::1' }] }), /no address/);
    await assert.rejects(
      bad({ records: [{ name: 'acme.test', type: 'CNAME', target: 'x.test' }] }),
      /top of a zone/,
    );
    const alias = { name: 'a.acme.test', type: 'CNAME', target: 'x.test' } as const;
    await assert.rejects(
      bad({ records: [alias, { name: 'a.acme.test', type: 'TXT', text: 'x' }] }),
      /stands alone/,
    );
  });
});

describe('a worker that dies', () => {
  const script = new URL('../../../support/zone-worker.ts', import.meta.url);

  it('is started again on the same port, with what the base has by then and what was under way', async () => {
    let base: readonly ZoneDelta[] = NAMES;
    const { server, log } = await start(
      { base: () => ({ sequence: 5_000, names: fromStore(() => base) }) },
      script,
    );
    const ports = server.bound.map(({ port }) => port);
    const added: ZoneDelta = { sequence: 5_001, zone: 'acme.test', label: 'before', values: [VALUE] };
    await server.publish([added]);
    const change = (sequence: number, label: string): ZoneDelta => ({ ...added, sequence, label });
    base = [...NAMES, added, change(5_002, 'accident')];
    const waiting = [server.publish([change(5_002, 'accident')]), server.publish([change(5_003, 'behind')])];
    assert.deepEqual(await Promise.all(waiting), [true, true]);
    assert.ok(log.lines.some(({ level, text }) => level === 'error' && /died/.test(text)));
    await until(() => log.lines.some(({ text }) => /answers again/.test(text)));
    for (const [i, at] of server.bound.entries()) {
      assert.equal(at.port, ports[i]);
      for (const label of ['com-example', 'before', 'accident', 'behind']) {
        assert.ok(
          (await askUdp(at, query({ name: `${label}.acme.test` }))).message.answers.length > 0,
          label,
        );
      }
    }
    await server.close();
    assert.equal(await server.publish([added]), false, 'a closed server serves nothing');
  });
});

async function* fromStore(read: () => readonly ZoneDelta[]): AsyncGenerator<ZoneDelta> {
  for (const delta of read()) {
    await sleep(1);
    yield delta;
  }
}
