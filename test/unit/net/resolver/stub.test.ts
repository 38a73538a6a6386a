import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createStubResolver, createZoneResolver } from '../../../../src/net/index.ts';
import type { QuestionType, Server } from '../../../../src/net/index.ts';
import { TYPE, decodeMessage, encodeMessage, nameFromText } from '../../../../src/wire/dns/index.ts';
import { record } from '../../../support/dns-answer.ts';
import { startDnsServer } from '../../../support/dns-server.ts';
import type { DnsServer, DnsServerSettings, NameScript } from '../../../support/dns-server.ts';
import { openUdp } from '../../../support/dns-sockets.ts';
import { ask, openSockets, packetClock } from './asking.ts';

const ONE = { A: ['192.0.2.1'] };
const open: DnsServer[] = [];

async function start(settings: DnsServerSettings): Promise<DnsServer> {
  const dns = await startDnsServer({ listen: ['127.0.0.1'], ...settings });
  open.push(dns);
  return dns;
}

/** One question to one server with one scripted name. */
async function askOne(script: NameScript, type: QuestionType = 'A', more: DnsServerSettings = {}) {
  const dns = await start({ names: { 'x.test': script }, ...more });
  const clock = packetClock();
  const lookup = await ask(clock, createStubResolver({ servers: dns.servers, clock }), 'x.test', type);
  return { dns, ...lookup };
}

describe('stub resolver', () => {
  afterEach(async () => {
    for (const dns of open.splice(0)) await dns.close();
  });

  it('asks with 0x20, EDNS 1232, RD and AD, and keeps server, transport, rcode and AD', async () => {
    const { dns, evidence } = await askOne({ ...ONE, ad: true });
    const [query] = dns.queries;
    assert.equal(dns.queries.length, 1);
    assert.equal(query?.message.edns?.udpSize, 1232);
    assert.ok(query?.message.recursionDesired && query.message.authenticData);
    assert.equal(query?.name.toLowerCase(), 'x.test');
    assert.deepEqual(
      { ...evidence, at: 0, ms: 0 },
      {
        kind: 'lookup',
        at: 0,
        hop: 0,
        name: 'x.test',
        type: 'A',
        outcome: 'answer',
        rcode: 'NOERROR',
        ad: true,
        addresses: ['192.0.2.1'],
        server: `127.0.0.1:${dns.port}`,
        transport: 'udp',
        tries: 1,
        ms: 0,
      },
    );
  });

  it('draws id, port and case anew for every question', async () => {
    const name = 'abcdefghijklmnopqrstuvwxyz.test';
    const dns = await start({ names: { [name]: ONE } });
    const clock = packetClock();
    const stub = createStubResolver({ servers: dns.servers, clock });
    for (let i = 0; i < 8; i++) await ask(clock, stub, name);
    assert.equal(dns.queries.length, 8);
    assert.ok(new Set(dns.queries.map((query) => query.name)).size >= 7, 'case');
    assert.ok(new Set(dns.queries.map((query) => query.message.id)).size >= 7, 'id');
  });

  it('speaks to a server over IPv6', async (t) => {
    const dns = await startDnsServer({ listen: ['::1', '127.0.0.1'], names: { 'x.test': ONE } });
    open.push(dns);
    const [six] = dns.servers;
    if (six?.address !== '::1') return t.skip('this machine has no ::1');
    const clock = packetClock();
    const { evidence } = await ask(clock, createStubResolver({ servers: [six], clock }), 'x.test');
    assert.equal(evidence.server, `[::1]:${dns.port}`);
    assert.equal(evidence.outcome, 'answer');
  });

  it('goes to TCP on truncation, and reads large answers there', async () => {
    const texts = Array.from({ length: 60 }, (_, i) => [`${i}:${'x'.repeat(200)}`, 'tail']);
    const { dns, evidence, texts: read } = await askOne({ TXT: texts }, 'TXT');
    assert.equal(evidence.transport, 'tcp');
    assert.equal(evidence.records, 60);
    assert.equal(evidence.tries, 2);
    assert.deepEqual(
      dns.queries.map((query) => query.transport),
      ['udp', 'tcp'],
    );
    assert.equal(Buffer.from(read[59] ?? []).toString(), `59:${'x'.repeat(200)}tail`);
  });

  it('goes to TCP when the question comes back without its case', async () => {
    const { evidence } = await askOne({ ...ONE, flatCase: true }, 'A', {});
    // one letter name: by chance the case may be the lower one already, then UDP is right
    assert.ok(evidence.transport === 'tcp' || evidence.tries === 1);
    const name = 'a-name-with-many-letters.test';
    const dns = await start({ names: { [name]: { ...ONE, flatCase: true } } });
    const clock = packetClock();
    const long = await ask(clock, createStubResolver({ servers: dns.servers, clock }), name);
    assert.equal(long.evidence.transport, 'tcp');
    assert.equal(long.evidence.outcome, 'answer');
  });

  it('says malformed when TCP truncates or breaks too', async () => {
    const flags = await askOne({ ...ONE, truncate: true }, 'A', {
      handler: (query, transport) =>
        transport === 'udp' ? undefined : { ...query, response: true, truncated: true },
    });
    assert.equal(flags.evidence.outcome, 'malformed');
  });

  it('waits for the true answer behind datagrams that do not fit', async () => {
    const before = ['wrong-id', 'wrong-question', 'wrong-source'] as const;
    const { evidence, dns } = await askOne({ ...ONE, before });
    assert.equal(evidence.outcome, 'answer');
    assert.equal(evidence.transport, 'udp');
    assert.equal(dns.queries.length, 1);
  });

  it('never takes an answer from another source, id or question', async () => {
    const before = ['wrong-id', 'wrong-question', 'wrong-source'] as const;
    const { evidence } = await askOne({ ...ONE, before, silentAfter: true });
    assert.equal(evidence.outcome, 'timeout');
    assert.equal(evidence.tries, 2);
  });

  it('moves to TCP when too many datagrams do not fit', async () => {
    const before = Array.from({ length: 40 }, () => 'wrong-id' as const);
    const { evidence } = await askOne({ ...ONE, before, silentAfter: true });
    assert.equal(evidence.outcome, 'answer');
    assert.equal(evidence.transport, 'tcp');
  });

  it('names a broken message malformed', async () => {
    const { evidence } = await askOne({ ...ONE, before: ['garbage'], silentAfter: true });
    assert.equal(evidence.outcome, 'malformed');
  });

  it('asks again without EDNS where EDNS is a format error', async () => {
    const { evidence, dns } = await askOne({ ...ONE, noEdns: true });
    assert.equal(evidence.outcome, 'answer');
    assert.equal(dns.queries[1]?.message.edns, undefined);
    assert.equal(evidence.tries, 2);
  });

  it('keeps rcodes apart, with extended errors', async () => {
    const ede = [{ code: 6, text: 'signature expired' }];
    const cases = [
      ['SERVFAIL', 'servfail'],
      ['REFUSED', 'refused'],
      ['NXDOMAIN', 'nxdomain'],
      ['NOTIMP', 'error'],
    ] as const;
    for (const [rcode, outcome] of cases) {
      const { evidence } = await askOne({ ...ONE, rcode, ede });
      assert.equal(evidence.outcome, outcome);
      assert.equal(evidence.rcode, rcode);
      assert.deepEqual(evidence.ede, ede);
      assert.deepEqual(evidence.addresses, []);
      assert.equal(evidence.tries, 1);
    }
  });

  it('judges families apart: AAAA fails, A answers', async () => {
    const script: NameScript = { ...ONE, per: { AAAA: { rcode: 'SERVFAIL' } } };
    assert.equal((await askOne(script, 'AAAA')).evidence.outcome, 'servfail');
    assert.equal((await askOne(script, 'A')).evidence.outcome, 'answer');
  });

  it('takes the next server after silence, SERVFAIL and a closed port, not after REFUSED', async () => {
    const good = await start({ names: { 'x.test': ONE } });
    const cases: [NameScript, string][] = [
      [{ drop: true }, 'answer'],
      [{ rcode: 'SERVFAIL' }, 'answer'],
      [{ rcode: 'REFUSED' }, 'refused'],
      [{ rcode: 'NXDOMAIN' }, 'nxdomain'],
    ];
    for (const [script, outcome] of cases) {
      const bad = await start({ names: { 'x.test': script } });
      const clock = packetClock();
      const servers = [...bad.servers, ...good.servers];
      const { evidence } = await ask(clock, createStubResolver({ servers, clock }), 'x.test');
      assert.equal(evidence.outcome, outcome);
      assert.equal(evidence.tries, outcome === 'answer' ? 2 : 1);
    }
    const closed = await closedPort();
    const clock = packetClock();
    const { evidence, steps } = await ask(
      clock,
      createStubResolver({ servers: [closed, ...good.servers], clock }),
      'x.test',
    );
    assert.equal(evidence.outcome, 'answer');
    assert.deepEqual(
      steps.map((step) => [step.outcome, step.errno]),
      [
        ['unreachable', 'ECONNREFUSED'],
        ['answer', undefined],
      ],
    );
  });

  it('reports what it met when no server helps', async () => {
    const closed = await closedPort();
    const clock = packetClock();
    const one = await ask(clock, createStubResolver({ servers: [closed], clock }), 'x.test');
    assert.equal(one.evidence.outcome, 'unreachable');
    const none = await ask(clock, createStubResolver({ servers: [], clock }), 'x.test');
    assert.equal(none.evidence.outcome, 'error');
    const silent = await askOne({ drop: true });
    assert.equal(silent.evidence.outcome, 'timeout');
    assert.equal(silent.evidence.tries, 2);
    assert.equal(silent.evidence.ms, 6_000);
    // a servfail says more than the silence of the other
    const failing = await start({
      names: { 'x.test': { rcode: 'SERVFAIL', ede: [{ code: 22, text: '' }] } },
    });
    const servers = [...failing.servers, ...silent.dns.servers];
    const both = await ask(clock, createStubResolver({ servers, clock }), 'x.test');
    assert.equal(both.evidence.outcome, 'servfail');
    assert.deepEqual(both.evidence.ede, [{ code: 22, text: '' }]);
  });

  it('follows CNAMEs in the answer and keeps the chain', async () => {
    const dns = await start({
      names: {
        'a.test': { CNAME: 'b.test' },
        'b.test': { CNAME: 'c.test' },
        'c.test': ONE,
        'n.test': { CNAME: 'no.test' },
      },
    });
    const clock = packetClock();
    const stub = createStubResolver({ servers: dns.servers, clock });
    const found = await ask(clock, stub, 'a.test');
    assert.deepEqual(found.evidence.chain, ['b.test', 'c.test']);
    assert.deepEqual(found.evidence.addresses, ['192.0.2.1']);
    const nodata = await ask(clock, stub, 'a.test', 'TXT');
    assert.equal(nodata.evidence.outcome, 'nodata');
    const missing = await ask(clock, stub, 'n.test');
    assert.equal(missing.evidence.outcome, 'nxdomain');
    assert.deepEqual(missing.evidence.chain, ['no.test']);
    // a CNAME that is itself asked for is not followed
    const alias = await ask(clock, stub, 'a.test', 'CNAME');
    assert.equal(alias.evidence.records, 1);
    assert.equal(alias.evidence.chain, undefined);
  });

  it('names loops and endless chains', async () => {
    const endless = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [`n${i}.test`, { CNAME: `n${i + 1}.test` }]),
    );
    const dns = await start({
      names: {
        'a.test': { CNAME: 'b.test' },
        'b.test': { CNAME: 'A.test' },
        'self.test': { CNAME: 'self.test' },
        ...endless,
      },
    });
    const clock = packetClock();
    const stub = createStubResolver({ servers: dns.servers, clock });
    for (const name of ['a.test', 'self.test', 'n0.test']) {
      assert.equal((await ask(clock, stub, name)).evidence.outcome, 'loop', name);
    }
  });

  it('asks for what an authoritative server left unfinished, within its scope', async () => {
    const dns = await start({
      zones: ['one.test', 'two.test'],
      names: { 'a.one.test': { CNAME: 'b.two.test' }, 'b.two.test': ONE },
    });
    const clock = packetClock();
    const whole = await ask(clock, createStubResolver({ servers: dns.servers, clock }), 'a.one.test');
    assert.equal(whole.evidence.outcome, 'answer');
    assert.deepEqual(whole.evidence.chain, ['b.two.test']);
    assert.equal(whole.evidence.tries, 2);
    const scoped = createStubResolver({ servers: dns.servers, clock, onlyUnder: 'one.test' });
    const part = await ask(clock, scoped, 'a.one.test');
    assert.equal(part.evidence.outcome, 'nodata');
    assert.equal(part.evidence.tries, 1);
  });

  it('passes over answers for other names', async () => {
    const extra = record(nameFromText('other.test'), TYPE.A, {
      kind: 'A',
      address: Uint8Array.of(6, 6, 6, 6),
    });
    const { evidence } = await askOne({ extraAnswers: [extra] });
    assert.equal(evidence.outcome, 'nodata');
    assert.deepEqual(evidence.addresses, []);
  });

  it('calls a server that only refers elsewhere lame', async () => {
    const { evidence } = await askOne({}, 'A', {
      names: {},
      zones: ['.'],
      delegations: { test: { 'ns.test': ['192.0.2.53'] } },
    });
    assert.equal(evidence.outcome, 'lame');
  });

  it('ends by the deadline and leaves no socket and no timer', async () => {
    const before = openSockets();
    const holes = await Promise.all([
      start({ names: { 'x.test': { drop: true } } }),
      start({ names: { 'x.test': { truncate: true, drop: 'tcp' } } }),
    ]);
    const listening = openSockets();
    const clock = packetClock();
    const servers = holes.flatMap((dns) => dns.servers);
    const { evidence } = await ask(clock, createStubResolver({ servers, clock }), 'x.test', 'A', 3_000);
    assert.equal(evidence.outcome, 'timeout');
    assert.equal(evidence.ms, 3_000);
    assert.equal(clock.pending(), 0);
    for (let i = 0; i < 5; i++) await turn();
    assert.ok(openSockets() <= listening + 1, 'the server side of one connection may still be open');
    for (const dns of open.splice(0)) await dns.close();
    for (let i = 0; i < 5; i++) await turn();
    assert.ok(openSockets() <= before);
  });

  it('survives a TCP server that closes, resets or drips', async () => {
    for (const [title, outcome] of [
      ['end', 'error'],
      ['reset', 'error'],
      ['drip', 'timeout'],
    ] as const) {
      const dns = await start({ names: { 'x.test': { truncate: true } } });
      const udpOnly = await truncatingServerWithTcp(title);
      const clock = packetClock();
      const { evidence } = await ask(
        clock,
        createStubResolver({ servers: [udpOnly.server], clock }),
        'x.test',
        'A',
        2_000,
      );
      await udpOnly.close();
      assert.equal(evidence.outcome, outcome, title);
      assert.equal(dns.queries.length, 0);
    }
  });
});

describe('stub resolver against broken messages', () => {
  it('always comes to an outcome', async () => {
    let seed = 64;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const udp = await openUdp('127.0.0.1', 0);
    assert.ok(typeof udp === 'object');
    const alias = record(nameFromText('x.test'), TYPE.CNAME, {
      kind: 'CNAME',
      target: nameFromText('y.test'),
    });
    const address = record(nameFromText('y.test'), TYPE.A, {
      kind: 'A',
      address: Uint8Array.of(192, 0, 2, 1),
    });
    udp.on('message', (bytes, from) => {
      const query = decodeMessage(bytes);
      const reply = encodeMessage({ ...query, response: true, answers: [alias, address] });
      // the id stays, so that every reply is judged as one
      for (let i = random(4); i > 0; i--) reply[2 + random(reply.length - 2)] = random(256);
      const cut = random(4) === 0 ? 2 + random(reply.length - 2) : reply.length;
      udp.send(reply.subarray(0, cut), from.port, from.address);
    });
    const clock = packetClock();
    const stub = createStubResolver({ servers: [{ address: '127.0.0.1', port: udp.address().port }], clock });
    const outcomes = new Map<string, number>();
    for (let i = 0; i < 400; i++) {
      const { evidence } = await ask(clock, stub, 'x.test', 'A', 5_000);
      outcomes.set(evidence.outcome, (outcomes.get(evidence.outcome) ?? 0) + 1);
    }
    udp.close();
    assert.ok((outcomes.get('answer') ?? 0) > 50, [...outcomes].join(' '));
    assert.ok((outcomes.get('malformed') ?? 0) > 20, [...outcomes].join(' '));
    assert.equal(clock.pending(), 0);
  });
});

describe('zone resolver', () => {
  afterEach(async () => {
    for (const dns of open.splice(0)) await dns.close();
  });

  it('lets the longest zone answer and follows CNAMEs into the others', async () => {
    const inner = await start({ zones: ['in.corp.test'], names: { 'a.in.corp.test': { A: ['10.0.0.1'] } } });
    const corp = await start({
      zones: ['corp.test'],
      names: {
        'a.corp.test': { A: ['10.0.0.2'] },
        'to-inner.corp.test': { CNAME: 'a.in.corp.test' },
        'out.corp.test': { CNAME: 'www.test' },
        'back.corp.test': { CNAME: 'bounce.test' },
      },
    });
    const world = await start({
      names: {
        'www.test': { A: ['192.0.2.9'] },
        // what the world says of internal names must not count
        'a.in.corp.test': { A: ['192.0.2.66'] },
        'into.test': { CNAME: 'a.in.corp.test' },
        'bounce.test': { CNAME: 'back.corp.test' },
      },
    });
    const clock = packetClock();
    const stub = (servers: readonly Server[], onlyUnder?: string) =>
      createStubResolver({ servers, clock, ...(onlyUnder !== undefined && { onlyUnder }) });
    const zones = createZoneResolver(
      [
        { zone: 'corp.test', resolver: stub(corp.servers, 'corp.test') },
        { zone: 'in.corp.test', resolver: stub(inner.servers, 'in.corp.test') },
      ],
      stub(world.servers),
    );
    const cases: [string, string, string[] | undefined, string[] | undefined][] = [
      ['a.corp.test', 'answer', ['10.0.0.2'], undefined],
      ['A.IN.corp.test', 'answer', ['10.0.0.1'], undefined],
      ['to-inner.corp.test', 'answer', ['10.0.0.1'], ['a.in.corp.test']],
      ['out.corp.test', 'answer', ['192.0.2.9'], ['www.test']],
      ['into.test', 'answer', ['10.0.0.1'], ['a.in.corp.test']],
      ['xcorp.test', 'nxdomain', [], undefined],
      ['back.corp.test', 'loop', [], ['bounce.test', 'back.corp.test']],
    ];
    for (const [name, outcome, addresses, chain] of cases) {
      const { evidence } = await ask(clock, zones, name);
      assert.equal(evidence.outcome, outcome, name);
      assert.equal(evidence.name, name);
      assert.deepEqual(evidence.addresses, addresses, name);
      assert.deepEqual(evidence.chain, chain, name);
    }
  });

  it('takes the root for a zone, as the settings do', async () => {
    const world = await start({ names: { 'www.test': { A: ['192.0.2.9'] } } });
    const clock = packetClock();
    const root = createStubResolver({ servers: world.servers, clock, onlyUnder: '.' });
    const zones = createZoneResolver(
      [{ zone: '.', resolver: root }],
      createStubResolver({ servers: [], clock }),
    );
    const { evidence } = await ask(clock, zones, 'www.test');
    assert.deepEqual([evidence.outcome, evidence.addresses], ['answer', ['192.0.2.9']]);
  });

  it('believes nobody about a name of another zone, also where that is no host name and cannot be asked for', async () => {
    const corp = await start({ zones: ['corp.test'] });
    const world = await start({
      names: { 'odd.test': { CNAME: '*.corp.test' }, '*.corp.test': { A: ['192.0.2.66'] } },
    });
    const clock = packetClock();
    const zones = createZoneResolver(
      [
        {
          zone: 'corp.test',
          resolver: createStubResolver({ servers: corp.servers, clock, onlyUnder: 'corp.test' }),
        },
      ],
      createStubResolver({ servers: world.servers, clock }),
    );
    const { evidence, addresses, records } = await ask(clock, zones, 'odd.test');
    assert.deepEqual([evidence.outcome, evidence.addresses, addresses, records], ['error', [], [], []]);
    assert.deepEqual(evidence.chain, ['*.corp.test']);
  });
});

/** A port of 127.0.0.1 where nobody listens: bound once and let go. */
async function closedPort(): Promise<Server> {
  const dns = await startDnsServer({ listen: ['127.0.0.1'] });
  const [server] = dns.servers;
  await dns.close();
  assert.ok(server);
  return server;
}

/** UDP truncates; TCP misbehaves as named. */
async function truncatingServerWithTcp(
  how: 'end' | 'reset' | 'drip',
): Promise<{ server: Server; close(): Promise<void> }> {
  const tcp = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      if (how === 'end') socket.end(Uint8Array.of(0, 100, 1));
      else if (how === 'reset') socket.resetAndDestroy();
      else socket.write(Uint8Array.of(0));
    });
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const bound = tcp.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const udp = await openUdp('127.0.0.1', port);
  assert.ok(typeof udp === 'object');
  udp.on('message', (bytes, from) => {
    const reply = Uint8Array.from(bytes);
    reply[2] = (reply[2] ?? 0) | 0x82;
    udp.send(reply, from.port, from.address);
  });
  return {
    server: { address: '127.0.0.1', port },
    async close() {
      udp.close();
      await new Promise((resolve) => tcp.close(resolve));
    },
  };
}
